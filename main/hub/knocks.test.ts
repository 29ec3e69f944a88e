import { expect, test } from 'vitest';
import type { VisibleEvent } from '../../server/protocol/events.ts';
import { nobodyOnCall } from '../../server/protocol/oncall.ts';
import { ana, incidentOf, opened, raj, t0 } from '../testing/factory.ts';
import { later, makeCardSummary, makeStopgap } from '../testing/work.ts';
import { knockIn } from './knocks.ts';

const base = { seq: 9, at: t0, actor: { kind: 'hub' } as const, incidentId: 'i1' };
const mirror = {
  incidents: new Map([['i1', incidentOf(opened(1))]]),
  stopgaps: new Map([['s1', makeStopgap()]]),
  cards: new Map([['i1', makeCardSummary()]]),
  oncall: nobodyOnCall,
  shifts: new Set<string>(),
};
const step = { ...base, checklistId: 'k1', stepId: 'pool', stepText: 'Scale the pool' };

test.each<[VisibleEvent, object]>([
  [
    { ...step, type: 'step.overdue', dueAt: t0, tells: 'assignee', personIds: ['ana'] },
    { kind: 'step', incidentId: 'i1', text: 'Scale the pool', dueAt: t0, tells: 'assignee' },
  ],
  [
    { ...base, type: 'stopgap.asked', stopgapId: 's1', personIds: ['ana'] },
    { kind: 'stopgap', incidentId: 'i1', what: 'pool 50→200' },
  ],
  [
    { ...base, type: 'card.reminded', personIds: ['ana'] },
    { kind: 'card', incidentId: 'i1', dueAt: later },
  ],
])('$0.type knocks at the laptops of those whom it names alone', (event, expected) => {
  expect(knockIn(event, mirror, ana)).toEqual(expected);
  expect(knockIn(event, mirror, raj)).toBe(null);
});

test('who is paged is called otherwise', () => {
  const event: VisibleEvent = {
    ...{ ...base, type: 'seat.called', side: 'developer', personIds: ['ana'] },
  };
  expect(knockIn(event, mirror, ana)).toBe(null);
});
