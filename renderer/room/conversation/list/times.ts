import type { RoomEntry } from '../../../../server/protocol/room.ts';

const weekdays = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const dayMs = 24 * 60 * 60_000;

/** Time of an entry on this laptop's wall clock: "03:12". Its day stands above. */
export function timeOfDay(at: string): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The same instant for everybody: "03:12:07 UTC, Mon 23 Nov 2026". */
export function timeInUtc(at: string): string {
  const date = new Date(at);
  const day = `${weekdays[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
  return `${at.slice(11, 19)} UTC, ${day} ${date.getUTCFullYear()}`;
}

/**
 * When a line came to be, as others tell it: in UTC, and where the laptop of the person behind it was,
 * as "03:12:07 UTC, Mon 23 Nov 2026; 22:12 on Sun in America/New York, where it was written".
 */
export function timeElsewhere({
  at,
  actor,
  kind,
}: Pick<RoomEntry, 'at' | 'actor' | 'kind'>): string {
  const zone = actor.kind === 'person' ? actor.zone : undefined;
  const there = zone === undefined || isUtc.test(zone) ? null : timeIn(zone, at);
  if (there === null) return timeInUtc(at);
  return `${timeInUtc(at)}; ${there}, where it was ${kind === 'message' ? 'written' : 'done'}`;
}

const isUtc = /^(?:Etc\/)?UTC$/i;

/** What the clock said there, with the day where it was another. Null for a zone never heard of. */
function timeIn(zone: string, at: string): string | null {
  const date = new Date(at);
  try {
    const wall = new Intl.DateTimeFormat('en-GB', { ...wallFormat, timeZone: zone });
    const { weekday, hour, minute } = Object.fromEntries(
      wall.formatToParts(date).map(({ type, value }) => [type, value]),
    );
    const day = weekday === weekdays[date.getUTCDay()] ? '' : ` on ${weekday}`;
    return `${hour}:${minute}${day} in ${zone.replaceAll('_', ' ')}`;
  } catch {
    return null;
  }
}

const wallFormat = { weekday: 'short', hour: '2-digit', minute: '2-digit' } as const;

/** The day of an entry: "Today", "Yesterday", "Mon 23 Nov", with the year when it is another. */
export function dayInWords(at: string, nowMs: number): string {
  const date = new Date(at);
  const now = new Date(nowMs);
  const isSame = (other: Date) => date.toDateString() === other.toDateString();
  if (isSame(now)) return 'Today';
  // From noon, so that a day of 23 or 25 hours does not matter.
  const noon = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 12);
  if (isSame(new Date(noon.getTime() - dayMs))) return 'Yesterday';
  const day = `${weekdays[date.getDay()]} ${date.getDate()} ${months[date.getMonth()]}`;
  return date.getFullYear() === now.getFullYear() ? day : `${day} ${date.getFullYear()}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
