import { expect, test } from 'vitest';
import { dayAt, daysBetween, daysLater, midnights, mondayOf, placeOf } from './days.ts';

const monday = new Date(2026, 10, 2).getTime();
const hourMs = 3_600_000;

test('a week begins on Monday at midnight', () => {
  expect(mondayOf(new Date(2026, 10, 8, 23).getTime())).toBe(monday);
  expect(mondayOf(monday)).toBe(monday);
  expect(daysLater(monday, 7)).toBe(new Date(2026, 10, 9).getTime());
});

test('a moment is on one day of the calendar, or on none', () => {
  const marks = midnights(monday, 14);
  expect(marks).toHaveLength(15);
  expect(dayAt(marks, monday)).toBe(0);
  expect(dayAt(marks, monday + 25 * hourMs)).toBe(1);
  expect(dayAt(marks, monday - 1)).toBeNull();
  expect(dayAt(marks, daysLater(monday, 14))).toBeNull();
});

test('a span is cut at the edges of the calendar', () => {
  const calendar = { fromMs: 0, untilMs: 100 };
  expect(placeOf({ fromMs: -50, untilMs: 25 }, calendar)).toEqual({ left: 0, width: 25 });
  expect(placeOf({ fromMs: 50, untilMs: 200 }, calendar)).toEqual({ left: 50, width: 50 });
  expect(placeOf({ fromMs: 100, untilMs: 200 }, calendar)).toBeNull();
  expect(daysBetween(monday, daysLater(monday, 28))).toBe(28);
});
