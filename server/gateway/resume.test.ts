import { expect, test } from 'vitest';
import { planResume } from './resume.ts';

const journal = { hubId: 'ours', head: 5_000 };

test.each([
  ['nothing', { since: null, hubId: null }, 'snapshot'],
  ['nothing of this hub', { since: null, hubId: 'ours' }, 'snapshot'],
  ['a cursor of another hub', { since: 5_000, hubId: 'theirs' }, 'snapshot'],
  ['a cursor of no hub', { since: 5_000, hubId: null }, 'snapshot'],
  ['a cursor ahead of the journal', { since: 5_001, hubId: 'ours' }, 'snapshot'],
  ['a cursor too far behind', { since: 2_999, hubId: 'ours' }, 'snapshot'],
  ['a cursor just near enough', { since: 3_000, hubId: 'ours' }, 'replay'],
  ['everything', { since: 5_000, hubId: 'ours' }, 'replay'],
] as const)('a client that knows %s', (_name, client, resume) => {
  expect(planResume(client, journal, 2_000)).toBe(resume);
});

test('a client that knows the beginning of a short journal gets the rest', () => {
  expect(planResume({ since: 0, hubId: 'ours' }, { hubId: 'ours', head: 3 }, 2_000)).toBe('replay');
});
