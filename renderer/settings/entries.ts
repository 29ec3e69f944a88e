import { Settings } from '../../main/ipc/views.ts';

/** What was put into a field: a value to set, or what is wrong with it. */
export type Entry<Value> = { value: Value } | { why: string };

const seconds = Settings.shape.cutOffLoudAfterSeconds;
export const leastSeconds = seconds.minValue ?? 0;
export const mostSeconds = seconds.maxValue ?? Infinity;

/** Reads the number of seconds after which being cut off becomes loud. */
export function readSeconds(text: string): Entry<number> {
  const value = text.trim() === '' ? NaN : Number(text);
  if (seconds.safeParse(value).success) return { value };
  return { why: `Give a whole number of seconds from ${leastSeconds} to ${mostSeconds}.` };
}

/** Reads the hours in which warnings and infos make no sound, as HH:MM of this laptop's clock. */
export function readQuietHours(
  from: string,
  to: string,
): Entry<NonNullable<Settings['quietHours']>> {
  const parsed = Settings.shape.quietHours.unwrap().safeParse({ from, to });
  if (!parsed.success) return { why: 'Give both times, as hours and minutes.' };
  if (from === to) return { why: 'The two times are the same: there would be no quiet hours.' };
  return { value: parsed.data };
}

/** Reads the path of a file with certificate authorities; nothing means none. */
export function readCaFile(text: string): Entry<string | null> {
  const path = text.trim();
  if (path === '') return { value: null };
  if (!/^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(path)) {
    return { why: 'Give the whole path of the file, from the top of the disk.' };
  }
  const parsed = Settings.shape.extraCaFile.safeParse(path);
  return parsed.success ? { value: path } : { why: 'This path is too long.' };
}
