import { expect, it } from 'vitest';
import { FakeMain } from './conversation/testing/fake-main.ts';

it('goes to the entry that the room was opened for, each time that it is asked to', () => {
  const main = new FakeMain();
  main.show({});
  expect(main.room.wanted).toBeNull();
  main.show({ sought: { seq: 41, count: 1 } });
  expect(main.room.wanted).toEqual({ seq: 41 });

  main.room.wanted = null;
  main.show({ sought: { seq: 41, count: 1 } });
  expect(main.room.wanted).toBeNull();
  main.show({ sought: { seq: 41, count: 2 } });
  expect(main.room.wanted).toEqual({ seq: 41 });
});
