import type { Card } from '../../protocol/card.ts';
import type { Person } from '../../protocol/identity.ts';
import { nextAskingTime, nextBusinessTime } from '../business-days.ts';
import type { NewEvent } from '../hub-events.ts';
import { toInstant } from '../instant.ts';
import type { OwningTeam } from '../work-rules.ts';

const dayMs = 24 * 60 * 60 * 1_000;

/** A card is asked for this long before it is due, and from then on at each opening of its team. */
export const remindAheadMs = dayMs;

/** A card that waits, and whom it waits for. */
export interface Waiting {
  card: Card;
  /** As the config names it now. */
  team: OwningTeam | null;
  /** Those who can be reached. */
  people: readonly Person[];
}

/**
 * Reminds the team of a card that waits for it, when it is at work, or puts that off until it is.
 * Nothing for a card that somebody has answered for.
 */
export function remindOf({ card, team, people }: Waiting, nowMs: number): NewEvent[] {
  if (card.state !== 'draft') return [];
  const base = {
    at: toInstant(nowMs),
    actor: { kind: 'hub' },
    incidentId: card.incidentId,
  } as const;
  const putOff = (untilMs: number): NewEvent => ({
    ...base,
    type: 'card.reminder-put-off',
    until: toInstant(untilMs),
  });
  const openMs = team ? nextBusinessTime(team.hours, nowMs) : nowMs;
  if (openMs > nowMs) return [putOff(openMs)];
  const nextMs = team ? nextAskingTime(team.hours, nowMs) : nowMs + dayMs;
  const members = people.filter(({ id }) => team?.memberIds.includes(id) ?? false);
  const developers = people.filter(({ side }) => side === 'developer');
  const personIds = (members.length > 0 ? members : developers).map(({ id }) => id);
  return [{ ...base, type: 'card.reminded', personIds }, putOff(nextMs)];
}
