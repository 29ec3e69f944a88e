import { propertyOf, textOf, wallOf } from './file-parts.ts';
import type { FilePart, FileProperty } from './file-parts.ts';
import type { WallClock } from './file-zone.ts';
import { toRecurrence } from './recurrence.ts';
import type { Recurrence } from './recurrence.ts';

const dayMs = 24 * 60 * 60 * 1_000;
const secondMs = 1_000;

/** An event of a calendar as it stands in the file. Times in ms. */
export interface LeaveEvent {
  uid: string;
  summary: string;
  /** Whole days. */
  isDay: boolean;
  clock: WallClock;
  startWallMs: number;
  /** By the wall's clock for whole days, else as time passes. */
  lengthMs: number;
  rules: readonly LeaveRule[];
  /** Further begins and those left out. */
  dates: readonly number[];
  without: readonly Exception[];
  /** Which occurrence of the same UID it stands for. */
  insteadOf: Exception | null;
  isCancelled: boolean;
}

export interface LeaveRule {
  recurrence: Recurrence;
  /** Last time at which an occurrence may begin; null: any. */
  lastMs: number | null;
}

/** A begin that is left out: a moment, or all of a day by the wall's clock. */
export type Exception = { timeMs: number } | { dayWallMs: number };

/** Why an event can not be read, and what to do. */
export interface EventProblem {
  reason: string;
  remedy: string;
}

export interface EventReading {
  clocks: { rota: WallClock; find: (zoneId: string) => WallClock | null };
  isCancelled: boolean;
}

const utcClock: WallClock = { first: (wallMs) => wallMs, last: (wallMs) => wallMs };

export function readEvent(part: FilePart, reading: EventReading): LeaveEvent | EventProblem {
  const startProperty = propertyOf(part, 'dtstart');
  if (!startProperty) return broken('it has no DTSTART');
  const start = momentOf(startProperty, reading);
  if ('reason' in start) return start;
  const isDay = startProperty.type === 'date';
  const lengthMs = lengthOf(part, start, isDay, reading);
  if (typeof lengthMs !== 'number') return lengthMs;
  if (lengthMs < 0) return broken('it ends before it begins');
  if (propertyOf(part, 'exrule')) return unknownRule('EXRULE');
  const rules = rulesOf(part, start.clock);
  if ('reason' in rules) return rules;
  const insteadOf = propertyOf(part, 'recurrence-id');
  if (insteadOf?.parameters.range !== undefined) return unknownRule('RECURRENCE-ID with RANGE');
  const exceptionsOf = (property: FileProperty) =>
    property.values.flatMap((value) => exceptionOf(property, value, start.clock, reading) ?? []);
  return {
    uid: textOf(part, 'uid') ?? '',
    summary: textOf(part, 'summary') ?? '',
    ...{ isDay, clock: start.clock, startWallMs: start.wallMs, lengthMs, rules },
    dates: part.properties.filter(({ name }) => name === 'rdate').flatMap(beginsOf),
    without: part.properties.filter(({ name }) => name === 'exdate').flatMap(exceptionsOf),
    insteadOf: (insteadOf && exceptionsOf(insteadOf)[0]) ?? null,
    isCancelled: reading.isCancelled || textOf(part, 'status')?.toUpperCase() === 'CANCELLED',
  };
}

/** Wall times of further begins; of a period, its begin. */
function beginsOf({ values }: FileProperty): number[] {
  const begins = values.map((value) => wallOf(Array.isArray(value) ? value[0] : value));
  return begins.filter((wallMs) => !Number.isNaN(wallMs));
}

interface Moment {
  wallMs: number;
  clock: WallClock;
}

