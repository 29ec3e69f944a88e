import { isZone } from '../business-week.ts';
import { propertyOf, textOf, wallOf } from './file-parts.ts';
import type { FilePart } from './file-parts.ts';
import { daysOf, toRecurrence } from './recurrence.ts';
import type { DayBudget } from './recurrence.ts';
import { clockOf } from './zone-clock.ts';

const dayMs = 24 * 60 * 60 * 1_000;

/** A rule that changes a clock does so at least once in so many days. */
const changesWithinDays = 2 * 366;

/** Times by the clock on the wall, in epoch ms. See `ZoneClock`. */
export interface WallClock {
  first(wallMs: number): number;
  last(wallMs: number): number;
}

/** From when on a clock is set how, by the clock on the wall before. */
interface Change {
  wallMs: number;
  offsetMs: number;
}

interface WallRange {
  sinceMs: number;
  untilMs: number;
}

/**
 * The clock of a zone of IANA within a range. Beyond it times are only roughly right, so that nobody
 * can have the changes of thousands of years worked out.
 */
export function clockWithin(zone: string, { sinceMs, untilMs }: WallRange): WallClock {
  const clock = clockOf(zone);
  const isBeyond = (wallMs: number) => wallMs < sinceMs || wallMs > untilMs;
  return {
    first: (wallMs) => (isBeyond(wallMs) ? wallMs : clock.first(wallMs)),
    last: (wallMs) => (isBeyond(wallMs) ? wallMs : clock.last(wallMs)),
  };
}

/**
 * The zones of a file: those of IANA by their name, others as the file describes them. Null when it
 * does not.
 */
export function zonesOf(
  calendar: FilePart,
  range: WallRange,
  budget: DayBudget,
): (zoneId: string) => WallClock | null {
  const clocks = new Map<string, WallClock | null>();
  return (zoneId) => {
    const known = clocks.get(zoneId);
    if (known !== undefined) return known;
    const part = calendar.parts.find(
      (one) => one.name === 'vtimezone' && textOf(one, 'tzid') === zoneId,
    );
    const described = () => (part ? clockOfPart(part, range, budget) : null);
    const clock = isZone(zoneId) ? clockWithin(zoneId, range) : described();
    clocks.set(zoneId, clock);
    return clock;
  };
}

function clockOfPart(
  zone: FilePart,
  { sinceMs, untilMs }: WallRange,
  budget: DayBudget,
): WallClock | null {
  const range = {
    fromDay: Math.floor(sinceMs / dayMs) - changesWithinDays,
    untilDay: Math.floor(untilMs / dayMs) + 2,
  };
  const changes: Change[] = [];
  let earliest = { wallMs: Number.POSITIVE_INFINITY, offsetMs: NaN };
  for (const part of zone.parts) {
    const startMs = wallOf(propertyOf(part, 'dtstart')?.values[0]);
    const offsetMs = offsetOf(textOf(part, 'tzoffsetto'));
    const beforeMs = offsetOf(textOf(part, 'tzoffsetfrom'));
    if ([startMs, offsetMs, beforeMs].some((ms) => Number.isNaN(ms))) return null;
    const times = changeTimes(part, startMs, range, budget);
    if (!times) return null;
    if (startMs < earliest.wallMs) earliest = { wallMs: startMs, offsetMs: beforeMs };
    changes.push(...times.map((wallMs) => ({ wallMs, offsetMs })));
  }
  if (Number.isNaN(earliest.offsetMs)) return null;
  const inOrder = changes.toSorted((one, other) => one.wallMs - other.wallMs);
  const read = (wallMs: number) => {
    const change = inOrder.findLast((one) => one.wallMs <= wallMs);
    return wallMs - (change?.offsetMs ?? earliest.offsetMs);
  };
  return { first: read, last: read };
}

/** When one kind of time begins, with the last time before `range`; null for a rule that is not known. */
function changeTimes(
  part: FilePart,
  startMs: number,
  range: { fromDay: number; untilDay: number },
  budget: DayBudget,
): number[] | null {
  const startDay = Math.floor(startMs / dayMs);
  const dates = part.properties
    .filter(({ name }) => name === 'rdate')
    .flatMap(({ values }) => values.map(wallOf))
    .filter((wallMs) => !Number.isNaN(wallMs));
  const times = [startMs, ...dates];
  for (const { values } of part.properties.filter(({ name }) => name === 'rrule')) {
    const parts = values[0] as Record<string, unknown>;
    const rule = toRecurrence(parts);
    if (typeof rule === 'string') return null;
    // Its last time may lie long before: what it set then still holds.
    const endMs = parts.until === undefined ? NaN : wallOf(parts.until);
    const endDay = Number.isNaN(endMs) ? range.untilDay : Math.floor(endMs / dayMs);
    const untilDay = Math.min(range.untilDay, endDay);
    const fromDay = Math.min(range.fromDay, untilDay - changesWithinDays);
    const days = daysOf(rule, startDay, { fromDay, untilDay }, budget);
    for (const day of days) times.push(day * dayMs + (startMs - startDay * dayMs));
  }
  return times;
}

/** Reads `+02:00` or `-03:30:15`; NaN when it is none. */
function offsetOf(text: string | undefined): number {
  const [, sign, hours, minutes, seconds = '0'] =
    /^([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text ?? '') ?? [];
  const offsetMs = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
  return sign === '-' ? -offsetMs : offsetMs;
}
