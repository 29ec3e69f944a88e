import { expect, it } from 'vitest';
import type { RoomView } from '../../../../main/ipc/room-views.ts';
import { placeholderOf, roomLeft, whyNot } from './composer-words.ts';

const view = (state: string, me: object | null = {}) =>
  ({ me, link: { state } }) as unknown as RoomView;

it('lets people write while cut off, and says that it waits', () => {
  for (const state of ['cut-off', 'connecting', 'catching-up']) {
    expect(whyNot(view(state))).toBeNull();
    expect(placeholderOf(view(state))).toMatch(/waits here/);
  }
  expect(placeholderOf(view('online'))).toMatch(/^Write/);
});

it('says why nothing can be written', () => {
  expect(whyNot(null)).toMatch(/Asking/);
  expect(whyNot(view('not-joined', null))).toMatch(/has not joined/);
  expect(whyNot(view('refused'))).toMatch(/refuses/);
});

it('counts only near the end', () => {
  expect([0, 7_499, 7_500, 8_000, 8_036].map(roomLeft)).toEqual([
    '',
    '',
    '500 left',
    '0 left',
    '36 too many',
  ]);
});
