const dayMs = 24 * 60 * 60 * 1_000;

/** As iCalendar writes them; Monday first. */
const weekdayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
const frequencies: readonly string[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];

/** The days on which something happens again: an RRULE of RFC 5545, as far as leave needs it. */
export interface Recurrence {
  frequency: Frequency;
  interval: number;
  /** How many times in all, with the first; null: no end by count. */
  count: number | null;
  /** Day of the week (Monday is 0) and which one of the month or year: -1 is the last, 0 every one. */
  byDay: readonly { weekday: number; ordinal: number }[];
  /** Negative ones count from the end of the month. */
  byMonthDay: readonly number[];
  /** January is 1. */
  byMonth: readonly number[];
  /** First day of a week; Monday is 0. */
  weekStart: number;
}

/** How many days may still be looked at, over all rules of a file. */
export interface DayBudget {
  days: number;
}

/**
 * Reads the parts of a rule, by their names in small letters. A text says what of it is not known here:
 * rules by the hour, and those that nobody's leave has.
 */
export function toRecurrence(parts: Readonly<Record<string, unknown>>): Recurrence | string {
  const { freq, interval = 1, count = null, until: _until, wkst = 'MO', ...by } = parts;
  if (typeof freq !== 'string' || !frequencies.includes(freq)) return `FREQ=${String(freq)}`;
  if (!isCount(interval)) return 'INTERVAL';
  if (count !== null && !isCount(count)) return 'COUNT';
  const { byday, bymonthday, bymonth, ...unknown } = by;
  const [strange] = Object.keys(unknown);
  if (strange !== undefined) return strange.toUpperCase();
  const byDay = listOf(byday).map(toWeekday);
  const byMonthDay = listOf(bymonthday).map(Number);
  const byMonth = listOf(bymonth).map(Number);
  const weekStart = weekdayOfName(wkst);
  if (!byDay.every((day) => day !== null)) return 'BYDAY';
  if (!byMonthDay.every((day) => Number.isInteger(day))) return 'BYMONTHDAY';
  if (!byMonth.every((month) => Number.isInteger(month))) return 'BYMONTH';
  if (weekStart < 0) return 'WKST';
  const frequency = freq as Frequency;
  return { frequency, interval, count, byDay, byMonthDay, byMonth, weekStart };
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) <= 1_000_000;
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function weekdayOfName(value: unknown): number {
  // The parser counts days of the week from Sunday, which is 1.
  if (typeof value === 'number') return (value + 5) % 7;
  return weekdayNames.indexOf(String(value));
}

function toWeekday(value: unknown): { weekday: number; ordinal: number } | null {
  const [, ordinal = '', name = ''] = /^([+-]?\d{0,2})([A-Z]{2})$/.exec(String(value)) ?? [];
  const weekday = weekdayNames.indexOf(name);
  return weekday < 0 ? null : { weekday, ordinal: ordinal === '' ? 0 : Number(ordinal) };
}

/**
 * Days from `fromDay` to `untilDay`, counted from 1970-01-01, on which it happens, in order. The first
 * day, `startDay`, always counts. Throws RangeError when the budget is spent.
 */
export function* daysOf(
  rule: Recurrence,
  startDay: number,
  { fromDay, untilDay }: { fromDay: number; untilDay: number },
  budget: DayBudget,
): Generator<number> {
  const start = toDate(startDay);
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  const firstDay = rule.count === null ? Math.max(startDay, fromDay) : startDay;
  for (let day = firstDay; day <= untilDay && left > 0; day += 1) {
    budget.days -= 1;
    if (budget.days < 0) throw new RangeError('The rules go over too many days.');
    if (day !== startDay && !isOn(rule, start, toDate(day))) continue;
    left -= 1;
    if (day >= fromDay) yield day;
  }
}

interface CalendarDate {
  day: number;
  year: number;
  /** January is 1. */
  month: number;
  monthDay: number;
  /** Monday is 0. */
  weekday: number;
}

function toDate(day: number): CalendarDate {
  const date = new Date(day * dayMs);
  return {
    day,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    monthDay: date.getUTCDate(),
    weekday: (date.getUTCDay() + 6) % 7,
  };
}

function isOn(rule: Recurrence, start: CalendarDate, date: CalendarDate): boolean {
  const { frequency, byDay, byMonthDay, byMonth } = rule;
  if (periodsBetween(rule, start, date) % rule.interval !== 0) return false;
  if (byMonth.length > 0 && !byMonth.includes(date.month)) return false;
  if (byMonthDay.length > 0 && !byMonthDay.some((one) => isMonthDay(one, date))) return false;
  if (byDay.length > 0) return byDay.some((one) => isWeekday(rule, one, date));
  if (byMonthDay.length > 0 || frequency === 'DAILY') return true;
  if (frequency === 'WEEKLY') return date.weekday === start.weekday;
  const isMonth = frequency === 'MONTHLY' || byMonth.length > 0 || date.month === start.month;
  return isMonth && date.monthDay === start.monthDay;
}

/** How many periods of the rule's frequency lie between two dates. */
function periodsBetween(
  { frequency, weekStart }: Recurrence,
  start: CalendarDate,
  date: CalendarDate,
): number {
  switch (frequency) {
    case 'DAILY':
      return date.day - start.day;
    case 'WEEKLY':
      return (firstOfWeek(date, weekStart) - firstOfWeek(start, weekStart)) / 7;
    case 'MONTHLY':
      return (date.year - start.year) * 12 + date.month - start.month;
    case 'YEARLY':
      return date.year - start.year;
  }
}

function firstOfWeek({ day, weekday }: CalendarDate, weekStart: number): number {
  return day - ((weekday - weekStart + 7) % 7);
}

function isMonthDay(wanted: number, { year, month, monthDay }: CalendarDate): boolean {
  return wanted > 0 ? monthDay === wanted : monthDay - daysInMonth(year, month) - 1 === wanted;
}

function isWeekday(
  { frequency, byMonth, byMonthDay }: Recurrence,
  { weekday, ordinal }: { weekday: number; ordinal: number },
  date: CalendarDate,
): boolean {
  if (weekday !== date.weekday) return false;
  if (ordinal === 0 || byMonthDay.length > 0) return true;
  if (frequency === 'DAILY' || frequency === 'WEEKLY') return true;
  const isOfYear = frequency === 'YEARLY' && byMonth.length === 0;
  const firstDay = Date.UTC(date.year, isOfYear ? 0 : date.month - 1, 1) / dayMs;
  const nextFirstDay = Date.UTC(date.year, isOfYear ? 12 : date.month, 1) / dayMs;
  if (ordinal > 0) return Math.floor((date.day - firstDay) / 7) + 1 === ordinal;
  return -(Math.floor((nextFirstDay - 1 - date.day) / 7) + 1) === ordinal;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
