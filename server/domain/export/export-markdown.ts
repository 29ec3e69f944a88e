import { actorInWords, factInWords } from '../../protocol/timeline-words.ts';
import type { TimelineNames } from '../../protocol/timeline-words.ts';
import { sides } from '../../protocol/identity.ts';
import type { Side } from '../../protocol/identity.ts';
import type { IncidentExport } from '../../protocol/incident-export.ts';
import type { RoomEntry } from '../../protocol/room.ts';
import { alertLines } from './markdown-alerts.ts';
import { contextLines } from './markdown-context.ts';
import { messageLines } from './markdown-message.ts';
import { section, text } from './markdown-section.ts';
import { inline, shortened } from './markdown-text.ts';
import { duration, utc } from './markdown-times.ts';
import { messagesOf, namesOf } from './record-names.ts';
import { checklistLines, stopgapLines } from './markdown-work.ts';

const sideNames: Record<Side, string> = { developer: 'Developer', sre: 'SRE' };

/** The export as Markdown, in parts that are to be joined; each is made when it is asked for. */
export function* markdownParts(record: IncidentExport): Generator<string> {
  const { incident } = record;
  const messages = messagesOf(record.entries);
  const names = namesOf(record, messages);
  yield text([
    `# Incident ${incident.number}: ${inline(incident.service)} — ${inline(incident.title)}`,
    '',
    ...headLines(record, names),
    '',
    ...seatSection(record, names),
    ...peopleSection(record, names),
  ]);
  yield* section('Alerts', record.alerts, alertLines);
  const pinned = [...messages.values()].filter(({ isPinned }) => isPinned);
  yield* section('Pinned', pinned, (entry) => [summaryLine(entry, names)]);
  const milestones = record.entries.filter(({ isMilestone }) => isMilestone);
  yield* section('Milestones', milestones, (entry) => [summaryLine(entry, names)]);
  yield* section('Checklists', record.checklists, (one) => checklistLines(one, record, names));
  yield* section('Stopgaps', record.stopgaps, (one) => stopgapLines(one, names));
  yield* section('Timeline', record.entries, (entry) =>
    entry.kind === 'message'
      ? messageLines(entry, names, messages)
      : [`- ${utc(entry.at)} · ${inline(factInWords(entry, names))}`],
  );
  yield* section('Context', record.context, (item) => contextLines(item));
}

function headLines({ incident, durations, exportedAt }: IncidentExport, names: TimelineNames) {
  const missing = incident.resolvedAt === null ? 'not yet' : 'never';
  const after = (ms: number | null): string => (ms === null ? missing : `after ${duration(ms)}`);
  const { acknowledgedAfterMs, mitigatedAfterMs, resolvedAfterMs } = durations;
  const by = incident.resolvedBy && inline(actorInWords(incident.resolvedBy, names));
  return [
    `- Service: ${inline(incident.service)}`,
    `- Severity: ${incident.severity}`,
    `- State: ${incident.status}`,
    `- Opened: ${utc(incident.openedAt)}`,
    ...sides.map(
      (side) =>
        `- First acknowledged, ${sideNames[side]} side: ${after(acknowledgedAfterMs[side])}`,
    ),
    `- First mitigated: ${after(mitigatedAfterMs)}`,
    `- Resolved: ${after(resolvedAfterMs)}${by === null ? '' : `, ${by}`}`,
    `- Alerts: ${incident.alertCount}, of which ${incident.firingCount} firing`,
    `- Exported: ${utc(exportedAt)}. All times are UTC.`,
  ];
}

function seatSection({ incident }: IncidentExport, names: TimelineNames): string[] {
  const list = (ids: readonly string[]): string =>
    ids.length === 0 ? 'nobody' : ids.map((id) => inline(names.person(id))).join(', ');
  const lines = sides.map((side) => {
    const { acknowledgedBy, acknowledgedAt, ringingSince, called, heard } = incident.seats[side];
    const state =
      acknowledgedBy === null || acknowledgedAt === null
        ? `ringing since ${utc(ringingSince)}`
        : `${inline(names.person(acknowledgedBy))}, since ${utc(acknowledgedAt)}`;
    return `- ${sideNames[side]}: ${state}. Called: ${list(called)}. Heard it: ${list(heard)}.`;
  });
  return ['## Seats', '', ...lines];
}

function peopleSection({ people, reads }: IncidentExport, names: TimelineNames): string[] {
  if (people.length === 0) return [];
  const lines = people.map(({ id, side }) => {
    const read = reads[id] === undefined ? '' : `, has read up to event ${reads[id]}`;
    return `- ${inline(names.person(id))} (${sideNames[side]}${read})`;
  });
  return ['', '## People', '', ...lines];
}

function summaryLine(entry: RoomEntry, names: TimelineNames): string {
  if (entry.kind === 'fact') return `- ${utc(entry.at)} · ${inline(factInWords(entry, names))}`;
  const words = entry.deletedAt === null ? inline(shortened(entry.text)) : '(deleted)';
  return `- ${utc(entry.at)} · ${inline(actorInWords(entry.actor, names))}: ${words}`;
}
