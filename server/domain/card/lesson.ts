import type { Card } from '../../protocol/card.ts';
import { foldName } from '../directory.ts';

/** An accepted card with what it is about: what later incidents are compared with. */
export interface Lesson {
  incidentId: string;
  incidentNumber: number;
  service: string;
  title: string;
  /** When its incident was resolved. */
  resolvedAt: string;
  /** Folded. */
  alertNames: readonly string[];
  /** Of all its alerts, the first values. */
  labels: Readonly<Record<string, string>>;
  content: Card['content'];
}

/** What there is to compare lessons with. */
export interface LessonOccasion {
  /** Id and name of the service, as far as they are known. */
  service: readonly string[];
  alertNames: readonly string[];
  labels: Readonly<Record<string, string>>;
  /** Title and annotations of the alert. */
  text: string;
}

const wordPattern = /[\p{L}\p{N}]{3,}/gu;

/** Words that say nothing of what broke. */
const emptyWords = new Set(
  'and are but for from had has have its more not now out over than that the then there this was were when with alert alerts firing critical error warning info http https'.split(
    ' ',
  ),
);

/** More words than these say nothing new. */
const mostWords = 200;

/** The different words of a text that say something, folded. */
export function wordsOf(text: string): Set<string> {
  const words = new Set<string>();
  for (const [word] of foldName(text).matchAll(wordPattern)) {
    if (!emptyWords.has(word) && !/^\d+$/.test(word)) words.add(word);
    if (words.size === mostWords) break;
  }
  return words;
}

/** All that is said in a lesson, to be searched. */
export function textOf({ title, service, alertNames, labels, content }: Lesson): string {
  const { symptom, impact, stopgap, cause, test, change } = content;
  return [
    ...[title, service, ...alertNames, ...Object.values(labels)],
    ...[symptom, impact, stopgap, cause, test, change],
  ].join('\n');
}
