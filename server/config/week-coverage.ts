import { weekdays } from '../domain/business-week.ts';

const dayMinutes = 24 * 60;
const weekMinutes = weekdays.length * dayMinutes;

/** As the config writes it; parts that are no times count for nothing. */
export interface RestrictionText {
  days?: readonly string[] | undefined;
  from?: string | undefined;
  until?: string | undefined;
}

/** Which minutes of a week are meant, by the clock on the wall. */
export class WeekCoverage {
  readonly #words = new Uint32Array(Math.ceil(weekMinutes / 32));

  /** Without restrictions the whole week. */
  static of(restrictions: readonly RestrictionText[]): WeekCoverage {
    const coverage = new WeekCoverage();
    if (restrictions.length === 0) coverage.#words.fill(0xffff_ffff);
    for (const restriction of restrictions) coverage.#add(restriction);
    return coverage;
  }

  /** All that is in any of them. */
  static union(coverages: Iterable<WeekCoverage>): WeekCoverage {
    const union = new WeekCoverage();
    for (const coverage of coverages) {
      for (const [index, word] of coverage.#words.entries()) union.#set(index, word);
    }
    return union;
  }

  /** Whether everything in this one is also in the other. */
  isWithin(other: WeekCoverage): boolean {
    return this.#words.every((word, index) => (word & ~(other.#words[index] ?? 0)) === 0);
  }

  /** The first minute that is not in it, as `monday 08:00`; null when there is none. */
  firstGap(): string | null {
    for (let minute = 0; minute < weekMinutes; minute += 1) {
      const word = this.#words[minute >>> 5] ?? 0;
      if (word === 0xffff_ffff) minute |= 31;
      else if ((word & (1 << (minute & 31))) === 0) return formatMinute(minute);
    }
    return null;
  }

  #add({ days = weekdays, from = '00:00', until = '24:00' }: RestrictionText): void {
    const [start, end] = [minuteOf(from), minuteOf(until)];
    if (start === null || end === null || start === end) return;
    const length = end > start ? end - start : end - start + dayMinutes;
    for (const day of days) {
      const index = weekdays.findIndex((one) => one === day);
      if (index === -1) continue;
      for (let at = 0; at < length; at += 1) {
        const minute = (index * dayMinutes + start + at) % weekMinutes;
        this.#set(minute >>> 5, 1 << (minute & 31));
      }
    }
  }

  #set(index: number, word: number): void {
    this.#words[index] = (this.#words[index] ?? 0) | word;
  }
}

function minuteOf(text: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(text) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

function formatMinute(minute: number): string {
  const ofDay = minute % dayMinutes;
  const [hours, minutes] = [Math.floor(ofDay / 60), ofDay % 60];
  const day = weekdays[Math.floor(minute / dayMinutes)] ?? '';
  return `${day} ${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
