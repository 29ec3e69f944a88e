import type { CardMatch } from '../../protocol/card.ts';
import { limits } from '../../protocol/limits.ts';
import { foldName } from '../directory.ts';
import { textOf, wordsOf } from './lesson.ts';
import type { Lesson, LessonOccasion } from './lesson.ts';

/** What each likeness counts; below `enough` it may be chance. A service alone is not enough. */
const weights = { alertName: 5, service: 2, label: 1, text: 4 } as const;
const enough = 3;
/** Labels beyond these add nothing. */
const mostLabels = 3;
/** Labels that differ with every machine, or that most alerts have alike. */
const passedOver = new Set([
  'alertname',
  'severity',
  'instance',
  'pod',
  'host',
  'job',
  'namespace',
]);
/** Below this share of words in common, texts are not alike. */
const leastShare = 0.25;
const wordsTold = 3;

interface Likeness {
  lesson: Lesson;
  score: number;
  reasons: string[];
}

/** The lessons that are like an occasion, the most alike first; between equals the newest. */
export function mostAlike(lessons: readonly Lesson[], occasion: LessonOccasion): CardMatch[] {
  const words = wordsOf(occasion.text);
  return lessons
    .map((lesson) => compare(lesson, occasion, words))
    .filter(({ score }) => score >= enough)
    .toSorted(
      (one, other) =>
        other.score - one.score || (one.lesson.resolvedAt < other.lesson.resolvedAt ? 1 : -1),
    )
    .slice(0, limits.cardMatches)
    .map(toMatch);
}

function compare(
  lesson: Lesson,
  { service, alertNames, labels }: LessonOccasion,
  words: ReadonlySet<string>,
): Likeness {
  const likeness: Likeness = { lesson, score: 0, reasons: [] };
  const add = (score: number, reason: string): void => {
    likeness.score += score;
    likeness.reasons.push(reason);
  };
  const known = new Set(lesson.alertNames.map(foldName));
  const alertName = alertNames.find((name) => known.has(foldName(name)));
  if (alertName !== undefined) add(weights.alertName, `same alert ${alertName}`);
  const isSameService = service.some((name) => foldName(name) === foldName(lesson.service));
  if (isSameService) add(weights.service, 'same service');
  const same = Object.entries(labels).filter(
    ([label, value]) =>
      !passedOver.has(label) &&
      Object.hasOwn(lesson.labels, label) &&
      lesson.labels[label] === value &&
      foldName(value) !== foldName(lesson.service),
  );
  for (const [label, value] of same.slice(0, mostLabels)) add(weights.label, `${label}=${value}`);
  const lessonWords = wordsOf(textOf(lesson));
  const shared = [...words].filter((word) => lessonWords.has(word));
  const share = words.size === 0 ? 0 : shared.length / words.size;
  if (share >= leastShare && shared.length > 1) {
    add(weights.text * share, `words: ${shared.slice(0, wordsTold).join(', ')}`);
  }
  return likeness;
}

function toMatch({ lesson, reasons }: Likeness): CardMatch {
  const { incidentId, incidentNumber, service, title, resolvedAt, content } = lesson;
  return {
    ...{ incidentId, incidentNumber, service, title, resolvedAt },
    lesson: firstLine(content.cause) || firstLine(content.symptom),
    stopgap: firstLine(content.stopgap),
    reasons: reasons.map((reason) => reason.slice(0, limits.lessonLength)),
  };
}

/** The first line that says something, without the signs of Markdown at its beginning. */
function firstLine(text: string): string {
  const line = text
    .split('\n')
    .map((one) => one.replace(/^[\s>#*+-]+/, '').trim())
    .find((one) => one !== '');
  return (line ?? '').slice(0, limits.lessonLength);
}
