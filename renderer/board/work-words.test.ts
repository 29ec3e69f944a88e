import { expect, it } from 'vitest';
import type { StopgapRow } from '../../main/ipc/work-views.ts';
import { cardInWords, countInWords, dutyInWords, grouped, stateInWords } from './work-words.ts';

/** A Monday. */
const nowMs = new Date(2026, 10, 23, 12).getTime();
const at = (days: number, hours: number) => new Date(2026, 10, 23 + days, hours).toISOString();
const ana = { id: 'ana', name: 'Ana', initials: 'A', isMe: false };

function row(id: string, change: Partial<StopgapRow> = {}): StopgapRow {
  const known = { id, team: { id: 'p', name: 'Payments' }, owner: null, permanence: null };
  const open = { probe: null, extensions: [], expiresAt: at(3, 11), isOverdue: false };
  return { ...known, ...open, isMine: false, ...change } as unknown as StopgapRow;
}

it('lists stopgaps by age, by owner, and those of the reader', () => {
  const rows = [row('1', { owner: ana }), row('2', { isMine: true }), row('3', { owner: ana })];
  const shown = (order: 'age' | 'owner', isMineOnly = false) =>
    grouped(rows, order, isMineOnly).map(({ name, rows: some }) => [
      name,
      some.map(({ id }) => id).join(' '),
    ]);
  expect(shown('age')).toEqual([[null, '1 2 3']]);
  expect(shown('owner')).toEqual([
    ['Ana', '1 3'],
    ['All of Payments', '2'],
  ]);
  expect(shown('owner', true)).toEqual([['All of Payments', '2']]);
  expect(grouped([], 'age', false)).toEqual([]);
});

it('says how a stopgap stands', () => {
  expect(stateInWords(row('1'), nowMs)).toBe('until Thu 11:00, in 2 d 23 h');
  const late = row('1', {
    ...{ expiresAt: at(0, 9), isOverdue: true, extensions: [{}] as never },
    ...{ probe: { state: 'failing' } as never, permanence: {} as never },
  });
  expect(stateInWords(late, nowMs)).toBe(
    'overdue since Mon 09:00 · does not hold · somebody wants it to stay · extended once',
  );
  expect(countInWords([late, row('2')])).toBe('2, 1 overdue');
  expect(countInWords([row('2')])).toBe('1');
});

it('says what waits for the reader, and by when a card does', () => {
  const duty = { kind: 'card', incidentId: 'i', incidentNumber: 1, text: '', tab: 'card' } as const;
  expect(dutyInWords({ ...duty, since: at(0, 9), isOverdue: true }, nowMs)).toEqual({
    kind: 'Card: what was learned?',
    since: 'overdue, waits for 3 h 0 min',
  });
  const card = { team: null, dueAt: at(3, 11), isOverdue: false } as never;
  expect(cardInWords(card, nowMs)).toBe('Developers · due Thu 11:00, in 2 d 23 h');
});
