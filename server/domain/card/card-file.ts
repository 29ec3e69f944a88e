import { stringify } from 'yaml';
import type { Card, FollowUp } from '../../protocol/card.ts';
import { exportFileName } from '../export/file-name.ts';
import { contained, inline } from '../export/markdown-text.ts';
import type { Lesson } from './lesson.ts';

export interface CardFile {
  incidentId: string;
  fileName: string;
  text: string;
}

/** What a card's file is made from. */
export interface WrittenCard {
  card: Card;
  lesson: Lesson;
  severity: string;
  /** Name of a person by id. */
  nameOf: (personId: string) => string;
}

/**
 * An accepted card as Markdown with front matter, for the repository of its team. What people wrote
 * stands there as they wrote it: it is Markdown.
 */
export function toCardFile(written: WrittenCard): CardFile {
  const { card, lesson } = written;
  const { symptom, impact, stopgap, cause, test, change, followUps } = card.content;
  const text = [
    '---',
    stringify(frontMatter(written)).trimEnd(),
    '---',
    '',
    `# ${inline(lesson.title)}`,
    ...section('Symptom', symptom),
    ...section('Impact', impact),
    ...section('Stopgap', stopgap),
    ...section('Cause', cause),
    ...section('The test that would have caught it', test),
    ...section('Alert or runbook to change', change),
    ...followUpSection(followUps, written),
    '',
  ].join('\n');
  const { incidentNumber: number, service } = lesson;
  const name = exportFileName({ number, service }, 'markdown');
  return {
    incidentId: card.incidentId,
    fileName: `${lesson.resolvedAt.slice(0, 10)}-${name}`,
    text,
  };
}

function frontMatter({ card, lesson, severity, nameOf }: WrittenCard) {
  return {
    incident: lesson.incidentNumber,
    service: lesson.service,
    severity,
    resolved: lesson.resolvedAt,
    ...(card.team && { team: card.team.name }),
    ...(card.answeredBy !== null && { accepted_by: nameOf(card.answeredBy) }),
    ...(card.answeredAt !== null && { accepted: card.answeredAt }),
    alerts: [...lesson.alertNames],
    labels: { ...lesson.labels },
  };
}

function section(title: string, text: string): string[] {
  return text.trim() === '' ? [] : ['', `## ${title}`, '', contained(text)];
}

function followUpSection(followUps: readonly FollowUp[], { nameOf }: WrittenCard): string[] {
  if (followUps.length === 0) return [];
  const lines = followUps.map(({ text, ownerId, dueOn }) => {
    const who = ownerId === null ? '' : `, ${inline(nameOf(ownerId))}`;
    return `- [ ] ${inline(text)}${who}${dueOn === null ? '' : `, by ${dueOn}`}`;
  });
  return ['', '## Follow-ups', '', ...lines];
}
