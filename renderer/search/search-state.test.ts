import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TocsinApi } from '../../main/ipc/contract.ts';
import type { SearchAnswer, SearchHit, SearchQuery } from '../../server/protocol/room-api.ts';
import { noWish, queryOf } from './search-query.ts';
import { SearchState } from './search-state.svelte.ts';
import { kindInWords, outcomeInWords } from './search-words.ts';

const hit = (seq: number): SearchHit => ({
  seq,
  at: '2026-11-23T03:12:00.000Z',
  incidentId: 'i',
  number: 1,
  service: `service-${seq % 2}`,
  severity: 'error',
  title: 'title',
  messageId: null,
  personId: null,
  excerpt: [],
});
const answerOf = (seqs: number[], hasMore = false): SearchAnswer => ({
  hits: seqs.map(hit),
  hasMore,
});

interface Asked {
  query: SearchQuery;
  answer: (answer: SearchAnswer | null) => Promise<void>;
  refuse: (fault: Error) => Promise<void>;
}
let asked: Asked[];
let search: SearchState;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  asked = [];
  const request = (_: string, query: SearchQuery) =>
    new Promise((resolve, reject) => {
      const settled = async () => {
        for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
      };
      asked.push({
        query,
        answer: (answer) => (resolve(answer), settled()),
        refuse: (fault) => (reject(fault), settled()),
      });
    });
  search = new SearchState({ request } as unknown as TocsinApi);
});
afterEach(() => void vi.useRealTimers());

function type(text: string): void {
  search.change({ text });
  vi.advanceTimersByTime(200);
}

describe('a search', () => {
  it('asks once typing rests', () => {
    search.change({ text: 'po' });
    vi.advanceTimersByTime(150);
    search.change({ text: 'pool' });
    vi.advanceTimersByTime(150);
    expect(asked).toHaveLength(0);
    vi.advanceTimersByTime(50);
    expect(asked.map(({ query }) => query.text)).toEqual(['pool']);
  });

  it('asks at once when a filter changes, and only with words', () => {
    search.change({ severity: 'critical' });
    expect(asked).toHaveLength(0);
    type('pool');
    search.change({ service: 'mail' });
    expect(asked.at(-1)?.query).toMatchObject({ severity: 'critical', service: 'mail' });
  });

  it('passes over the answer to an earlier question', async () => {
    type('old');
    type('new');
    await asked[1]?.answer(answerOf([5]));
    await asked[0]?.answer(answerOf([9, 8]));
    expect(search.hits.map(({ seq }) => seq)).toEqual([5]);
  });

  it('passes over an answer once nothing is asked any more', async () => {
    type('pool');
    search.change({ text: '  ' });
    await asked[0]?.answer(answerOf([9]));
    expect([search.hits.length, search.outcome]).toEqual([0, 'nothing-typed']);
  });

  it('tells apart that nothing was found, that nobody could be asked, and that it failed', async () => {
    type('pool');
    await asked[0]?.answer(answerOf([]));
    expect(search.outcome).toBe('nothing-found');
    type('pools');
    await asked[1]?.answer(null);
    expect(search.outcome).toBe('unavailable');
    expect(outcomeInWords(search)).toMatch(/hub cannot be asked/);
    type('poolside');
    await asked[2]?.refuse(new Error('Too many requests.'));
    expect(outcomeInWords(search)).toBe('The search did not work. Too many requests.');
  });

  it('asks for more once at a time, from the last on, and keeps the services it saw', async () => {
    type('pool');
    await asked[0]?.answer(answerOf([9, 8], true));
    void search.more();
    void search.more();
    expect(asked).toHaveLength(2);
    expect(asked[1]?.query.before).toBe(8);
    await asked[1]?.answer(answerOf([3], false));
    expect(search.hits.map(({ seq }) => seq)).toEqual([9, 8, 3]);
    await search.more();
    expect(asked).toHaveLength(2);
    expect(search.services).toEqual(['service-1', 'service-0']);
  });

  it('keeps what was found when more cannot be had', async () => {
    type('pool');
    await asked[0]?.answer(answerOf([9, 8], true));
    void search.more();
    await asked[1]?.refuse(new Error('cut off'));
    expect([search.hits.length, search.hasMore]).toEqual([2, true]);
  });

  it('moves within the finds and asks for more near their end', async () => {
    type('pool');
    await asked[0]?.answer(answerOf([9, 8, 7, 6, 5, 4], true));
    search.move(1);
    expect([search.chosen?.seq, asked.length]).toEqual([8, 1]);
    search.move(6);
    expect([search.chosen?.seq, asked.length]).toEqual([4, 2]);
    search.move(-100);
    expect(search.chosen?.seq).toBe(9);
  });
});

describe('the question', () => {
  it('is none without words', () => {
    expect(queryOf({ ...noWish, text: ' \n ' }, 0, null)).toBeNull();
  });

  it('says since when', () => {
    const nowMs = Date.parse('2026-11-23T03:12:00.000Z');
    const since = (period: 'any' | 'day' | 'month') =>
      queryOf({ ...noWish, text: 'x', period }, nowMs, 7)?.since;
    expect([since('any'), since('day'), since('month')]).toEqual([
      null,
      '2026-11-22T03:12:00.000Z',
      '2026-10-24T03:12:00.000Z',
    ]);
  });
});

it('says what a find is', () => {
  const nameOf = (id: string) => id.toUpperCase();
  expect(kindInWords({ messageId: null, personId: null }, nameOf)).toBe('incident');
  expect(kindInWords({ messageId: 'm', personId: 'ana' }, nameOf)).toBe('ANA');
  expect(kindInWords({ messageId: 'm', personId: null }, nameOf)).toBe('message');
});
