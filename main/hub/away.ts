import type { Person } from '../../server/protocol/identity.ts';
import { sides } from '../../server/protocol/identity.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import { resolverInWords, firstName, sideInWords } from './words.ts';

export interface AwayLine {
  at: string;
  incidentId: string;
  text: string;
}

/**
 * What others did between the last moment this laptop was live and now, newest first.
 * Compares two states, so it is the same whether the hub replayed events or sent a snapshot.
 */
export function handledWhileAway(
  before: ReadonlyMap<string, Incident>,
  after: ReadonlyMap<string, Incident>,
  people: ReadonlyMap<string, Person>,
): AwayLine[] {
  const lines: AwayLine[] = [];
  for (const incident of after.values()) {
    const known = before.get(incident.id);
    if (known === incident) continue;
    const line = resolvedLine(known, incident, people);
    lines.push(...(line ? [line] : acknowledgedLines(known, incident, people)));
  }
  return lines.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

function resolvedLine(
  known: Incident | undefined,
  incident: Incident,
  people: ReadonlyMap<string, Person>,
): AwayLine | null {
  if (incident.resolvedAt === null || known?.resolvedAt === incident.resolvedAt) return null;
  const who = resolverInWords(incident.resolvedBy, people);
  const how = incident.resolvedBy?.kind === 'hub' ? `resolved, ${who}` : `resolved by ${who}`;
  const text = `${nameOf(incident)}: ${known ? '' : 'opened and '}${how}`;
  return { at: incident.resolvedAt, incidentId: incident.id, text };
}

function acknowledgedLines(
  known: Incident | undefined,
  incident: Incident,
  people: ReadonlyMap<string, Person>,
): AwayLine[] {
  return sides.flatMap((side) => {
    const seat = incident.seats[side];
    if (seat.acknowledgedAt === null) return [];
    if (known?.seats[side].acknowledgedAt === seat.acknowledgedAt) return [];
    const who = firstName(seat.acknowledgedBy, people);
    const text = `${nameOf(incident)}: ${who} acknowledged for ${sideInWords(side)}`;
    return [{ at: seat.acknowledgedAt, incidentId: incident.id, text }];
  });
}

function nameOf(incident: Incident): string {
  return `#${incident.number} ${incident.service}, ${incident.title}`;
}
