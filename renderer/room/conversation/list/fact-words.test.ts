import { expect, it } from 'vitest';
import { factLine, foldInWords } from './fact-words.ts';
import { fact } from '../testing/sample-entries.ts';

const names = {
  person: () => 'you',
  fullName: () => 'Raj',
  time: () => '03:12',
  message: () => null,
};

it('begins a line like a sentence', () => {
  const line = fact(1, 'seat.acknowledged', { side: 'sre', personIds: ['raj'] });
  expect(factLine(line, names)).toBe('You acknowledged for the SRE side');
  const receipt = fact(2, 'page.receipts', { personIds: ['raj'], stage: 'sounded' });
  expect(factLine(receipt, names)).toBe('A laptop of Raj sounded');
});

it('sums a run up', () => {
  const run = [
    fact(1, 'alert.joined'),
    fact(2, 'alert.joined'),
    fact(3, 'page.receipts', { stage: 'shown' }),
    fact(4, 'page.receipts', { stage: 'sounded' }),
    fact(5, 'page.receipts', { stage: 'sounded' }),
    fact(6, 'alert.resolved'),
    fact(7, 'context.added'),
    fact(8, 'context.added'),
  ];
  expect(foldInWords(run)).toBe(
    '2 more alerts, one alert ended, 2 things in the context, one laptop showed it, 2 laptops sounded',
  );
});
