import { expect, test } from 'vitest';
import { beginning, nextStep, wholeSide } from './next-step.ts';
import { noDuty } from '../oncall/duty-rules.ts';
import type { PagingRules } from './paging-rules.ts';
import { defaultPolicy } from './policy.ts';
import type { PolicyStep, TargetRole } from './policy.ts';
import type { SeatOfPolicy } from './policy-steps.ts';

type People = Partial<Record<TargetRole, string[]>>;

function step(role: TargetRole, change: Partial<PolicyStep> = {}): PolicyStep {
  const target = { kind: 'role', side: 'sre', role } as const;
  return { targets: [target], waitMs: 60_000, severities: null, hours: null, ...change };
}

function seat(
  steps: PolicyStep[],
  people: People,
  { isOpen = null as boolean | null, rounds = 2 } = {},
): SeatOfPolicy {
  const paging: PagingRules = {
    policyOf: () => ({ ...defaultPolicy, steps, rounds }),
    resolve: (_service, side, target) => {
      if (target.kind === 'person') return target.key === side ? [side] : [];
      return target.side === side ? (people[target.role] ?? []) : [];
    },
    isOpen: () => isOpen,
    teamOf: () => null,
    channelsOf: () => [],
    duty: noDuty,
  };
  return { service: 'checkout', severity: 'error', side: 'sre', paging };
}

const all = (ids: readonly string[]): readonly string[] => ids;

test('steps without anybody are passed over, and it is told which', () => {
  const one = seat([step('oncall'), step('backup'), step('lead')], { lead: ['lea'] });
  expect(nextStep(one, beginning, all)).toMatchObject({
    ...{ round: 1, step: 3, personIds: ['lea'] },
    skipped: [
      { step: 1, reason: 'nobody' },
      { step: 2, reason: 'nobody' },
    ],
  });
});

test('a side goes through the steps that name it, as the policy counts them', () => {
  const theirs = { kind: 'role', side: 'developer', role: 'oncall' } as const;
  const one = seat([{ ...step('oncall'), targets: [theirs] }, step('oncall')], { oncall: ['raj'] });
  expect(nextStep(one, beginning, all)).toMatchObject({ step: 2, skipped: [] });
});

test('somebody who is named is called on their own side', () => {
  const named = (key: string) => step('oncall', { targets: [{ kind: 'person', key }] });
  const one = seat([named('developer'), named('nowhere'), named('sre')], {});
  expect(nextStep(one, beginning, all)).toMatchObject({
    ...{ step: 3, personIds: ['sre'] },
    // Whoever has not joined is missing on both sides.
    skipped: [{ step: 2, reason: 'nobody' }],
  });
});

test.each([
  ['of other severities', { severities: ['critical'] }, null, 'severity'],
  ['of business hours, at night', { hours: 'open' }, false, 'hours'],
  ['of the night, in business hours', { hours: 'closed' }, true, 'hours'],
  ['of the night, of a team that has no hours', { hours: 'closed' }, null, 'hours'],
] satisfies [string, Partial<PolicyStep>, boolean | null, string][])(
  'steps %s are passed over',
  (_name, change, isOpen, reason) => {
    const first = step('oncall', change);
    const one = seat([first, step('team')], { oncall: ['raj'], team: ['sam'] }, { isOpen });
    expect(nextStep(one, beginning, all)).toMatchObject({
      step: 2,
      skipped: [{ step: 1, reason }],
    });
  },
);

test('after the last step the next round begins, and after the last round nothing', () => {
  const one = seat([step('oncall'), step('team')], { oncall: ['raj'], team: ['sam'] });
  expect(nextStep(one, { round: 1, step: 2 }, all)).toMatchObject({ round: 2, step: 1 });
  expect(nextStep(one, { round: 2, step: 2 }, all)).toBeNull();
  expect(wholeSide(one, { round: 2, step: 2 })).toMatchObject({
    ...{ round: 3, personIds: ['sam'], waitMs: defaultPolicy.thenEveryMs, skipped: [] },
  });
  expect(wholeSide(one, { round: 3, step: 1 }).round).toBe(4);
});

test('where no step has anybody, the whole side is called at once, be it nobody', () => {
  const one = seat([step('lead'), step('backup')], {});
  expect(nextStep(one, beginning, all)).toBeNull();
  expect(wholeSide(one, beginning)).toMatchObject({
    ...{ round: 3, personIds: [] },
    skipped: [
      { step: 1, reason: 'nobody' },
      { step: 2, reason: 'nobody' },
    ],
  });
});

test('whoever is named twice in a step is called once', () => {
  const both = step('oncall', {
    targets: [step('oncall'), step('team')].flatMap((s) => s.targets),
  });
  const one = seat([both], { oncall: ['raj'], team: ['sam', 'raj'] });
  expect(nextStep(one, beginning, all)?.personIds).toEqual(['raj', 'sam']);
});

test('a step that the config gives no time still waits', () => {
  const one = seat([step('oncall', { waitMs: 0 })], { oncall: ['raj'] });
  expect(nextStep(one, beginning, all)?.waitMs).toBeGreaterThan(0);
});
