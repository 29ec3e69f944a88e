import { expect, test } from 'vitest';
import type { RotaRow } from '../../main/ipc/duty-views.ts';
import type { Override } from '../../server/protocol/oncall.ts';
import { dayName, monthsInWords, overrideInWords, shiftInWords } from './calendar-words.ts';

const at = (day: number, hour = 9): string => new Date(2026, 10, day, hour).toISOString();
const nowMs = new Date(2026, 10, 3, 3).getTime();

test('days and months are named', () => {
  expect(dayName(new Date(2026, 10, 2).getTime())).toEqual({ weekday: 'Mo', day: 2 });
  const [november, december] = [new Date(2026, 10, 2).getTime(), new Date(2026, 11, 1).getTime()];
  expect(monthsInWords(november, december)).toBe('November 2026');
  expect(monthsInWords(november, december + 1)).toBe('November 2026 to December 2026');
});

test('a shift is told with its people and its time', () => {
  const shift = { from: at(2), until: at(9), people: [{ personId: 'a', name: 'Ana' }] };
  expect(shiftInWords({ ...shift, overrideId: null }, nowMs)).toBe('Ana, Mon 09:00 to Mon 09:00');
  expect(shiftInWords({ ...shift, people: [], overrideId: 'o' }, nowMs)).toContain('Nobody');
});

test('an override says who, instead of whom, when and why', () => {
  const members = [
    { personId: 'a', name: 'Ana' },
    { personId: 'c', name: 'Cy' },
  ];
  const rota = { name: 'Payments', members } as unknown as RotaRow;
  const override: Override = {
    ...{ id: 'o', rotaId: 'p', from: at(4), until: at(5), personId: 'c', insteadOf: 'a' },
    ...{ reason: 'Dentist', source: 'person', calendarUid: null, byId: 'a' },
  };
  expect(overrideInWords(override, { rota, nowMs })).toBe(
    'Payments: Cy instead of Ana, Wed 09:00 to Thu 09:00 (by hand: Dentist)',
  );
  const leave = { ...override, personId: null, reason: null, source: 'calendar' as const };
  expect(overrideInWords(leave, { rota, nowMs })).toContain('Ana away');
});
