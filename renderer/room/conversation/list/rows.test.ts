import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RoomEntry } from '../../../../server/protocol/room.ts';
import { fact, message } from '../testing/sample-entries.ts';
import { buildRows, filters, lastEntryOf, noRows, rowIndexAt } from './rows.ts';

const kinds = (entries: readonly RoomEntry[]) =>
  buildRows(entries, 'all').rows.map((row) =>
    row.kind === 'facts' ? `facts ${row.facts.length}` : row.isContinued ? 'continued' : 'message',
  );

describe('rows', () => {
  it('joins messages of one writer within five minutes', () => {
    const entries = [
      message(1, { by: 'ana', minute: 0 }),
      message(2, { by: 'ana', minute: 4 }),
      message(3, { by: 'raj', minute: 4 }),
      message(4, { by: 'raj', minute: 9 }),
    ];
    expect(kinds(entries)).toEqual(['message', 'continued', 'message', 'message']);
  });

  it('says anew who writes after a fact, in a reply, and in a note', () => {
    const entries = [
      message(1),
      fact(2, 'seat.acknowledged'),
      message(3),
      message(4, { replyTo: 'message-1' }),
      message(5, { messageKind: 'note' }),
    ];
    expect(kinds(entries)).toEqual(['message', 'facts 1', 'message', 'message', 'message']);
  });

  it('folds runs of small facts, and no others', () => {
    const entries = [
      fact(1, 'alert.joined'),
      fact(2, 'page.receipts'),
      fact(3, 'page.receipts'),
      fact(4, 'seat.acknowledged'),
      fact(5, 'seat.acknowledged'),
      fact(6, 'page.receipts'),
    ];
    expect(kinds(entries)).toEqual(['facts 3', 'facts 1', 'facts 1', 'facts 1']);
  });

  it('folds what the hub adds to the context, not what somebody brings', () => {
    const hub = { actor: { kind: 'hub' } } as const;
    const entries = [
      fact(1, 'context.added', hub),
      fact(2, 'context.added', hub),
      fact(3, 'page.receipts'),
      fact(4, 'context.added'),
      fact(5, 'context.added'),
    ];
    expect(kinds(entries)).toEqual(['facts 3', 'facts 1', 'facts 1']);
  });

  it('begins each day anew', () => {
    const rows = buildRows(
      [message(1, { minute: 0 }), message(2, { minute: 24 * 60 })],
      'all',
    ).rows;
    expect(rows.map(({ day }) => day?.slice(0, 10))).toEqual(['2026-11-23', '2026-11-24']);
  });

  it('filters', () => {
    const entries = [
      message(1),
      message(2, { isMilestone: true }),
      fact(3, 'page.receipts'),
      fact(4, 'seat.acknowledged', { isMilestone: true }),
    ];
    const seqs = filters.map((filter) =>
      buildRows(entries, filter).rows.map((row) => lastEntryOf(row).seq),
    );
    expect(seqs).toEqual([
      [1, 2, 3, 4],
      [1, 2],
      [2, 4],
    ]);
  });

  it('finds the row of a place', () => {
    const { rows } = buildRows(
      [fact(2, 'page.receipts'), fact(3, 'page.receipts'), message(7)],
      'all',
    );
    expect([1, 2, 3, 4, 7, 8].map((seq) => rowIndexAt(rows, seq))).toEqual([0, 0, 0, 1, 1, 2]);
  });
});

const anyEntry = fc.tuple(
  fc.boolean(),
  fc.integer({ min: 0, max: 3 }),
  fc.integer({ min: 0, max: 9 }),
);
const smallAndLarge = [
  'page.receipts',
  'seat.acknowledged',
  'alert.joined',
  'alert.resolved',
] as const;

it('grows and changes to the same rows as when built at once', () => {
  const rooms = fc
    .array(anyEntry, { maxLength: 30 })
    .map((list) =>
      list.map(([isMessage, kind, gap], index) =>
        isMessage
          ? message(index + 1, { by: kind > 1 ? 'ana' : 'raj', minute: index * gap })
          : fact(index + 1, smallAndLarge[kind] ?? 'page.receipts', { isMilestone: kind === 1 }),
      ),
    );
  const steps = fc.array(fc.nat({ max: 30 }), { maxLength: 5 });
  fc.assert(
    fc.property(rooms, steps, fc.constantFrom(...filters), (entries, cuts, filter) => {
      let rows = noRows;
      let known: RoomEntry[] = [];
      for (const cut of [...cuts, entries.length]) {
        known = entries
          .slice(0, cut)
          .map((entry, index) =>
            index % 3 === cut % 3
              ? { ...entry, isMilestone: cut % 2 === 0 }
              : (known[index] ?? entry),
          );
        rows = buildRows(known, filter, rows);
        expect(rows).toEqual(buildRows(known, filter));
      }
    }),
  );
});

it('takes no time to grow at the end of a long room', () => {
  const entries = Array.from({ length: 10_000 }, (_, index) =>
    message(index + 1, { minute: index }),
  );
  const all = buildRows(entries, 'all');
  const grown = buildRows([...entries, message(10_001)], 'all', all);
  expect(grown.rows[9_998]).toBe(all.rows[9_998]);
});
