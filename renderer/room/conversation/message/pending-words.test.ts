import { expect, it } from 'vitest';
import { pendingInWords, wishInWords } from './pending-words.ts';

const log = { name: 'log.txt' } as Parameters<typeof pendingInWords>[1][number];

it.each([
  ['uploading', null, 'Uploading log.txt'],
  ['waiting-for-link', null, 'Waiting for the hub'],
  ['sending', null, 'Sending'],
  ['refused', 'It is too long.', 'Not sent. It is too long.'],
  ['refused', null, 'Not sent. The hub did not say why.'],
] as const)('%s, %s: %s', (state, verdict, words) => {
  expect(pendingInWords({ state, verdict }, [log])).toBe(words);
});

it('says what was wanted', () => {
  const page = { type: 'person.page' as const, incidentId: 'one', personId: 'bo' };
  expect(wishInWords({ command: page }, () => 'Bo')).toBe('You wanted to page Bo.');
});
