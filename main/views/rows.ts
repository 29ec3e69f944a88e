import { sides } from '../../server/protocol/identity.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import { severityRank } from '../../server/protocol/severity.ts';
import type { OutboxEntry } from '../hub/outbox.ts';
import { firstName, resolverInWords } from '../hub/words.ts';
import type { IncidentRow } from '../ipc/views.ts';
import type { EarlierStopgap } from '../ipc/work-views.ts';
import { earlierStopgaps } from './earlier.ts';
import { factsOf } from './facts.ts';
import { newestByIncident, toLocal } from './knowledge.ts';
import type { Knowledge } from './knowledge.ts';
import { pendingView } from './pending.ts';
import { handoffView, seatView } from './seat-view.ts';

interface KeptRow {
  key: string;
  entry: OutboxEntry | undefined;
  row: IncidentRow;
}

/**
 * Makes rows of incidents, and keeps each until something that it shows has changed: a storm
 * changes a few of a thousand at a time.
 */
export class Rows {
  readonly #kept = new WeakMap<Incident, KeptRow>();

  /**
   * Open incidents that call me first, then the worst, then the oldest: what broke first is nearest
   * the cause, and the row under a finger stays where it is while more arrive.
   */
  open(known: Knowledge): IncidentRow[] {
    return this.#rows(known, ({ status }) => status !== 'resolved').sort(compareRows);
  }

  /** Resolved incidents, the last one resolved first. */
  recent(known: Knowledge, count: number): IncidentRow[] {
    return this.#rows(known, ({ status }) => status === 'resolved')
      .sort((a, b) => resolvedMs(b) - resolvedMs(a))
      .slice(0, count);
  }

  one(known: Knowledge, incident: Incident): IncidentRow {
    return this.#row(known, incident, newestByIncident(known.outbox).get(incident.id));
  }

  #earlierOf(known: Knowledge, incident: Incident): EarlierStopgap[] {
    // A resolved one is history; what is open now belongs to the next one.
    if (incident.status === 'resolved' || known.stopgaps.size === 0) return [];
    return earlierStopgaps(incident, known);
  }

  #rows(known: Knowledge, isWanted: (incident: Incident) => boolean): IncidentRow[] {
    const commands = newestByIncident(known.outbox);
    const rows: IncidentRow[] = [];
    for (const incident of known.incidents.values()) {
      if (isWanted(incident)) rows.push(this.#row(known, incident, commands.get(incident.id)));
    }
    return rows;
  }

  #row(known: Knowledge, incident: Incident, entry: OutboxEntry | undefined): IncidentRow {
    const mine = mineOf(known, incident);
    const earlier = { earlierStopgaps: this.#earlierOf(known, incident) };
    const key = [
      known.peopleVersion,
      known.me?.id,
      known.clockSkewMs,
      entry && known.link.state,
      ...Object.values(mine),
      ...earlier.earlierStopgaps.map((one) => JSON.stringify(one)),
    ].join(' ');
    const kept = this.#kept.get(incident);
    if (kept && kept.key === key && kept.entry === entry) return kept.row;
    const row = { ...incidentRow(known, incident, entry), ...mine, ...earlier };
    this.#kept.set(incident, { key, entry, row });
    return row;
  }
}

type Mine = Pick<IncidentRow, 'pagedBy' | 'unreadCount' | 'mentionsMe' | 'silencedUntil'>;
/** What other incidents say about it. */
type Earlier = Pick<IncidentRow, 'earlierStopgaps'>;

/** What only this person sees, and what changes without the incident. */
function mineOf(known: Knowledge, incident: Incident): Mine {
  const { me, people, rooms } = known;
  const { count, mentionsMe } = rooms.unreadOf(incident.id);
  const isPaged = me !== null && Object.hasOwn(incident.paged, me.id);
  const pager = isPaged ? firstName(rooms.pagerOf(incident.id, me.id), people) : null;
  return {
    pagedBy: pager === 'somebody' ? 'Somebody' : pager,
    unreadCount: count,
    mentionsMe,
    silencedUntil: silenceOf(incident, known),
  };
}

function incidentRow(
  known: Knowledge,
  incident: Incident,
  entry: OutboxEntry | undefined,
): Omit<IncidentRow, keyof (Mine & Earlier)> {
  const { me, people, clockSkewMs } = known;
  const local = (instant: string): string => toLocal(instant, clockSkewMs);
  const seats = {
    developer: seatView(incident, 'developer', known),
    sre: seatView(incident, 'sre', known),
  };
  const mine = me && incident.seats[me.side];
  return {
    id: incident.id,
    number: incident.number,
    service: incident.service,
    title: incident.title,
    severity: incident.severity,
    status: incident.status,
    openedAt: local(incident.openedAt),
    updatedAt: local(incident.updatedAt),
    seats,
    firingCount: incident.firingCount,
    alertCount: incident.alertCount,
    unseenCount: Object.values(incident.unseen).reduce((sum, count) => sum + count, 0),
    facts: factsOf(known.alertsOf(incident.id)),
    callsMe:
      incident.status !== 'resolved' &&
      me !== null &&
      (Object.hasOwn(incident.paged, me.id) ||
        (mine?.state === 'ringing' && mine.called.includes(me.id))),
    checklist: incident.checklist,
    openStopgaps: incident.openStopgaps,
    seenBefore: incident.seenBefore.map((card) => ({
      ...card,
      resolvedAt: local(card.resolvedAt),
    })),
    noise: incident.noise?.reason ?? null,
    handoff: handoffView(incident, known),
    resolvedAt: incident.resolvedAt && local(incident.resolvedAt),
    resolvedBy: incident.resolvedAt === null ? null : resolverInWords(incident.resolvedBy, people),
    pending: entry ? pendingView(entry, incident, known) : null,
  };
}

/** Until when this person has silenced it; null when that is over. */
function silenceOf(incident: Incident, { me, clockSkewMs, now }: Knowledge): string | null {
  const until = me ? incident.silences[me.id] : undefined;
  if (until === undefined) return null;
  const localUntil = toLocal(until, clockSkewMs);
  return Date.parse(localUntil) > now ? localUntil : null;
}

function resolvedMs({ resolvedAt }: IncidentRow): number {
  return resolvedAt === null ? 0 : Date.parse(resolvedAt);
}

function compareRows(a: IncidentRow, b: IncidentRow): number {
  return (
    Number(b.callsMe) - Number(a.callsMe) ||
    severityRank(a.severity) - severityRank(b.severity) ||
    Date.parse(a.openedAt) - Date.parse(b.openedAt) ||
    a.number - b.number
  );
}

/** First names of those who have it, in the order of the sides; empty when nobody has. */
export function holdersOf(row: IncidentRow): string[] {
  const names = sides
    .map((side) => row.seats[side].acknowledgedBy)
    .flatMap((person) => person ?? []);
  return names.map(({ name, isMe }) => (isMe ? 'you' : (name.split(/\s+/)[0] ?? name)));
}
