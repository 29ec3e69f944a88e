import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { VisibleEvent } from './events.ts';
import { toFact } from './room-fact.ts';
import { factTypes } from './room.ts';
import type { FactEntry } from './room.ts';
import type { TimelineNames } from './timeline-names.ts';
import { factInWords } from './timeline-words.ts';

const events = JSON.parse(
  readFileSync(new URL('fixtures/events.json', import.meta.url), 'utf8'),
) as unknown[];
const facts = events.flatMap((event) => {
  const visible = VisibleEvent.safeParse(event);
  return visible.success ? (toFact(visible.data) ?? []) : [];
});

const people: Record<string, string> = { a1: 'you', b1: 'Raj', e1: 'Mia' };
const names: TimelineNames = {
  person: (personId) => people[personId.slice(-2)] ?? personId,
  time: (instant) => instant.slice(11, 16),
  message: () => 'Look at the pool',
  stopgap: (stopgapId) => (stopgapId.endsWith('78') ? 'Raised the pool' : null),
};

/** The newest fact of a type, with what the test changes. */
function words(type: FactEntry['type'], change: Partial<FactEntry> = {}): string {
  const fact = facts.findLast((one) => one.type === type);
  if (!fact) throw new Error(`No fact of ${type}.`);
  return factInWords({ ...fact, ...change }, names);
}

const roll = '“Roll checkout back to the last release”';

test.each<[FactEntry['type'], Partial<FactEntry>, string]>([
  ['checklist.attached', {}, 'Raj began a checklist'],
  ['checklist.attached', { title: 'Pools' }, 'Raj attached the runbook “Pools”'],
  ['step.changed', {}, `you could not do ${roll}: 2.40.3 does not start.`],
  ['step.changed', { stepStatus: 'skipped', remark: 'Not ours' }, `you skipped ${roll}: Not ours`],
  ['step.changed', { stepStatus: 'done', remark: 'yes' }, `you answered ${roll} with “yes”`],
  ['step.changed', { stepStatus: 'open' }, `you put ${roll} back`],
  ['step.assigned', {}, `Raj assigned ${roll} to you`],
  ['step.assigned', { personIds: [] }, `Raj assigned ${roll} to nobody`],
  ['step.due-set', {}, `Raj set ${roll} to be done by 03:12`],
  ['step.commented', {}, `you noted at ${roll}: The last release is 2.40.3.`],
  ['step.run-finished', {}, `The commands of ${roll} succeeded`],
  ['step.overdue', {}, `${roll} should have been done by 03:12; told: you`],
  ['stopgap.probe-recovered', {}, 'The stopgap “Raised the pool” holds again'],
  ['stopgap.probe-recovered', { stopgapId: 'other' }, 'A stopgap holds again'],
  ['stopgap.permanence-asked', {}, 'you asked that a stopgap stay for good: The bank retries by itself.'], // prettier-ignore
  ['cards.matched', {}, 'Seen before: It was the pool size.'],
  ['cards.matched', { count: 3 }, 'Seen 3 times before; most alike: It was the pool size.'],
])('%s %j reads: %s', (type, change, expected) => {
  expect(words(type, change)).toBe(expected);
});

test('no due time is said in words of its own', () => {
  const { until: _, ...fact } = facts.find(({ type }) => type === 'step.due-set') as FactEntry;
  expect(factInWords(fact, names)).toBe(`Raj took the due time off ${roll}`);
});

test('every fact has words, and says nothing that is not there', () => {
  const types = new Set(facts.map(({ type }) => type));
  expect(factTypes.filter((type) => !types.has(type))).toEqual([]);
  for (const fact of facts) {
    const said = factInWords(fact, names);
    expect(said).not.toBe('');
    expect(said).not.toMatch(/undefined|null|NaN/);
  }
});
