import { expect, it } from 'vitest';
import { factLine, foldInWords } from './fact-words.ts';
import { fact } from '../testing/sample-entries.ts';

const people: Record<string, string> = { raj: 'Raj', ana: 'Ana' };
const names = {
  person: (id: string) => (id === 'raj' ? 'you' : (people[id] ?? '')),
  fullName: (id: string) => people[id] ?? '',
  alert: (id: string) => (id === 'known' ? 'p99 is $& high, an alert' : null),
  time: () => '03:12',
  message: () => null,
  stopgap: () => null,
};

it('begins a line like a sentence', () => {
  const line = fact(1, 'seat.acknowledged', { side: 'sre', personIds: ['raj'] });
  expect(factLine(line, names)).toBe('You acknowledged for the SRE side');
  const receipt = fact(2, 'page.receipts', { personIds: ['raj'], stage: 'sounded' });
  expect(factLine(receipt, names)).toBe('Your laptop sounded');
  const theirs = fact(3, 'page.receipts', { personIds: ['ana'], stage: 'shown' });
  expect(factLine(theirs, names)).toBe('A laptop of Ana showed it');
});

it('names an alert that this laptop knows', () => {
  const ended = fact(1, 'alert.resolved', { alertId: 'known', cause: 'expired' });
  expect(factLine(ended, names)).toBe(
    'Alert “p99 is $& high, an alert” ended: its sender fell silent',
  );
  const acknowledged = fact(2, 'alert.acknowledged-at-sender', { alertId: 'known', by: 'ana' });
  expect(factLine(acknowledged, names)).toBe(
    'Somebody acknowledged alert “p99 is $& high, an alert” in the sending system (Ana)',
  );
  const unknown = fact(3, 'alert.resolved', { alertId: 'lost', cause: 'sender' });
  expect(factLine(unknown, names)).toBe('An alert ended: its sender says so');
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
