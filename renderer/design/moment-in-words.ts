import { lasting } from './time-in-words.ts';

const dayMs = 24 * 60 * 60 * 1_000;
const weekdays = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/**
 * A moment to plan by, on the wall clock of this laptop: always with its weekday, and with its date
 * when the weekday alone could mean another one: "Mon 11:00", "Mon 30 Nov 11:00".
 */
export function momentInWords(instant: string, nowMs: number): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return 'an unknown time';
  const now = new Date(nowMs);
  const weekday = weekdays[at.getDay()] ?? '';
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  if (Math.abs(daysBetween(now, at)) < 7) return `${weekday} ${time}`;
  const year = at.getFullYear() === now.getFullYear() ? '' : ` ${at.getFullYear()}`;
  return `${weekday} ${at.getDate()} ${months[at.getMonth()]}${year} ${time}`;
}

/** A moment in a line that stands at `lineAt`: "03:12" on that line's day, else as `momentInWords`. */
export function momentInLine(instant: string, lineAt: string): string {
  const words = momentInWords(instant, Date.parse(lineAt));
  const isSameDay = new Date(instant).toDateString() === new Date(lineAt).toDateString();
  return isSameDay ? words.slice(words.lastIndexOf(' ') + 1) : words;
}

/** The same where nothing must be left to guess: "Mon 30 Nov 2026, 11:00". */
export function wholeMomentInWords(instant: string): string {
  const at = new Date(instant);
  const date = `${at.getDate()} ${months[at.getMonth()]} ${at.getFullYear()}`;
  return `${weekdays[at.getDay()]} ${date}, ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** How far off a moment is: "in 2 d 5 h", "4 min ago", "now". */
export function distanceInWords(instant: string, nowMs: number): string {
  const ms = Date.parse(instant) - nowMs;
  if (Math.abs(ms) < 60_000) return 'now';
  return ms > 0 ? `in ${spanInWords(ms)}` : `${spanInWords(-ms)} ago`;
}

/** A length of time without what is nothing of it: "2 h", "1 h 30 min", "3 d". */
export function spanInWords(ms: number): string {
  return lasting(ms).replace(/ 0 (?:min|h)$/, '');
}

/** The day of a moment on this laptop's calendar, as it is sorted and searched for: "2026-10-03". */
export function dayInWords(instant: string): string {
  const at = new Date(instant);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** What a field for a date and a time holds: "2026-11-30T11:00", by this laptop's clock. */
export function toField(instant: string): string {
  const at = new Date(instant);
  return `${dayInWords(instant)}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The instant that such a field means; null when it holds none. */
export function fromField(text: string): string | null {
  const at = new Date(text);
  return text === '' || Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** Whole days of the calendar, DST or not. */
function daysBetween(one: Date, other: Date): number {
  const day = (at: Date) => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
  return (day(other) - day(one)) / dayMs;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
