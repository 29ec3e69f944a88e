import type { Card } from '../../protocol/card.ts';
import { sides } from '../../protocol/identity.ts';
import type { IncidentExport } from '../../protocol/incident-export.ts';
import type { FactType, MessageEntry } from '../../protocol/room.ts';
import { actorInWords, factInWords } from '../../protocol/timeline-words.ts';
import type { TimelineNames } from '../../protocol/timeline-words.ts';
import { section, text } from './markdown-section.ts';
import { inline, said } from './markdown-text.ts';
import { duration, utc } from './markdown-times.ts';
import { checklistLines, stopgapLines } from './markdown-work.ts';
import { messagesOf, namesOf } from './record-names.ts';

/** Lines that tell nothing to who was not there; steps stand in the checklists. */
const passedOver: ReadonlySet<FactType> = new Set([
  'page.receipts',
  'sound.silenced',
  'message.pinned',
  'step.added',
  'step.moved',
  'step.changed',
  'step.assigned',
  'step.due-set',
  'step.commented',
  'step.run-started',
  'card.drafted',
  'card.edited',
  'card.reminded',
  'card.written',
  'card.write-failed',
]);

/** The incident for those who were not there, as Markdown, in parts that are to be joined. */
export function* reviewParts(record: IncidentExport): Generator<string> {
  const { incident, card } = record;
  const messages = messagesOf(record.entries);
  const names = namesOf(record, messages);
  yield text([
    `# Review: incident ${incident.number}, ${inline(incident.service)}: ${inline(incident.title)}`,
    '',
    '## Summary',
    '',
    ...summaryLines(record, names),
    '',
    '## Times',
    '',
    ...timeLines(record),
  ]);
  yield* section('People', record.people, ({ id, name, side }) => [
    `- ${inline(name)} (${side}): ${roleOf(id, record)}`,
  ]);
  const facts = record.entries.filter(
    (entry) => entry.kind === 'fact' && !passedOver.has(entry.type),
  );
  yield* section('Timeline', facts, (entry) =>
    entry.kind === 'fact' ? [`- ${utc(entry.at)} · ${inline(factInWords(entry, names))}`] : [],
  );
  const checklists = record.checklists.filter(
    ({ detachedAt, steps }) => detachedAt === null || Object.keys(steps).length > 0,
  );
  yield* section('Checklist as it was carried out', checklists, (one) =>
    checklistLines(one, record, names),
  );
  yield* section('Stopgaps', record.stopgaps, (one) => stopgapLines(one, names));
  const excerpts = [...messages.values()].filter(
    ({ isMilestone, deletedAt }) => isMilestone && deletedAt === null,
  );
  yield* section('What was said', excerpts, (entry) => excerptLines(entry, names));
  if (card) yield* section('What was learned', [card], (one) => cardLines(one, names));
}

function summaryLines({ incident, card, exportedAt }: IncidentExport, names: TimelineNames) {
  const { severity, status, alertCount, openedAt, noise } = incident;
  const counted = `${alertCount} ${alertCount === 1 ? 'alert' : 'alerts'}`;
  const symptom = card?.content.symptom.trim() ?? '';
  return [
    `${inline(incident.title)}. ${severity}, ${counted}, from ${utc(openedAt)}, now ${status}.`,
    ...(noise === null
      ? []
      : [
          '',
          `Marked as noise by ${inline(names.person(noise.personId))}: ${inline(noise.reason)}.`,
        ]),
    ...(symptom === '' ? [] : ['', ...said(symptom)]),
    '',
    `As of ${utc(exportedAt)}. All times are UTC.`,
  ];
}

function timeLines({ incident, durations }: IncidentExport): string[] {
  const never = incident.resolvedAt === null ? 'not yet' : 'never';
  const after = (ms: number | null): string => (ms === null ? never : duration(ms));
  const { acknowledgedAfterMs: acknowledged, mitigatedAfterMs, resolvedAfterMs } = durations;
  const row = (name: string, ...cells: string[]) => `| ${[name, ...cells].join(' | ')} |`;
  return [
    row('from the first alert', 'developer side', 'SRE side'),
    row('---', '---', '---'),
    row('acknowledged after', ...sides.map((side) => after(acknowledged[side]))),
    row('mitigated after', ...sides.map(() => after(mitigatedAfterMs))),
    row('resolved after', ...sides.map(() => after(resolvedAfterMs))),
  ];
}

/** What somebody was in the incident: called, had the seat, wrote. */
function roleOf(personId: string, { incident, entries }: IncidentExport): string {
  const isCalled = sides.some((side) => incident.seats[side].called.includes(personId));
  const hadSeat = entries.some(
    (entry) =>
      entry.kind === 'fact' &&
      entry.type === 'seat.acknowledged' &&
      entry.personIds?.includes(personId) === true,
  );
  const wrote = entries.filter(
    ({ kind, actor }) =>
      kind === 'message' && actor.kind === 'person' && actor.personId === personId,
  ).length;
  const roles = [
    ...(isCalled ? ['called'] : []),
    ...(hadSeat ? ['acknowledged'] : []),
    ...(wrote > 0 ? [`${wrote} ${wrote === 1 ? 'message' : 'messages'}`] : []),
  ];
  return roles.length === 0 ? 'named' : roles.join(', ');
}

function excerptLines(entry: MessageEntry, names: TimelineNames): string[] {
  const who = inline(actorInWords(entry.actor, names));
  return [`${who}, ${utc(entry.at)}:`, '', ...said(entry.text), ''];
}

function cardLines(card: Card, names: TimelineNames): string[] {
  const { content, state, answeredBy, answeredAt, waiveReason } = card;
  const by = answeredBy === null ? '' : ` by ${inline(names.person(answeredBy))}`;
  const at = answeredAt === null ? '' : `, ${utc(answeredAt)}`;
  const why = waiveReason === null ? '' : `: ${inline(waiveReason)}`;
  const parts: [string, string][] = [
    ['Impact', content.impact],
    ['Cause', content.cause],
    ['The test that would have caught it', content.test],
    ['Alert or runbook to change', content.change],
  ];
  const followUps = content.followUps.map(({ text: what, ownerId, dueOn }) => {
    const who = ownerId === null ? '' : `, ${inline(names.person(ownerId))}`;
    return `- [ ] ${inline(what)}${who}${dueOn === null ? '' : `, by ${dueOn}`}`;
  });
  return [
    `The card is ${state}${by}${at}${why}.`,
    ...parts.flatMap(([title, words]) =>
      words.trim() === '' ? [] : ['', `### ${title}`, '', ...said(words.trim())],
    ),
    ...(followUps.length === 0 ? [] : ['', '### Follow-ups', '', ...followUps]),
  ];
}
