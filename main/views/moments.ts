import { clockTime, dayTime, isoDay } from '../pager/local-time.ts';
import type { Knowledge } from './knowledge.ts';

type Clock = Pick<Knowledge, 'clockSkewMs'>;

/** A moment of the hub's clock as the clock on this wall: "03:12". */
export function timeOf(instant: string, { clockSkewMs }: Clock): string {
  return clockTime(Date.parse(instant) - clockSkewMs, offsetMinutesHere);
}

/** The same with its day: "Mon 09:00". */
export function dayAndTimeOf(instant: string, { clockSkewMs }: Clock): string {
  return dayTime(Date.parse(instant) - clockSkewMs, offsetMinutesHere);
}

/** Its day on this wall: "2026-10-03". */
export function dayOf(instant: string, { clockSkewMs }: Clock): string {
  return isoDay(Date.parse(instant) - clockSkewMs, offsetMinutesHere);
}

/** Minutes that this wall's clock is ahead of UTC at a moment. */
export function offsetMinutesHere(epochMs: number): number {
  return -new Date(epochMs).getTimezoneOffset();
}

const dayMs = 24 * 60 * 60 * 1_000;

const months = [
  ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'],
  ...['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
];

/** A moment to come, as short as it can be told: "09:00", "Mon 09:00", "Mon 12 Oct 09:00". */
export function untilInWords(instant: string, known: Clock & Pick<Knowledge, 'now'>): string {
  const awayMs = Date.parse(instant) - known.clockSkewMs - known.now;
  const today = isoDay(known.now, offsetMinutesHere);
  if (Math.abs(awayMs) < dayMs && dayOf(instant, known) === today) return timeOf(instant, known);
  if (awayMs < 6 * dayMs) return dayAndTimeOf(instant, known);
  const [weekday, time] = dayAndTimeOf(instant, known).split(' ');
  const [, month, day] = dayOf(instant, known).split('-').map(Number);
  return `${weekday} ${day} ${months[(month ?? 1) - 1]} ${time}`;
}
