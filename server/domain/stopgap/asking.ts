import type { Person } from '../../protocol/identity.ts';
import type { Incident } from '../../protocol/incident.ts';
import type { Stopgap } from '../../protocol/stopgap.ts';
import { nextAskingTime, nextBusinessTime } from '../business-days.ts';
import type { NewEvent } from '../hub-events.ts';
import { toInstant } from '../instant.ts';
import type { OwningTeam } from '../work-rules.ts';

/** Whom an expired stopgap concerns. */
export interface Askable {
  incident: Incident;
  stopgap: Stopgap;
  /** As the config names it now. */
  team: OwningTeam | null;
  /** Those who can be reached. */
  people: readonly Person[];
}

/** Without a team nobody knows when its owners are at work: they are asked once a day. */
const dayMs = 24 * 60 * 60 * 1_000;

/**
 * Asks the owners of a stopgap that has expired what becomes of it, when they are at work, or puts that
 * off until they are. They are asked again at each opening that follows.
 */
export function askOwners(askable: Askable, nowMs: number): NewEvent[] {
  const { incident, stopgap, team } = askable;
  const base = { at: toInstant(nowMs), actor: { kind: 'hub' } as const, incidentId: incident.id };
  const { id: stopgapId } = stopgap;
  const putOff = (untilMs: number): NewEvent => ({
    ...base,
    type: 'stopgap.asking-put-off',
    stopgapId,
    until: toInstant(untilMs),
  });
  const whenMs = team === null ? nowMs : nextBusinessTime(team.hours, nowMs);
  if (whenMs > nowMs) return [putOff(whenMs)];
  const againMs = team === null ? nowMs + dayMs : nextAskingTime(team.hours, nowMs);
  const personIds = ownersOf(askable);
  return [{ ...base, type: 'stopgap.asked', stopgapId, personIds }, putOff(againMs)];
}

/**
 * The one who answers for it, else the team, else the developers who were called: whoever has no
 * device any more can answer nothing.
 */
function ownersOf({ incident, stopgap, team, people }: Askable): string[] {
  const developers = people.filter(({ side }) => side === 'developer').map(({ id }) => id);
  const reachable = (ids: readonly string[]): string[] =>
    developers.filter((id) => ids.includes(id));
  const circles = [
    stopgap.ownerId === null ? [] : [stopgap.ownerId],
    team?.memberIds ?? [],
    incident.seats.developer.called,
    developers,
  ];
  return circles.map(reachable).find((ids) => ids.length > 0) ?? [];
}
