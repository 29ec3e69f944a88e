import { expect, test } from 'vitest';
import { planResume } from './resume.ts';

/** Two starts of a hub: the second one began with event 4001. */
const lastSeqs: Record<string, number> = { first: 4_000, second: 5_000 };
const lastSeqOf = (epoch: string): number | null => lastSeqs[epoch] ?? null;
const journal = { hubId: 'ours', head: 5_000, lastSeqOf };
const client = { since: 5_000, hubId: 'ours', epoch: 'second' };

test.each([
  ['nothing', { since: null, hubId: null, epoch: null }, 'snapshot'],
  ['nothing of this hub', { since: null }, 'snapshot'],
  ['a cursor of another hub', { hubId: 'theirs' }, 'snapshot'],
  ['a cursor of no hub', { hubId: null }, 'snapshot'],
  ['a cursor of no epoch', { epoch: null }, 'snapshot'],
  ['a cursor of an epoch that was lost', { epoch: 'lost' }, 'snapshot'],
  ['a cursor ahead of the journal', { since: 5_001 }, 'snapshot'],
  ['a cursor ahead of an epoch that has ended', { since: 4_001, epoch: 'first' }, 'snapshot'],
  ['all of an epoch that has ended', { since: 4_000, epoch: 'first' }, 'replay'],
  ['a cursor before its epoch', { since: 3_999 }, 'replay'],
  ['a cursor too far behind', { since: 2_999 }, 'snapshot'],
  ['a cursor just near enough', { since: 3_000 }, 'replay'],
  ['everything', {}, 'replay'],
] as const)('a client that knows %s', (_name, change, resume) => {
  expect(planResume({ ...client, ...change }, journal, 2_000)).toBe(resume);
});

test('a client that knows the beginning of a short journal gets the rest', () => {
  const short = { hubId: 'ours', head: 3, lastSeqOf: () => 3 };
  expect(planResume({ ...client, since: 0 }, short, 2_000)).toBe('replay');
});
