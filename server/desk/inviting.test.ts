import { expect, test } from 'vitest';
import { Directory } from '../domain/directory.ts';
import type { Side } from '../protocol/identity.ts';
import type { HubDesk } from './create-desk.ts';
import { enrol, openTestDesk } from './testing/test-desk.ts';

const directory = new Directory({
  people: {
    ana: { name: 'Ana Lima' },
    bo: { name: 'Bo' },
    eve: { name: 'Eve' },
  },
  teams: {
    shop: { side: 'developer', members: ['ana', 'bo'] },
    platform: { side: 'sre', members: ['bo'] },
  },
  services: {},
});

async function invite(desk: HubDesk, personName: string, side: Side | null = null) {
  return (await desk.admin({ type: 'invite.create', personName, side })).person;
}

test('whom the config names is invited under the name and the side that it says', async () => {
  const { desk } = await openTestDesk({ rules: { directory } });
  const person = await invite(desk, 'ANA');
  expect(person).toMatchObject({ name: 'Ana Lima', side: 'developer' });
  expect(await invite(desk, 'ana lima', 'developer')).toEqual(person);
});

test('a side that all teams contradict is refused', async () => {
  const { desk } = await openTestDesk({ rules: { directory } });
  await expect(invite(desk, 'ana', 'sre')).rejects.toMatchObject({ code: 'side_against_config' });
  expect(desk.head()).toBe(0);
});

test.each([['bo'], ['eve'], ['nobody listed']])(
  'the side of %s must be said once',
  async (name) => {
    const { desk } = await openTestDesk({ rules: { directory } });
    await expect(invite(desk, name)).rejects.toMatchObject({ code: 'side_missing' });
    const person = await invite(desk, name, 'sre');
    expect(await invite(desk, name)).toEqual(person);
    await expect(invite(desk, name, 'developer')).rejects.toMatchObject({ code: 'name_taken' });
  },
);

test('who was enrolled before the config named them stays the same person', async () => {
  const rules: { directory?: Directory } = {};
  const { desk } = await openTestDesk({ rules });
  const { person } = await enrol(desk, 'ANA', 'developer');
  rules.directory = directory;
  expect(await invite(desk, 'ana')).toEqual(person);
  const eve = await enrol(desk, 'eve', 'sre');
  expect(await invite(desk, 'Eve')).toEqual(eve.person);
});
