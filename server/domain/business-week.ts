/** Days in the order of ISO 8601; Monday is number 1. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof weekdays)[number];

/** Part of a day in minutes after midnight, without the last one. */
export interface Span {
  startMinute: number;
  endMinute: number;
}

/** Reads `HH:MM-HH:MM`, until 24:00 at the latest; null when it is not that or ends before it begins. */
export function parseSpan(text: string): Span | null {
  const found = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/.exec(text);
  if (!found) return null;
  const [, startHour, startMinutes, endHour = '24', endMinutes = '00'] = found;
  const startMinute = Number(startHour) * 60 + Number(startMinutes);
  const endMinute = Number(endHour) * 60 + Number(endMinutes);
  return startMinute < endMinute ? { startMinute, endMinute } : null;
}

/** True when two spans share time; one may begin where another ends. */
export function overlap(one: Span, other: Span): boolean {
  return one.startMinute < other.endMinute && other.startMinute < one.endMinute;
}

/** True for a time zone of IANA that this machine knows; an offset such as `+02:00` is none. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
