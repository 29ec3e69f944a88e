import { limits } from '../../protocol/limits.ts';
import { toInstant } from '../instant.ts';
import { parseFile, textOf } from './file-parts.ts';
import type { FilePart } from './file-parts.ts';
import { clockWithin, zonesOf } from './file-zone.ts';
import { readEvent } from './leave-event.ts';
import type { EventProblem, Exception, LeaveEvent } from './leave-event.ts';
import { daysOf } from './recurrence.ts';
import type { DayBudget } from './recurrence.ts';

const dayMs = 24 * 60 * 60 * 1_000;
const yearMs = 366 * dayMs;

/** Days that the rules of a file may go over: a few hundred that began years ago. */
const budgetDays = 200_000;
const mostProblems = 10;
const uidLength = limits.dedupKeyLength - 32;

/** A time of leave, in epoch ms. */
export interface LeaveSpan {
  fromMs: number;
  untilMs: number;
  summary: string;
  /** The same each time the file is read, and for each occurrence another one. */
  uid: string;
}

export interface LeaveProblem extends EventProblem {
  /** In the file, from 1; null when it concerns all of it. */
  line: number | null;
  /** Of the event. */
  summary: string | null;
}

export type LeaveReading =
  | { spans: LeaveSpan[] }
  | { error: 'calendar_unreadable' | 'calendar_too_large'; problems: LeaveProblem[] };

export interface LeaveQuestion {
  /** Of the rota: whole days are days there. */
  zone: string;
  /** Only leave between these times counts, and is cut there. Epoch ms. */
  fromMs: number;
  untilMs: number;
}

/**
 * Reads the leave of an iCalendar file, whoever wrote it. All of it is read, or nothing: with what is
 * wrong in it. Events that were cancelled are left out; repeated ones are written out.
 */
export function readLeave(file: Uint8Array | string, question: LeaveQuestion): LeaveReading {
  if (sizeOf(file) > limits.calendarBytes) return tooLarge('the file is larger than 1 MiB');
  let text: string;
  let calendars: FilePart[];
  try {
    text = typeof file === 'string' ? file : new TextDecoder('utf-8', { fatal: true }).decode(file);
    calendars = parseFile(text).filter(({ name }) => name === 'vcalendar');
  } catch (error) {
    const reason = error instanceof TypeError ? 'it is not UTF-8' : reasonOf(error);
    return unreadable(reason);
  }
  if (calendars.length === 0) return unreadable('it holds no calendar');
  try {
    return readCalendars(calendars, new EventLines(text), question);
  } catch (error) {
    if (error instanceof RangeError) return tooLarge(error.message);
    throw error;
  }
}

function readCalendars(
  calendars: readonly FilePart[],
  lines: EventLines,
  question: LeaveQuestion,
): LeaveReading {
  const budget: DayBudget = { days: budgetDays };
  const range = { sinceMs: question.fromMs - yearMs, untilMs: question.untilMs + yearMs };
  const rota = clockWithin(question.zone, range);
  const problems: LeaveProblem[] = [];
  const events: LeaveEvent[] = [];
  for (const calendar of calendars) {
    const find = zonesOf(calendar, range, budget);
    const isCancelled = textOf(calendar, 'method')?.toUpperCase() === 'CANCEL';
    for (const part of calendar.parts.filter(({ name }) => name === 'vevent')) {
      const line = lines.next();
      const event = readEvent(part, { clocks: { rota, find }, isCancelled });
      if (!('reason' in event)) events.push(event);
      else if (problems.length < mostProblems)
        problems.push({ ...event, line, summary: cleanOf(textOf(part, 'summary') ?? '') });
    }
  }
  if (problems.length > 0) return { error: 'calendar_unreadable', problems };
  return { spans: spansOf(events, question, budget) };
}

