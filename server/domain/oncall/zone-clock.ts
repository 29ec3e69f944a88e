import { Temporal } from 'temporal-polyfill';

const dayMs = 24 * 60 * 60 * 1_000;

/** Further apart than any two readings of a clock at one time, with a day that was left out. */
const reachMs = 2 * dayMs;

/** Most is asked about now and a little before: reading from there is quicker than from a new year. */
const leadMs = 64 * dayMs;

/** Times between two changes of a zone's clock. */
interface ClockSpan {
  startMs: number;
  /** To be added to UTC. */
  offsetMs: number;
}

/**
 * The clock on the walls of a zone, by arithmetic. Wall times are written as epoch ms would be if the
 * zone were UTC. Changes are read from the time zone database when they are first asked for.
 */
export class ZoneClock {
  readonly #zone: string;
  /** Without a hole until `nextChangeMs`. */
  #spans: readonly ClockSpan[] = [];
  #nextChangeMs = Number.NEGATIVE_INFINITY;
  #lastSpan = 0;

  /** Its methods throw RangeError for a zone that this machine does not know. */
  constructor(zone: string) {
    this.#zone = zone;
  }

  /** What the clock on the wall shows at a time. */
  wallAt(timeMs: number): number {
    this.#know(timeMs, timeMs);
    return timeMs + this.#offset(this.#spanAt(timeMs));
  }

  /**
   * The first time at which the wall's clock shows this. For a time that is left out, what it would be
   * by the clock after the change: that is before the change (`earlier` of Temporal).
   */
  first(wallMs: number): number {
    const [from, until] = this.#spansAround(wallMs, wallMs);
    for (let span = from; span < until; span += 1) {
      const timeMs = wallMs - this.#offset(span);
      if (timeMs < this.#start(span + 1)) return timeMs;
    }
    return wallMs - this.#offset(until);
  }

  /**
   * The last time at which the wall's clock shows this. For a time that is left out, what it would be
   * by the clock before the change: that is after the change (`later` of Temporal).
   */
  last(wallMs: number): number {
    const [from, until] = this.#spansAround(wallMs, wallMs);
    for (let span = until; span > from; span -= 1) {
      const timeMs = wallMs - this.#offset(span);
      if (timeMs >= this.#start(span)) return timeMs;
    }
    return wallMs - this.#offset(from);
  }

  /**
   * Least and most that the clock may show from one time to another, or be taken to show by `first`
   * and `last`. Far from changes these are `wallAt` of both.
   */
  wallsAround(fromMs: number, untilMs: number): { leastMs: number; mostMs: number } {
    const [from, until] = this.#spansAround(fromMs, untilMs);
    let least = this.#offset(from);
    let most = least;
    for (let span = from + 1; span <= until; span += 1) {
      least = Math.min(least, this.#offset(span));
      most = Math.max(most, this.#offset(span));
    }
    return { leastMs: fromMs + least, mostMs: untilMs + most };
  }

  /** The first and the last span that have to do with what the clock shows between two times. */
  #spansAround(fromMs: number, untilMs: number): [from: number, until: number] {
    const [sinceMs, beforeMs] = [fromMs - reachMs, untilMs + reachMs];
    // Most questions are about the same half of a year as the one before.
    const last = this.#lastSpan;
    if (sinceMs >= this.#start(last) && beforeMs < this.#startAfter(last)) return [last, last];
    this.#know(sinceMs, beforeMs);
    this.#lastSpan = this.#spanAt(beforeMs);
    return [this.#spanAt(sinceMs), this.#lastSpan];
  }

  #start(span: number): number {
    return this.#spans[span]?.startMs ?? Number.POSITIVE_INFINITY;
  }

  /** Of the last span that is known, when the next change is. */
  #startAfter(span: number): number {
    return this.#spans[span + 1]?.startMs ?? this.#nextChangeMs;
  }

  #offset(span: number): number {
    return this.#spans[span]?.offsetMs ?? 0;
  }

  /** The span in which a known time lies. */
  #spanAt(timeMs: number): number {
    let low = 0;
    let high = this.#spans.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#start(middle) <= timeMs) low = middle;
      else high = middle;
    }
    return low;
  }

  #know(fromMs: number, untilMs: number): void {
    const isFirst = this.#spans.length === 0;
    if (isFirst || fromMs < this.#start(0)) {
      const startMs = isFirst ? fromMs - leadMs : startOfYear(fromMs);
      const endMs = isFirst ? startMs : this.#start(0);
      const { spans, nextChangeMs } = readSpans(this.#zone, startMs, endMs);
      this.#spans = [...spans, ...this.#spans];
      if (isFirst) this.#nextChangeMs = nextChangeMs;
    }
    if (untilMs < this.#nextChangeMs) return;
    const { spans, nextChangeMs } = readSpans(this.#zone, this.#nextChangeMs, untilMs + 1);
    this.#spans = [...this.#spans, ...spans];
    this.#nextChangeMs = nextChangeMs;
  }
}

const clocks = new Map<string, ZoneClock>();

/** The clock of a zone, the same for all that ask. */
export function clockOf(zone: string): ZoneClock {
  const known = clocks.get(zone);
  if (known) return known;
  const clock = new ZoneClock(zone);
  clocks.set(zone, clock);
  return clock;
}

/** The first moment of a time's year in UTC, or of one so many years later. In epoch ms. */
export function startOfYear(timeMs: number, yearsLater = 0): number {
  return Date.UTC(new Date(timeMs).getUTCFullYear() + yearsLater, 0, 1);
}

/** The spans that begin before `untilMs`, the first one at `fromMs`, and the change that is next. */
function readSpans(zone: string, fromMs: number, untilMs: number) {
  let time = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(zone);
  const spans = [spanFrom(time)];
  for (;;) {
    const change = time.getTimeZoneTransition('next');
    const changeMs = change?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
    if (!change || changeMs >= untilMs) return { spans, nextChangeMs: changeMs };
    time = change;
    spans.push(spanFrom(time));
  }
}

function spanFrom(time: Temporal.ZonedDateTime): ClockSpan {
  return { startMs: time.epochMilliseconds, offsetMs: time.offsetNanoseconds / 1_000_000 };
}
