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

/** What the clock said elsewhere, where it says another time than in UTC: "04:12 in Europe/Berlin". */
function timeIn(zone: string, at: string): string | null {
  try {
    const time = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
    }).format(new Date(at));
    return time === at.slice(11, 16) ? null : `${time} in ${zone.replaceAll('_', ' ')}`;
  } catch {
    // A zone that this laptop has never heard of.
    return null;
  }
}

/** An instant as others tell it: in UTC, and where its writer was. */
export function timeElsewhere(at: string, zone: string | undefined): string {
  const there = zone === undefined ? null : timeIn(zone, at);
  return there === null ? timeInUtc(at) : `${timeInUtc(at)}; ${there}, where it was written`;
}

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