function spansOf(
  events: readonly LeaveEvent[],
  { fromMs, untilMs }: LeaveQuestion,
  budget: DayBudget,
): LeaveSpan[] {
  const replaced = new Map<string, Exception[]>();
  for (const { uid, insteadOf } of events) {
    if (insteadOf) replaced.set(uid, [...(replaced.get(uid) ?? []), insteadOf]);
  }
  const spans: LeaveSpan[] = [];
  for (const event of events.filter(({ isCancelled }) => !isCancelled)) {
    const without = event.insteadOf ? [] : [...event.without, ...(replaced.get(event.uid) ?? [])];
    const isOut = exceptionTest(without);
    for (const wallMs of beginsOf(event, { fromMs, untilMs }, budget)) {
      const startMs = event.clock.first(wallMs);
      const endMs = event.isDay
        ? event.clock.last(wallMs + event.lengthMs)
        : startMs + event.lengthMs;
      if (endMs <= startMs || endMs <= fromMs || startMs >= untilMs || isOut(startMs, wallMs))
        continue;
      if (spans.length === limits.calendarEvents)
        throw new RangeError(`it holds more than ${limits.calendarEvents} occurrences`);
      spans.push({
        fromMs: Math.max(startMs, fromMs),
        untilMs: Math.min(endMs, untilMs),
        summary: cleanOf(event.summary),
        uid: uidOf(event, startMs),
      });
    }
  }
  return spans.toSorted((one, other) => one.fromMs - other.fromMs);
}

/** Wall times at which an event begins, each once, as far as they can matter. */
function beginsOf(
  { startWallMs, lengthMs, rules, dates, clock }: LeaveEvent,
  { fromMs, untilMs }: { fromMs: number; untilMs: number },
  budget: DayBudget,
): ReadonlySet<number> {
  const begins = new Set([startWallMs, ...dates]);
  const startDay = Math.floor(startWallMs / dayMs);
  const range = {
    fromDay: Math.floor((fromMs - lengthMs) / dayMs) - 2,
    untilDay: Math.floor(untilMs / dayMs) + 2,
  };
  for (const { recurrence, lastMs } of rules) {
    for (const day of daysOf(recurrence, startDay, range, budget)) {
      const wallMs = startWallMs + (day - startDay) * dayMs;
      if (lastMs !== null && clock.first(wallMs) > lastMs) break;
      begins.add(wallMs);
    }
  }
  return begins;
}

function exceptionTest(
  exceptions: readonly Exception[],
): (startMs: number, wallMs: number) => boolean {
  const times = new Set(exceptions.flatMap((one) => ('timeMs' in one ? one.timeMs : [])));
  const days = new Set(exceptions.flatMap((one) => ('dayWallMs' in one ? one.dayWallMs : [])));
  return (startMs, wallMs) => times.has(startMs) || days.has(Math.floor(wallMs / dayMs) * dayMs);
}

function uidOf({ uid, rules, dates, insteadOf, clock }: LeaveEvent, startMs: number): string {
  const cut = uid.slice(0, uidLength);
  if (rules.length === 0 && dates.length === 0 && !insteadOf && cut !== '') return cut;
  const own =
    insteadOf && ('timeMs' in insteadOf ? insteadOf.timeMs : clock.first(insteadOf.dayWallMs));
  return `${cut}/${toInstant(own ?? startMs)}`;
}

/** Where the events of a file stand in it. */
class EventLines {
  readonly #lines: number[];
  #next = 0;

  constructor(text: string) {
    this.#lines = text
      .split(/\r\n|\n|\r/)
      .flatMap((line, index) => (/^BEGIN:VEVENT\s*$/i.test(line) ? index + 1 : []));
  }

  /** The line at which the next event begins. */
  next(): number | null {
    this.#next += 1;
    return this.#lines[this.#next - 1] ?? null;
  }
}

function cleanOf(text: string): string {
  return text
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, limits.nameLength);
}

/** In octets, without copying what is too large anyway. */
function sizeOf(file: Uint8Array | string): number {
  if (typeof file !== 'string') return file.byteLength;
  return file.length > limits.calendarBytes ? file.length : new TextEncoder().encode(file).length;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? cleanOf(error.message) : 'it is broken';
}

function unreadable(reason: string): LeaveReading {
  const remedy = 'Export it anew as .ics.';
  return {
    error: 'calendar_unreadable',
    problems: [{ line: null, summary: null, reason, remedy }],
  };
}

function tooLarge(reason: string): LeaveReading {
  const remedy = 'Export a calendar of absences alone, or a shorter time.';
  return { error: 'calendar_too_large', problems: [{ line: null, summary: null, reason, remedy }] };
}
