import { weekdays } from '../business-week.ts';
import type { Layer, MemberKey, Restriction } from './rota.ts';
import type { ZoneClock } from './zone-clock.ts';

const minuteMs = 60_000;
const dayMinutes = 24 * 60;
const dayMs = dayMinutes * minuteMs;

/** Part of every week in ms of the wall's clock. */
interface WeeklySpan {
  /** Whether it begins on a day; Monday is first. */
  days: readonly boolean[];
  fromMs: number;
  lengthMs: number;
}

/** A layer whose times are read once. */
export interface TurnTable {
  people: readonly MemberKey[];
  /** Wall time of the first hand-over. */
  startMs: number;
  turnMs: number;
  /** False when the same person follows themselves. */
  changes: boolean;
  spans: readonly WeeklySpan[];
}

export function toTurnTable({ people, start, turnMinutes, restrictions }: Layer): TurnTable {
  return {
    people,
    startMs: Date.parse(`${start}:00Z`),
    turnMs: turnMinutes * minuteMs,
    changes: new Set(people).size > 1,
    spans: restrictions.map(toWeeklySpan),
  };
}

function toWeeklySpan({ days, from, until }: Restriction): WeeklySpan {
  const fromMs = minuteOf(from) * minuteMs;
  const untilMs = minuteOf(until) * minuteMs;
  return {
    days: weekdays.map((day) => days.includes(day)),
    fromMs,
    lengthMs: untilMs > fromMs ? untilMs - fromMs : untilMs + dayMs - fromMs,
  };
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/**
 * Numbers of the turns that are under way at a time, in order; none before the first hand-over. A turn
 * begins at the first occurrence of its wall time and ends at the last one, so there is more than one
 * while the hour of a hand-over is repeated or left out.
 */
export function turnsAt(table: TurnTable, clock: ZoneClock, timeMs: number): number[] {
  const { startMs, turnMs } = table;
  const { leastMs, mostMs } = clock.wallsAround(timeMs, timeMs);
  const firstTurn = Math.max(0, Math.floor((leastMs - startMs) / turnMs));
  const lastTurn = Math.floor((mostMs - startMs) / turnMs);
  // Far from a change of the clock nothing is left to choose from.
  if (leastMs === mostMs) return lastTurn < 0 ? [] : [lastTurn];
  const turns: number[] = [];
  for (let turn = firstTurn; turn <= lastTurn; turn += 1) {
    const wallMs = startMs + turn * turnMs;
    if (clock.first(wallMs) <= timeMs && timeMs < clock.last(wallMs + turnMs)) turns.push(turn);
  }
  return turns;
}

/** Whether a layer's restrictions let it apply at a time; so do none. */
export function isWithinSpans(table: TurnTable, clock: ZoneClock, timeMs: number): boolean {
  if (table.spans.length === 0) return true;
  const { leastMs, mostMs } = clock.wallsAround(timeMs, timeMs);
  return table.spans.some((span) => {
    for (const wallMs of beginningsOf(span, leastMs - span.lengthMs, mostMs)) {
      const endMs = clock.last(wallMs + span.lengthMs);
      if (clock.first(wallMs) <= timeMs && timeMs < endMs) return true;
    }
    return false;
  });
}

/** Times in `(fromMs, untilMs]` at which turns or restrictions of a layer begin or end, in any order. */
export function changesOf(
  table: TurnTable,
  clock: ZoneClock,
  fromMs: number,
  untilMs: number,
): number[] {
  const changes: number[] = [];
  const add = (timeMs: number) => {
    if (fromMs < timeMs && timeMs <= untilMs) changes.push(timeMs);
  };
  const { leastMs, mostMs } = clock.wallsAround(fromMs, untilMs);
  const { startMs, turnMs } = table;
  const firstTurn = Math.max(0, Math.floor((leastMs - startMs) / turnMs));
  const lastTurn = table.changes ? Math.floor((mostMs - startMs) / turnMs) : 0;
  for (let turn = firstTurn; turn <= lastTurn; turn += 1) {
    add(clock.first(startMs + turn * turnMs));
    add(clock.last(startMs + turn * turnMs));
  }
  for (const span of table.spans) {
    for (const wallMs of beginningsOf(span, leastMs - span.lengthMs, mostMs)) {
      add(clock.first(wallMs));
      add(clock.last(wallMs + span.lengthMs));
    }
  }
  return changes;
}

/** Wall times in `[fromMs, untilMs]` at which a weekly span begins. */
function* beginningsOf(span: WeeklySpan, fromMs: number, untilMs: number): Generator<number> {
  const lastDay = Math.floor((untilMs - span.fromMs) / dayMs);
  for (let day = Math.ceil((fromMs - span.fromMs) / dayMs); day <= lastDay; day += 1) {
    if (span.days[weekdayOf(day)]) yield day * dayMs + span.fromMs;
  }
}

/** The day of the week, Monday being 0, of a day counted from 1970-01-01, a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}
