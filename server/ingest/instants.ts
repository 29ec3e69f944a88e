const writtenForm =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*(Z|z|UTC|[+-]\d\d(?::?\d\d)?)?$/;
const epochForm = /^\d{9,19}(?:\.\d+)?$/;
const newestMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * An instant as some sender wrote it, in the hub's own form (RFC 3339, UTC, milliseconds).
 *
 * Taken: RFC 3339 with any number of fraction digits (finer than milliseconds is cut off), with
 * `+0000` for the zone, with a space for the `T`, without a zone (then UTC), and numbers or digits
 * counting seconds, milliseconds, microseconds or nanoseconds since 1970.
 *
 * Null: not said. Go writes its zero time, 0001-01-01, for "unset", so anything up to 1970 is unset
 * too, and so is anything unreadable: an alert matters more than its time.
 */
export function readInstant(value: unknown): string | null {
  const epochMs = readEpochMs(value);
  if (epochMs === null || epochMs <= 0 || epochMs > newestMs) return null;
  return new Date(epochMs).toISOString();
}

function readEpochMs(value: unknown): number | null {
  if (typeof value === 'number') return scaleToMs(value);
  if (typeof value !== 'string' || value.length > 64) return null;
  const text = value.trim();
  if (epochForm.test(text)) return scaleToMs(Number(text));
  return readWritten(text);
}

/** Tells the unit by the size: seconds stay below 1e11 until the year 5138. */
function scaleToMs(count: number): number | null {
  if (!Number.isFinite(count)) return null;
  if (count < 1e11) return Math.floor(count * 1e3);
  if (count < 1e14) return Math.floor(count);
  if (count < 1e17) return Math.floor(count / 1e3);
  return Math.floor(count / 1e6);
}

function readWritten(text: string): number | null {
  const match = writtenForm.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone = 'Z'] = match;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const isRealDate = new Date(date).getUTCDate() === Number(day) && Number(month) <= 12;
  // Second 60 is a leap second; it counts as the last one of its minute.
  if (!isRealDate || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  const offsetMinutes = readOffsetMinutes(zone);
  if (offsetMinutes === null) return null;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Math.min(Number(second), 59);
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  // Date.UTC reads the years 0 to 99 as 1900 to 1999.
  if (Number(year) < 100) return null;
  return date + seconds * 1000 + milliseconds - offsetMinutes * 60_000;
}

function readOffsetMinutes(zone: string): number | null {
  if (/^(?:z|utc)$/i.test(zone)) return 0;
  const digits = zone.slice(1).replace(':', '');
  const hours = Number(digits.slice(0, 2));
  const minutes = Number(digits.slice(2) || '0');
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
