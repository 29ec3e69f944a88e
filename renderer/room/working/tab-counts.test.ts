import { expect, it } from 'vitest';
import type { RoomContextPush } from '../../../main/ipc/room-views.ts';
import type { RoomWorkPush } from '../../../main/ipc/work-views.ts';
import { countsOf } from './tab-counts.ts';

const nothing = { checklist: null, openStopgaps: 0, handoff: null };

function work(change: Record<string, unknown>): RoomWorkPush {
  return {
    incidentId: 'one',
    checklists: [],
    missingRunbooks: [],
    ...change,
  } as unknown as RoomWorkPush;
}

it('tabs say nothing of what is not there', () => {
  const none = { checklist: null, stopgaps: null, context: null, card: null, handoff: null };
  expect(countsOf(null, null, null)).toEqual(none);
  expect(countsOf(nothing, work({ stopgaps: [], card: null }), null)).toEqual(none);
});

it('tabs say how much there is, and what wants to be looked at', () => {
  const progress = { total: 9, settled: 5, failed: 1 };
  const stopgaps = [
    { state: 'open', askedAt: '2026-11-23T09:00:00.000Z', probe: null },
    { state: 'open', askedAt: null, probe: null },
    { state: 'undone', askedAt: null, probe: null },
  ];
  const context = { items: [{}] } as unknown as RoomContextPush;
  const counts = countsOf(
    { checklist: progress, openStopgaps: 2, handoff: null },
    work({ stopgaps, card: { state: 'draft' } }),
    context,
  );
  expect(counts.checklist).toMatchObject({ text: '5/9' });
  expect(counts.stopgaps).toEqual({ text: '2', words: '2 open', isUrgent: true });
  expect(counts.context).toMatchObject({ text: '1', words: '1 item' });
  expect(counts.card).toMatchObject({ words: 'waits for its team' });
});

it('the number of open stopgaps is known before the stopgaps are', () => {
  expect(countsOf({ ...nothing, openStopgaps: 3 }, null, null).stopgaps).toMatchObject({
    ...{ text: '3', isUrgent: false },
  });
});