function momentOf(property: FileProperty, { clocks }: EventReading): Moment | EventProblem {
  const { name, parameters, type, values } = property;
  const wallMs = wallOf(values[0]);
  if (Number.isNaN(wallMs)) return broken(`${name.toUpperCase()} is no time`);
  if (type === 'date') return { wallMs, clock: clocks.rota };
  const clock = clockOfProperty(property, clocks.find);
  if (clock) return { wallMs, clock };
  const { tzid } = parameters;
  if (typeof tzid !== 'string')
    return {
      reason: `${name.toUpperCase()} names no time zone, so it is another time everywhere`,
      remedy: 'Give the event a time zone, or make it last whole days, and export it again.',
    };
  return {
    reason: `the time zone ${tzid.slice(0, 80)} is neither known nor described in the file`,
    remedy: 'Choose a zone as Europe/Berlin for the event, and export it again.',
  };
}

/** The clock by which a time is written; null when it says none, or one that nobody knows. */
function clockOfProperty(
  { parameters: { tzid }, values }: FileProperty,
  find: EventReading['clocks']['find'],
): WallClock | null {
  if (String(values[0]).endsWith('Z')) return utcClock;
  return typeof tzid === 'string' ? find(tzid) : null;
}

function exceptionOf(
  property: FileProperty,
  value: unknown,
  own: WallClock,
  { clocks }: EventReading,
): Exception | null {
  const wallMs = wallOf(value);
  if (Number.isNaN(wallMs)) return null;
  if (property.type === 'date') return { dayWallMs: wallMs };
  return { timeMs: (clockOfProperty(property, clocks.find) ?? own).first(wallMs) };
}

/** How long an event lasts, from its end or its duration; a day when it has neither. */
function lengthOf(
  part: FilePart,
  start: Moment,
  isDay: boolean,
  reading: EventReading,
): number | EventProblem {
  const endProperty = propertyOf(part, 'dtend');
  if (endProperty) {
    const end = momentOf(endProperty, reading);
    if ('reason' in end) return end;
    if (isDay !== (endProperty.type === 'date')) return broken('only one of its ends is a day');
    if (isDay) return end.wallMs - start.wallMs;
    return end.clock.last(end.wallMs) - start.clock.first(start.wallMs);
  }
  const duration = textOf(part, 'duration');
  if (duration === undefined) return isDay ? dayMs : 0;
  const lengthMs = durationMs(duration);
  return lengthMs === null ? broken('its DURATION is none') : lengthMs;
}

/** Reads `P1W`, `P2DT3H` and the like; null when it is none. */
function durationMs(text: string): number | null {
  const found =
    /^\+?P(?:(\d{1,4})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,9})M)?(?:(\d{1,10})S)?)?$/;
  const [whole, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found.exec(text) ?? [];
  if (whole === undefined) return null;
  const minutesInAll = (Number(hours) + 24 * (Number(days) + 7 * Number(weeks))) * 60;
  return ((minutesInAll + Number(minutes)) * 60 + Number(seconds)) * secondMs;
}

function rulesOf(part: FilePart, clock: WallClock): LeaveRule[] | EventProblem {
  const rules: LeaveRule[] = [];
  for (const { values } of part.properties.filter(({ name }) => name === 'rrule')) {
    const parts = values[0] as Record<string, unknown>;
    const recurrence = toRecurrence(parts);
    if (typeof recurrence === 'string') return unknownRule(recurrence);
    const lastMs = parts.until === undefined ? null : lastOf(parts.until, clock);
    if (Number.isNaN(lastMs)) return broken('its rule has no proper UNTIL');
    rules.push({ recurrence, lastMs });
  }
  return rules;
}

/** When the last occurrence may begin, by an UNTIL: in UTC, by the event's clock, or some time of a day. */
function lastOf(until: unknown, clock: WallClock): number {
  const wallMs = wallOf(until);
  if (Number.isNaN(wallMs)) return wallMs;
  const text = String(until);
  if (text.endsWith('Z')) return wallMs;
  return text.includes('T') ? clock.last(wallMs) : clock.last(wallMs + dayMs) - 1;
}

function broken(what: string): EventProblem {
  return { reason: `the event is broken: ${what}`, remedy: 'Correct it, and export it again.' };
}

function unknownRule(what: string): EventProblem {
  return {
    reason: `the event is repeated in a way that is not read: ${what}`,
    remedy: 'Enter its days one by one, or as repeated by day, week, month or year.',
  };
}
