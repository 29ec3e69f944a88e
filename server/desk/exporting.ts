import { exportFileName } from '../domain/export/file-name.ts';
import { jsonParts } from '../domain/export/export-json.ts';
import { markdownParts } from '../domain/export/export-markdown.ts';
import { reviewParts } from '../domain/export/review.ts';
import { IncidentRecord } from '../domain/export/incident-record.ts';
import { toInstant } from '../domain/instant.ts';
import { TocsinError } from '../protocol/errors.ts';
import { limits } from '../protocol/limits.ts';
import type { IncidentExport } from '../protocol/incident-export.ts';
import type { ExportFormat } from '../protocol/room-api.ts';
import type { ExportedIncident } from './contract.ts';
import type { Surroundings } from './surroundings.ts';
import { inTurns } from './turns.ts';

/**
 * Everything that is known of an incident, as one file.
 * @throws TocsinError `incident_unknown`, `export_too_large`
 */
export async function exportIncident(
  surroundings: Surroundings,
  named: string,
  format: ExportFormat,
): Promise<ExportedIncident> {
  const record = await gather(surroundings, named);
  const parts: string[] = [];
  await inTurns(partsOf[format](record), (part) => {
    parts.push(part);
  });
  return { fileName: exportFileName(record.incident, format), text: parts.join('') };
}

const partsOf: Record<ExportFormat, (record: IncidentExport) => Iterable<string>> = {
  json: jsonParts,
  markdown: markdownParts,
  review: reviewParts,
};

async function gather({ journal, clock }: Surroundings, named: string): Promise<IncidentExport> {
  const incident = journal.incidentNamed(named);
  if (!incident) throw new TocsinError('incident_unknown');
  const { head: through } = journal;
  const context = journal.context.items(incident.id);
  const allPeople = journal.enrolment.people();
  const { events, hasMore } = await journal.readHistory(
    incident.id,
    { after: 0, through },
    { maxEvents: Infinity, maxBytes: limits.exportBytes },
  );
  if (hasMore) throw new TocsinError('export_too_large');
  const record = new IncidentRecord(incident);
  await inTurns(events, (event) => record.take(event));
  const { log } = record;
  const hashes = new Set(log.checklists.flatMap(({ runbook }) => runbook?.hash ?? []));
  return {
    version: 1,
    exportedAt: toInstant(clock.now()),
    through,
    incident,
    durations: record.durations,
    alerts: record.alerts,
    people: allPeople.filter(({ id }) => record.personIds.has(id)),
    entries: [...log.entries],
    reads: log.reads,
    checklists: [...log.checklists],
    runbooks: [...hashes].flatMap((hash) => journal.checklists.runbook(hash) ?? []),
    stopgaps: [...log.stopgaps],
    card: log.card,
    context,
    events,
  };
}
