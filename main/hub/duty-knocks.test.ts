import { expect, test } from 'vitest';
import type { VisibleEvent } from '../../server/protocol/events.ts';
import type { Gap } from '../../server/protocol/oncall.ts';
import { ana, incidentOf, opened, raj, t0 } from '../testing/factory.ts';
import { hubEvent, makeSilence, makeSwap, monday, onCall } from '../testing/duty.ts';
import { knockIn } from './knocks.ts';

const known = {
  incidents: new Map([['i1', incidentOf(opened(1))]]),
  stopgaps: new Map(),
  cards: new Map(),
  oncall: onCall({ silences: [makeSilence()] }),
  shifts: new Set<string>(),
};
const gap: Gap = {
  side: 'developer',
  cause: 'nobody',
  ...{ teamId: 'payments', from: t0, until: monday, personIds: [] },
};

test.each<[VisibleEvent, object]>([
  [
    hubEvent(1, {
      ...{ type: 'shift.offered', rotaId: 'r1', personId: 'bo', until: monday },
      ...{ personIds: ['ana'], reason: 'The test failed.' },
    }),
    { kind: 'offer', rotaId: 'r1', personId: 'bo', until: monday, reason: 'The test failed.' },
  ],
  [
    hubEvent(1, { type: 'gap.warned', gap, ahead: 'day', personIds: ['ana'] }),
    { kind: 'gap', gap, ahead: 'day' },
  ],
  [
    hubEvent(1, { type: 'silence.expiring', silenceId: 'silence-1', personIds: ['ana'] }),
    { kind: 'silence', silence: makeSilence() },
  ],
  [
    hubEvent(1, {
      ...{ type: 'person.unreachable', personId: 'bo', since: t0, rotaIds: ['r1'] },
      personIds: ['ana'],
    }),
    { kind: 'unreachable', personId: 'bo', since: t0, isMe: false },
  ],
  [
    hubEvent(1, {
      ...{ type: 'drill.ended', drillId: 'drill-1', personId: 'ana', outcome: 'failed' },
      reason: 'Muted.',
    }),
    { kind: 'drill', reason: 'Muted.' },
  ],
  [
    hubEvent(1, {
      ...{ type: 'channel.tested', testId: 't', personId: 'ana', name: 'email' },
      ...{ outcome: 'failed', problem: 'refused' },
    }),
    { kind: 'channel', name: 'email', outcome: 'failed', problem: 'refused' },
  ],
  [
    hubEvent(1, { type: 'handoff.due', incidentId: 'i1', personIds: ['ana'] }),
    { kind: 'handoff', incidentId: 'i1', isOwed: false },
  ],
])('$0.type knocks at the laptops of those whom it concerns alone', (event, expected) => {
  expect(knockIn(event, known, ana)).toEqual(expected);
  expect(knockIn(event, known, raj)).toBe(null);
});

test('a shift knocks at who comes and who goes, and not at who stays', () => {
  const turned = (personIds: string[], endedIds: string[]) =>
    hubEvent(1, { type: 'shift.turned', rotaId: 'r1', personIds, endedIds, until: monday });
  const begins = { kind: 'shift', rotaId: 'r1', isOnCall: true, personIds: ['ana'], until: monday };
  expect(knockIn(turned(['ana'], ['raj']), known, ana)).toEqual(begins);
  expect(knockIn(turned(['ana'], ['raj']), known, raj)).toEqual({ ...begins, isOnCall: false });
  // After an hour that was handed over twice only the other one goes.
  const stays = { ...known, shifts: new Set(['r1']) };
  expect(knockIn(turned(['ana'], ['raj']), stays, ana)).toBe(null);
  expect(knockIn(turned(['bo'], ['raj']), known, ana)).toBe(null);
});

test('what somebody does about a swap is news for the other one', () => {
  const byRaj = { kind: 'person', personId: 'raj', deviceId: null } as const;
  const asked = { ...hubEvent(1, { type: 'swap.changed', swap: makeSwap() }), actor: byRaj };
  expect(knockIn(asked, known, ana)).toEqual({ kind: 'swap', swap: makeSwap() });
  expect(knockIn(asked, known, raj)).toBe(null);
  const expired = hubEvent(2, { type: 'swap.changed', swap: makeSwap({ state: 'expired' }) });
  for (const one of [ana, raj]) expect(knockIn(expired, known, one)?.kind).toBe('swap');
  expect(knockIn(expired, known, { ...ana, id: 'bo' })).toBe(null);
});

test('a fault of the hub concerns everybody; what went well nobody', () => {
  const alarm = hubEvent(1, { type: 'engine.alarm', problem: 'A page has no next step.' });
  for (const one of [ana, raj]) expect(knockIn(alarm, known, one)?.kind).toBe('engine');
  const passed = hubEvent(1, {
    ...{ type: 'drill.ended', drillId: 'drill-1', personId: 'ana', outcome: 'passed' },
    reason: null,
  });
  expect(knockIn(passed, known, ana)).toBe(null);
});
