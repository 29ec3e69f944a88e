import { describe, expect, it } from 'vitest';
import { firstUnreadRow, newMessagesAfter, seenBy } from './reading.ts';
import { buildRows } from './rows.ts';
import { fact, message } from '../testing/sample-entries.ts';

const entries = [
  message(1, { by: 'ana' }),
  message(2, { by: 'me' }),
  fact(3, 'page.receipts', { by: 'bo' }),
  message(4, { by: 'me' }),
  message(5, { by: 'ana' }),
  message(6, { by: 'ana' }),
];
const { rows } = buildRows(entries, 'all');

describe('unread', () => {
  it.each([
    [0, -1],
    [1, 2],
    [2, 2],
    [3, 4],
    [5, 5],
    [6, -1],
    [99, -1],
  ])('read up to %d: the line stands above row %d', (readUpTo, index) => {
    expect(firstUnreadRow(rows, readUpTo, 'me')).toBe(index);
  });

  it('counts messages of others', () => {
    expect([0, 1, 5, 6].map((seq) => newMessagesAfter(entries, seq, 'me'))).toEqual([3, 2, 1, 0]);
  });
});

describe('seen by', () => {
  it('names people at the last message that each has read', () => {
    const seen = seenBy(rows, { bo: 3, chi: 6, raj: 6, me: 6 }, 'me');
    expect([...seen]).toEqual([
      ['message-2', ['bo']],
      ['message-6', ['chi', 'raj']],
    ]);
  });

  it('does not say that a writer has seen what they wrote', () => {
    expect(seenBy(rows, { ana: 6 }, 'me').size).toBe(0);
    expect(seenBy(rows, { ana: 4 }, 'me').get('message-4')).toEqual(['ana']);
  });

  it('says nothing before the first message', () => {
    expect(seenBy([], { ana: 6 }, 'me').size).toBe(0);
  });
});
