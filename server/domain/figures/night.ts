import { Temporal } from 'temporal-polyfill';

/** When somebody sleeps. */
export interface Rest {
  /** IANA time zone. */
  zone: string;
  sleep: Sleep;
}

/** In minutes after midnight, by the clock on the wall; `endMinute` below `startMinute` is of the next day. */
export interface Sleep {
  startMinute: number;
  endMinute: number;
}

export const usualSleep: Sleep = { startMinute: 22 * 60, endMinute: 7 * 60 };

/** Of whom nothing else is known. */
export const usualRest: Rest = { zone: 'UTC', sleep: usualSleep };

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Reads `HH:MM-HH:MM`, which may go over midnight; null when it is not that, or no time at all. */
export function parseSleep(text: string): Sleep | null {
  const found = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (!found) return null;
  const [startHour = 0, startMinutes = 0, endHour = 0, endMinutes = 0] = found.slice(1).map(Number);
  const startMinute = startHour * 60 + startMinutes;
  const endMinute = endHour * 60 + endMinutes;
  return startMinute === endMinute ? null : { startMinute, endMinute };
}

/** Says whether it is night, for any number of instants of a span of time. */
export class Nights {
  readonly #startMs: number;
  readonly #endMs: number;
  /** From when on the clock on the wall is how far ahead of UTC, in order. */
  readonly #offsets: { fromMs: number; offsetMs: number }[];
  #last = 0;

  /** Instants that are asked for lie from `sinceMs` on and before `untilMs`, in epoch ms. */
  constructor({ zone, sleep }: Rest, sinceMs: number, untilMs: number) {
    this.#startMs = sleep.startMinute * minuteMs;
    this.#endMs = sleep.endMinute * minuteMs;
    this.#offsets = offsetsOf(zone, sinceMs, untilMs);
  }

  includes(timeMs: number): boolean {
    const wallMs = timeMs + this.#offsetAt(timeMs);
    const ofDayMs = ((wallMs % dayMs) + dayMs) % dayMs;
    return this.#startMs < this.#endMs
      ? this.#startMs <= ofDayMs && ofDayMs < this.#endMs
      : this.#startMs <= ofDayMs || ofDayMs < this.#endMs;
  }

  /** Those who ask do so in order of time, or nearly. */
  #offsetAt(timeMs: number): number {
    const offsets = this.#offsets;
    while (this.#last > 0 && (offsets[this.#last]?.fromMs ?? 0) > timeMs) this.#last -= 1;
    while ((offsets[this.#last + 1]?.fromMs ?? Infinity) <= timeMs) this.#last += 1;
    return offsets[this.#last]?.offsetMs ?? 0;
  }
}

function offsetsOf(zone: string, sinceMs: number, untilMs: number) {
  let zoned: Temporal.ZonedDateTime | null =
    Temporal.Instant.fromEpochMilliseconds(sinceMs).toZonedDateTimeISO(zone);
  const offsets: { fromMs: number; offsetMs: number }[] = [];
  while (zoned !== null && zoned.epochMilliseconds < untilMs) {
    const offsetMs = Math.round(zoned.offsetNanoseconds / 1_000_000);
    offsets.push({ fromMs: zoned.epochMilliseconds, offsetMs });
    zoned = zoned.getTimeZoneTransition('next');
  }
  return offsets;
}
