import { expect, test } from 'vitest';
import type { RoomEntry } from '../../server/protocol/room.ts';
import type { RoomEntriesPush } from '../ipc/room-views.ts';
import { t0 } from '../testing/factory.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { EntryFeed } from './entry-feed.ts';

function fact(seq: number): RoomEntry {
  const actor = { kind: 'hub' } as const;
  return { seq, at: t0, actor, kind: 'fact', type: 'incident.mitigated', isMilestone: true };
}

function rig(count: number) {
  const clock = new ManualClock();
  const known = Array.from({ length: count }, (_, index) => fact(2 * index + 1));
  const pushes: RoomEntriesPush[] = [];
  const feed = new EntryFeed({
    clock,
    incidentId: 'i1',
    entries: () => known,
    push: (push) => void pushes.push(push),
  });
  /** What a page has that merges all pushes by `seq`. */
  const shown = () => {
    const merged = new Map<number, RoomEntry>();
    for (const { isReset, entries } of pushes) {
      if (isReset) merged.clear();
      for (const entry of entries) merged.set(entry.seq, entry);
    }
    return [...merged.values()].sort((a, b) => a.seq - b.seq);
  };
  return { clock, known, pushes, feed, shown };
}

test('the newest come first, at once, then the older ones until all are there', () => {
  const { clock, known, pushes, feed, shown } = rig(7_650);
  feed.begin();
  expect(pushes.map(({ isReset, entries }) => [isReset, entries.length])).toEqual([[true, 300]]);
  clock.advance(1_000);
  expect(pushes.map(({ entries }) => entries.length)).toEqual([300, 5_000, 2_350]);
  expect(shown()).toEqual(known);
  expect(clock.timerCount).toBe(0);
});

test('a room without entries is told so', () => {
  const { clock, pushes, feed } = rig(0);
  feed.begin();
  expect(pushes).toEqual([{ incidentId: 'i1', isReset: true, entries: [] }]);
  expect(clock.timerCount).toBe(0);
});

test('what is new goes out at once, and a storm of it in few pushes', () => {
  const { clock, pushes, feed } = rig(1);
  feed.begin();
  clock.advance(100);
  for (const seq of [10, 12, 11]) feed.changed({ isReset: false, entries: [fact(seq)] });
  expect(pushes.slice(1).map(({ entries }) => entries.map(({ seq }) => seq))).toEqual([[10]]);
  clock.advance(16);
  expect(pushes[2]?.entries.map(({ seq }) => seq)).toEqual([11, 12]);
  feed.stop();
  clock.advance(100);
  expect(pushes).toHaveLength(3);
});

test('what changes while older ones are on their way is as it is in the end', () => {
  const { clock, known, feed, shown } = rig(2_000);
  feed.begin();
  const edited = { ...fact(3), isMilestone: false };
  known[1] = edited;
  feed.changed({ isReset: false, entries: [edited] });
  known.push(fact(9_999));
  feed.changed({ isReset: false, entries: [fact(9_999)] });
  clock.advance(1_000);
  expect(shown()).toEqual(known);
});

test('a room that begins anew is told anew', () => {
  const { clock, known, pushes, feed, shown } = rig(2_000);
  feed.begin();
  known.splice(0, known.length, fact(5));
  feed.changed({ isReset: true, entries: known });
  clock.advance(1_000);
  expect(pushes.at(-1)?.isReset).toBe(true);
  expect(shown()).toEqual([fact(5)]);
});
