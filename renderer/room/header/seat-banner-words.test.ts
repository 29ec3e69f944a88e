import { expect, it } from 'vitest';
import { ana, askedAgain, asleep, bothRing, bothUp, raj } from '../../gallery/people.ts';
import type { IncidentRow } from '../../../main/ipc/views.ts';
import { seatBannersOf } from './seat-banner-words.ts';

const nowMs = Date.now();
const handoff = {
  ...{ dueAt: new Date(nowMs + 3_600_000).toISOString(), from: raj, toSide: 'developer' as const },
  ...{ isMine: true, given: null },
};

function banners(change: Partial<IncidentRow>) {
  const row = { seats: bothUp, status: 'acknowledged' as const, handoff: null, ...change };
  return seatBannersOf(row, nowMs);
}

it('nothing stands above a room in which nobody sleeps', () => {
  expect(banners({})).toEqual([]);
  expect(banners({ seats: bothRing, status: 'triggered' })).toEqual([]);
});

it('who sleeps is said with until when and why', () => {
  const [banner] = banners({ seats: asleep });
  expect(banner).toMatchObject({ kind: 'held', side: 'developer' });
  expect(banner?.kind === 'held' && banner.strong).toMatch(
    /^The developers sleep until .* 09:00, in /,
  );
  expect(banner?.kind === 'held' && banner.words).toMatch(
    /^Stood down by you: payments opens then/,
  );
});

it('whoever had it is asked, and whoever owes a hand-off is told', () => {
  expect(banners({ seats: askedAgain }).map(({ kind }) => kind)).toEqual(['asked-again']);
  expect(banners({ handoff }).map(({ kind }) => kind)).toEqual(['handoff']);
  const overdue = { ...handoff, dueAt: new Date(nowMs - 1_000).toISOString() };
  const [banner] = banners({ handoff: overdue });
  expect(banner?.kind === 'handoff' && banner.strong).toMatch(/^The hand-off was due/);
  expect(banners({ handoff: { ...handoff, isMine: false } })).toEqual([]);
});

it('a hand-off that was left is told to the side that it is for', () => {
  const given = {
    ...{ at: new Date(nowMs).toISOString(), by: ana },
    ...{ impact: 'One in ten cannot pay.', tried: '', questions: '' },
  };
  const left = { ...handoff, isMine: false, from: ana, toSide: 'sre' as const, given };
  expect(banners({ seats: bothRing, handoff: left })).toEqual([
    { kind: 'handoff-given', strong: 'Ana Kovač left you a hand-off.', words: given.impact },
  ]);
  expect(banners({ handoff: { ...left, toSide: 'developer' } })).toEqual([]);
  expect(banners({ handoff: { ...left, given: { ...given, by: raj } } })).toEqual([]);
});

it('what is over needs no banner', () => {
  expect(banners({ status: 'resolved', seats: asleep, handoff })).toEqual([]);
});
