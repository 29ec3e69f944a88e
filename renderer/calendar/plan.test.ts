import { expect, test } from 'vitest';
import type { RotaRow } from '../../main/ipc/duty-views.ts';
import { commandOf, problemOf } from './plan.ts';
import type { PlanDraft } from './plan.ts';

const nowMs = new Date(2026, 10, 3, 3).getTime();
const rota = { id: 'payments-week', name: 'Payments' } as RotaRow;
const draft = (change: Partial<PlanDraft> = {}): PlanDraft => ({
  ...{ from: '2026-11-04T09:00', until: '2026-11-05T09:00', personId: 'cy', insteadOf: '' },
  ...{ isFor: false, takeFrom: '', takeUntil: '', reason: ' ' },
  ...change,
});
const at = (day: number): string => new Date(2026, 10, day, 9).toISOString();

test.each<[string, Partial<PlanDraft>, RegExp]>([
  ['no time', { from: '' }, /from when/],
  ['an end before its beginning', { until: '2026-11-03T09:00' }, /before it begins/],
  ['the past', { from: '2026-11-01T09:00', until: '2026-11-02T09:00' }, /over already/],
  ['nobody at all', { personId: '' }, /who is on call/],
  ['one and the same person', { insteadOf: 'cy' }, /same person/],
])('an override with %s says what is missing', (_name, change, words) => {
  expect(problemOf('override', draft(change), nowMs)).toMatch(words);
});

test('an override is asked for with its people and its reason', () => {
  expect(problemOf('override', draft(), nowMs)).toBeNull();
  const plan = { kind: 'override' as const, rota, from: at(4), until: at(5) };
  expect(commandOf(plan, draft({ insteadOf: 'ana', reason: 'Dentist' }))).toEqual({
    ...{ type: 'override.add', rotaId: 'payments-week', from: at(4), until: at(5) },
    ...{ personId: 'cy', insteadOf: 'ana', reason: 'Dentist' },
  });
});

test('a shift is handed over to a colleague, for another one or as a gift', () => {
  const plan = { kind: 'hand-over' as const, rota, from: at(4), until: at(5) };
  expect(problemOf('hand-over', draft({ personId: '' }), nowMs)).toMatch(/colleague/);
  expect(problemOf('hand-over', draft({ isFor: true }), nowMs)).toMatch(/which time/);
  expect(commandOf(plan, draft())).toMatchObject({ type: 'swap.ask', toId: 'cy', take: null });
  const swap = draft({
    isFor: true,
    takeFrom: '2026-11-11T09:00',
    takeUntil: '2026-11-12T09:00',
  });
  expect(problemOf('hand-over', swap, nowMs)).toBeNull();
  expect(commandOf(plan, swap)).toMatchObject({ take: { from: at(11), until: at(12) } });
});

test('taking over needs nothing more', () => {
  const plan = { kind: 'take' as const, rota, from: at(3), until: at(9) };
  expect(problemOf('take', draft(), nowMs)).toBeNull();
  expect(commandOf(plan, draft())).toEqual({ type: 'shift.take', rotaId: 'payments-week' });
});
