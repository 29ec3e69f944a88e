import { expect, test } from 'vitest';
import type { RotaRow } from '../../../main/ipc/duty-views.ts';
import {
  dutiesBySide,
  flawInWords,
  gapInWords,
  nextInWords,
  untilInWords,
} from './oncall-words.ts';

const nowMs = new Date(2026, 10, 3, 3).getTime();
const at = (day: number, hour: number): string => new Date(2026, 10, day, hour).toISOString();
const ana = { personId: 'ana', name: 'Ana' };
const bo = { personId: 'bo', name: 'Bo' };

function rota(change: Partial<RotaRow> = {}): RotaRow {
  return {
    ...{ id: 'payments-week', name: 'Payments', teamId: 'payments', teamName: 'Payments' },
    ...{ side: 'developer', level: 'oncall', zone: 'Europe/Berlin', members: [ana, bo] },
    now: { from: at(2, 9), until: at(9, 9), people: [ana], overrideId: null },
    next: { from: at(9, 9), until: at(16, 9), people: [bo], overrideId: null },
    ...{ isMineNow: false, isMine: false, unreachableIds: [] },
    ...change,
  };
}

test('a rota says until when, and who is next', () => {
  expect(untilInWords(rota(), nowMs)).toBe('until Mon 09:00');
  expect(nextInWords(rota(), nowMs)).toBe('Next: Bo, Mon 09:00, in 6 d 6 h');
  expect(untilInWords(rota({ next: null }), nowMs)).toBe('for good');
});

test('what is wrong now is said: nobody, out of reach, not joined', () => {
  const empty = { ...rota().now, people: [] };
  expect(flawInWords(rota())).toBeNull();
  expect(flawInWords(rota({ now: empty }))).toBe('Nobody is on call now.');
  expect(flawInWords(rota({ unreachableIds: ['ana'] }))).toBe('No laptop of Ana can be reached.');
  const stranger = { ...rota().now, people: [{ personId: null, name: 'Cy' }] };
  expect(flawInWords(rota({ now: stranger }))).toBe('Cy has not joined yet.');
});

test('a gap says whose it is, when, and how far off', () => {
  const gap = {
    ...{ teamId: 'payments', teamName: 'Payments', side: 'developer' as const, isMine: true },
    ...{ from: at(3, 17), until: at(4, 9), cause: 'nobody' as const, personIds: [] },
  };
  expect(gapInWords(gap, nowMs)).toBe('Nobody of Payments: Tue 17:00 to Wed 09:00, in 14 h');
});

test('teams stand on their side, those of the reader first', () => {
  const rows = {
    rotas: [rota(), rota({ id: 'a', teamId: 'search', teamName: 'Search', isMine: true })],
    teamsWithoutRota: [{ id: 'ops', name: 'Ops', side: 'sre' as const, members: [] }],
    ...{ gaps: [], swaps: [], silences: [], problems: [], pending: [] },
  };
  const [developers, sres] = dutiesBySide(rows);
  expect(developers?.teams.map(({ teamId }) => teamId)).toEqual(['search', 'payments']);
  expect(sres?.teams).toMatchObject([{ teamId: 'ops', members: [] }]);
});
