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

function offsetMinutesHere(epochMs: number): number {
  return -new Date(epochMs).getTimezoneOffset();
}
