import { describe, expect, test } from 'vitest';
import type { Override } from '../../protocol/oncall.ts';
import { OnCallBook } from './on-call-book.ts';
import { backupAt, nextShift, onCallAt } from './on-call.ts';
import { toRotaOverride } from './overrides.ts';
import type { Rota } from './rota.ts';

const nowMs = Date.parse('2026-11-23T12:00Z');
const hourMs = 60 * 60 * 1_000;

function rotaOf(id: string, people: string[]): Rota {
  return {
    ...{ id, name: id, teamId: 'team', side: 'sre', level: 'oncall', zone: 'Europe/Berlin' },
    layers: [
      { name: 'daily', start: '2026-11-02T09:00', turnMinutes: 24 * 60, people, restrictions: [] },
    ],
  };
}

function overrideOf(id: string, rotaId: string, personId: string): Override {
  return {
    ...{ id, rotaId, personId, insteadOf: null, reason: null, source: 'person' },
    ...{ from: '2026-11-23T11:00:00.000Z', until: '2026-11-23T13:00:00.000Z' },
    ...{ calendarUid: null, byId: null },
  };
}

const rotas = [rotaOf('payments', ['ana', 'ben']), rotaOf('search', ['cleo', 'dora'])];

function bookOf(overrides: readonly Override[]): OnCallBook {
  const book = new OnCallBook();
  book.hold(rotas, overrides);
  return book;
}

describe('the on-call book', () => {
  test('answers as the resolver does, at any time', () => {
    const overrides = [overrideOf('one', 'payments', 'zoe')];
    const book = bookOf(overrides);
    const [payments] = rotas;
    if (!payments) throw new Error('no rota');
    const own = overrides.map(toRotaOverride);
    for (let atMs = nowMs - 60 * hourMs; atMs < nowMs + 60 * hourMs; atMs += hourMs) {
      expect(book.now('payments', atMs)).toEqual(onCallAt(payments, own, atMs));
      expect(book.next('payments', atMs)).toEqual(nextShift(payments, own, atMs));
      expect(book.backup('payments', atMs)).toBe(backupAt(payments, own, atMs));
    }
  });

  test('keeps an answer while its shift lasts, and others when one rota changes', () => {
    const book = bookOf([]);
    const before = { payments: book.now('payments', nowMs), search: book.now('search', nowMs) };
    expect(book.now('payments', nowMs + hourMs)).toBe(before.payments);
    book.hold(rotas, [overrideOf('one', 'payments', 'zoe')]);
    expect(book.now('payments', nowMs)?.people).toEqual(['zoe']);
    expect(book.now('search', nowMs)).toBe(before.search);
    book.hold(rotas, []);
    expect(book.now('payments', nowMs)).toEqual(before.payments);
  });

  test('an override that comes later wins', () => {
    const book = bookOf([
      overrideOf('one', 'payments', 'zoe'),
      overrideOf('two', 'payments', 'yan'),
    ]);
    expect(book.now('payments', nowMs)?.people).toEqual(['yan']);
  });

  test('takes in rotas that change, and forgets those that are gone', () => {
    const book = bookOf([overrideOf('one', 'search', 'zoe')]);
    book.hold([rotaOf('payments', ['emil'])], [overrideOf('one', 'search', 'zoe')]);
    expect([...book.allNow(nowMs)].map(([id, { people }]) => [id, people])).toEqual([
      ['payments', ['emil']],
    ]);
    expect(book.now('search', nowMs)).toBeNull();
    expect(book.next('search', nowMs)).toBeNull();
    expect(book.backup('search', nowMs)).toBeNull();
    expect(book.rota('search')).toBeNull();
    expect(book.overrides('search')).toEqual([]);
  });

  test('says who is on call everywhere', () => {
    const all = bookOf([]).allNow(nowMs);
    expect([...all].map(([id, { people }]) => [id, people])).toEqual([
      ['payments', ['ben']],
      ['search', ['dora']],
    ]);
  });
});
