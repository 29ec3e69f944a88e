import type { Incident } from '../protocol/incident.ts';
import { limits } from '../protocol/limits.ts';
import type { NewEvent } from './hub-events.ts';
import { closeIfOver } from './closing.ts';
import type { IncomingAlert, IncomingGroup, IngestOutcome, Source } from './incoming.ts';
import { judgeAlert, senderOf } from './intake-alert.ts';
import type { AlertVerdict } from './intake-alert.ts';
import { silenceOf } from './paging/silence-match.ts';
import type { Circumstances, Records } from './records.ts';

/** How an incident began. */
export type OpenedIncident = Extract<NewEvent, { type: 'incident.opened' }>;

export interface IntakeBatch {
  source: Source;
  alerts: readonly IncomingAlert[];
  group: IncomingGroup | null;
}

/**
 * Takes in what one request brought: each alert by itself, then the group, and only then closes
 * what is over, so that an alert that fires in the same request keeps its incident open.
 * `onOpened` may append what belongs to a new incident.
 */
export function takeIn(
  records: Records,
  { source, alerts, group }: IntakeBatch,
  circumstances: Circumstances,
  onOpened: (opened: OpenedIncident) => void = () => undefined,
): IngestOutcome {
  const outcome: IngestOutcome = { opened: 0, joined: 0, changed: 0, resolved: 0, unchanged: 0 };
  const verdicts: AlertVerdict[] = [];
  const touchedIds = new Set<string>();
  for (const incoming of alerts) {
    const verdict = judge(records, incoming, source, circumstances);
    for (const event of verdict.events) {
      records.append(event);
      if (event.type === 'incident.opened') onOpened(event);
    }
    verdicts.push(verdict);
    outcome[verdict.outcome] += 1;
    if (verdict.incidentId !== null) touchedIds.add(verdict.incidentId);
  }
  for (const event of bookkeeping(verdicts, source, circumstances.at)) records.append(event);
  if (group) {
    for (const id of noteGroup(records, group, touchedIds, source, circumstances.at)) {
      touchedIds.add(id);
    }
  }
  if (outcome.resolved > 0 || group) {
    for (const id of touchedIds) {
      const closed = closeIfOver(
        records.incident(id),
        circumstances.at,
        senderOf(source),
        records.openStopgapsOf(id),
      );
      if (closed) records.append(closed);
    }
  }
  return outcome;
}

function judge(
  records: Records,
  incoming: IncomingAlert,
  source: Source,
  circumstances: Circumstances,
): AlertVerdict {
  const known = records.latestAlert(source.name, incoming.dedupKey);
  return judgeAlert(
    {
      incoming,
      source,
      known,
      incident: known && records.incident(known.alert.incidentId),
      newestOpenIncident: (service) => records.newestOpenIncident(service),
      lastIncidentNumber: () => records.lastIncidentNumber(),
      isSilenced: (service, content) =>
        silenceOf(records.silences(), service, content, circumstances.nowMs) !== undefined,
    },
    circumstances,
  );
}

/** One hub-only event of each kind for the whole batch, however many alerts it repeats. */
function bookkeeping(verdicts: AlertVerdict[], source: Source, at: string): NewEvent[] {
  const events: NewEvent[] = [];
  const actor = senderOf(source);
  const extensions = groupByExpiry(verdicts);
  if (extensions.length > 0) events.push({ type: 'alerts.extended', at, actor, extensions });
  const clocks = verdicts.flatMap(({ clock }) => clock ?? []);
  if (clocks.length > 0) events.push({ type: 'alerts.clocked', at, actor, clocks });
  return events;
}

/** The last word of the batch on each alert counts. */
function groupByExpiry(
  verdicts: AlertVerdict[],
): { expiresAt: string | null; alertIds: string[] }[] {
  if (!verdicts.some(({ extension }) => extension)) return [];
  const expiries = new Map<string, string | null>();
  for (const { extension } of verdicts) {
    if (extension) expiries.set(extension.alertId, extension.expiresAt);
  }
  const groups = new Map<string | null, string[]>();
  for (const [alertId, expiresAt] of expiries) {
    const alertIds = groups.get(expiresAt);
    if (alertIds) alertIds.push(alertId);
    else groups.set(expiresAt, [alertId]);
  }
  return [...groups].map(([expiresAt, alertIds]) => ({ expiresAt, alertIds }));
}

/**
 * A cut group is noted on the incidents of the alerts that did come; a whole one takes the note off
 * every incident that has it. Returns the incidents whose note was taken off.
 */
function noteGroup(
  records: Records,
  { groupKey, unseen }: IncomingGroup,
  touchedIds: ReadonlySet<string>,
  source: Source,
  at: string,
): string[] {
  const noted = records.incidentIdsWithUnseen(groupKey);
  const concerned = unseen > 0 ? [...touchedIds] : noted;
  for (const incidentId of concerned) {
    const incident = records.incident(incidentId);
    if (!incident || incident.status === 'resolved') continue;
    if ((incident.unseen[groupKey] ?? 0) === unseen) continue;
    if (!Object.hasOwn(incident.unseen, groupKey) && isFull(incident)) continue;
    const actor = senderOf(source);
    records.append({ type: 'group.truncated', at, actor, incidentId, groupKey, unseen });
  }
  return unseen > 0 ? [] : noted;
}

/** So many cut groups already keep it open, and each more would make every later event dearer. */
function isFull(incident: Incident): boolean {
  return Object.keys(incident.unseen).length >= limits.unseenGroups;
}
