import type { Settings } from '../../main/ipc/views.ts';

/** What was put into a field: a value to set, or what is wrong with it. */
export type Entry<Value> = { value: Value } | { why: string };

// The limits of the settings' schema, which is not loaded here for them; a test compares.
export const leastSeconds = 5;
export const mostSeconds = 3_600;
const longestPath = 1_024;

/** Reads the number of seconds after which being cut off becomes loud. */
export function readSeconds(text: string): Entry<number> {
  const value = text.trim() === '' ? NaN : Number(text);
  if (Number.isInteger(value) && value >= leastSeconds && value <= mostSeconds) return { value };
  return { why: `Give a whole number of seconds from ${leastSeconds} to ${mostSeconds}.` };
}

/** Reads the hours in which warnings and infos make no sound, as HH:MM of this laptop's clock. */
export function readQuietHours(
  from: string,
  to: string,
): Entry<NonNullable<Settings['quietHours']>> {
  if (![from, to].every((time) => /^\d\d:\d\d$/.test(time))) {
    return { why: 'Give both times, as hours and minutes.' };
  }
  if (from === to) return { why: 'The two times are the same: there would be no quiet hours.' };
  return { value: { from, to } };
}

/** Reads the path of a file with certificate authorities; nothing means none. */
export function readCaFile(text: string): Entry<string | null> {
  const path = text.trim();
  if (path === '') return { value: null };
  if (path.length > longestPath) return { why: 'This path is too long.' };
  if (/^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(path)) return { value: path };
  return { why: 'Give the whole path of the file, from the top of the disk.' };
}
