import type { EarlierStopgap } from '../../main/ipc/work-views.ts';
import type { CardMatch } from '../../server/protocol/card.ts';
import { dayInWords, momentInWords } from './moment-in-words.ts';

/** When the like of it happened: "2026-10-03 #17". */
export function whenSeenInWords({
  resolvedAt,
  incidentNumber,
}: Pick<CardMatch, 'resolvedAt' | 'incidentNumber'>): string {
  return `${dayInWords(resolvedAt)} #${incidentNumber}`;
}

/** What was learned from it, or at least what it was, in the middle of a sentence. */
export function lessonInWords({ lesson, title }: Pick<CardMatch, 'lesson' | 'title'>): string {
  const words = lesson === '' ? title : lesson;
  return /^\p{Lu}\p{Ll}/u.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}

/** What may help now: "Stopgap then: pool to 200 · same alert, region=eu-1". */
export function helpInWords({ stopgap, reasons }: Pick<CardMatch, 'stopgap' | 'reasons'>): string {
  const alike = reasons.join(', ');
  if (stopgap === '') return `Alike: ${alike}`;
  return `Stopgap then: ${stopgap} · ${alike}`;
}

/** Until when: "until Mon 11:00", "overdue since Mon 11:00". */
export function untilInWords(
  { expiresAt, isOverdue }: Pick<EarlierStopgap, 'expiresAt' | 'isOverdue'>,
  nowMs: number,
): string {
  const when = momentInWords(expiresAt, nowMs);
  return isOverdue ? `overdue since ${when}` : `until ${when}`;
}

/** The stopgap to name where there is room for one, and how many more there are: ", 2 more". */
export function othersInWords(count: number): string {
  return count <= 1 ? '' : `, ${count - 1} more`;
}
