import { sides } from '../../protocol/identity.ts';
import type { Side } from '../../protocol/identity.ts';
import type { Incident } from '../../protocol/incident.ts';
import type { Delivery } from '../../protocol/paging.ts';
import type { Severity } from '../../protocol/severity.ts';
import type { JournalEvent, NewEvent } from '../hub-events.ts';
import { toInstant } from '../instant.ts';
import type { PersonalChannel } from './paging-rules.ts';

/** A page on its way over a channel, with whose it is. */
export interface KnownDelivery {
  incidentId: string;
  side: Side;
  personId: string;
  delivery: Delivery;
}

/** Whose page is meant. */
type Paged = Pick<KnownDelivery, 'side' | 'personId'>;

/** What is no more than a warning waits until somebody looks at their laptop. */
const servedSeverities: ReadonlySet<Severity> = new Set(['critical', 'error']);

/** A channel of a person as lanes are called: who has two numbers for one webhook has two lanes. */
export function laneName({ name, place = 0 }: Pick<Delivery, 'name' | 'place'>): string {
  return place === 0 ? name : `${name}#${place}`;
}

/** The channel of a lane; undefined when the config does not name it any more. */
export function channelOfLane(
  lane: string,
  channels: readonly PersonalChannel[],
): PersonalChannel | undefined {
  const [wanted, place = '0'] = lane.split('#');
  return channels.filter(({ name }) => name === wanted)[Number(place)];
}

/** The people whom an event pages, by side. */
export function pagedBy(event: JournalEvent): Paged[] {
  const on = (side: Side, personIds: readonly string[]): Paged[] =>
    personIds.map((personId) => ({ side, personId }));
  switch (event.type) {
    case 'incident.opened':
      return sides.flatMap((side) => on(side, event.called[side]));
    case 'seat.called':
      return on(event.side, event.personIds);
    case 'person.paged':
    case 'seat.lease-ended':
      return on(event.side, [event.personId]);
    default:
      return [];
  }
}

/** Whether a page is to go, or to go on, over channels as things are now. */
export function isWanted(incident: Incident, { side, personId }: Paged): boolean {
  if (incident.status === 'resolved') return false;
  // Who is paged by name is rung for at least as for an error.
  if (Object.hasOwn(incident.paged, personId)) return true;
  const { state, called } = incident.seats[side];
  return (
    state === 'ringing' && called.includes(personId) && servedSeverities.has(incident.severity)
  );
}

/** Whether an event is the answer to a page, or makes one needless. @param after the incident with it */
export function endsPage(event: JournalEvent, { side, personId }: Paged, after: Incident): boolean {
  switch (event.type) {
    case 'incident.resolved':
      return true;
    case 'seat.acknowledged':
    case 'seat.held':
      return event.side === side && !Object.hasOwn(after.paged, personId);
    case 'person.answered':
    case 'page.declined':
      return event.personId === personId;
    default:
      return false;
  }
}

export interface Delivering {
  incidentId: string;
  /** Of the page. */
  at: string;
  paged: Paged;
  channels: readonly PersonalChannel[];
  /** Of this person for this incident. */
  waiting: readonly KnownDelivery[];
  newId: () => string;
}

/** The deliveries of a page. One that waits already is told again, since it belongs to the new page too. */
export function deliver({
  incidentId,
  at,
  paged,
  channels,
  waiting,
  newId,
}: Delivering): NewEvent[] {
  return channels.map((channel, index): NewEvent => {
    const { name, kind, afterMs } = channel;
    const dueAt = toInstant(Date.parse(at) + afterMs);
    const place = channels.slice(0, index).filter((one) => one.name === name).length;
    const known = waiting.find(({ delivery }) => isAt(delivery, name, place))?.delivery;
    const delivery: Delivery = known
      ? { ...known, dueAt: earlier(known.dueAt, dueAt) }
      : {
          ...{ id: newId(), kind, name, ...(place > 0 && { place }) },
          ...{ state: 'waiting', at, dueAt, tries: 0, problem: null },
        };
    return toEvent({ incidentId, ...paged, delivery }, at);
  });
}

/** Deliveries that are to go at once instead of at their time; those that were tried keep it. */
export function hasten(waiting: readonly KnownDelivery[], at: string): NewEvent[] {
  return waiting
    .filter(({ delivery: { tries, dueAt } }) => tries === 0 && dueAt !== null && dueAt > at)
    .map((known) => toEvent({ ...known, delivery: { ...known.delivery, dueAt: at } }, at));
}

/** Deliveries that nobody needs any more. */
export function drop(waiting: readonly KnownDelivery[], at: string): NewEvent[] {
  return waiting.map((known) =>
    toEvent({ ...known, delivery: { ...known.delivery, state: 'dropped', at, dueAt: null } }, at),
  );
}

/** What became of trying to send a message. */
export type SendOutcome =
  | { outcome: 'sent' }
  /** `isFinal`: trying again would not help. `problem` is for people and holds no secret. */
  | { outcome: 'failed'; problem: string; isFinal: boolean };

/** A delivery after it was tried once more. @param random from 0 to below 1 */
export function afterTry(
  delivery: Delivery,
  outcome: SendOutcome,
  { nowMs, random }: { nowMs: number; random: number },
): Delivery {
  const at = toInstant(nowMs);
  const tries = delivery.tries + 1;
  if (outcome.outcome === 'sent') {
    return { ...delivery, state: 'sent', at, dueAt: null, tries, problem: null };
  }
  const { problem, isFinal } = outcome;
  const waitMs = isFinal ? null : retryAfterMs(tries, random);
  if (waitMs === null) return { ...delivery, state: 'failed', at, dueAt: null, tries, problem };
  return { ...delivery, state: 'waiting', at, dueAt: toInstant(nowMs + waitMs), tries, problem };
}

/** Tries of one delivery; with their pauses they take a quarter of an hour at most. */
export const mostTries = 6;
const firstPauseMs = 10_000;
const longestPauseMs = 450_000;

/**
 * How long to wait after so many tries that failed; null: not again. Half of the pause is by chance, so
 * that what failed together does not come back together.
 */
export function retryAfterMs(tries: number, random: number): number | null {
  if (tries >= mostTries) return null;
  const pauseMs = Math.min(firstPauseMs * 3 ** (tries - 1), longestPauseMs);
  return Math.round(pauseMs * (0.5 + random / 2));
}

/** Says what a delivery is now. */
export function toEvent(
  { incidentId, side, personId, delivery }: KnownDelivery,
  at: string,
): NewEvent {
  const actor = { kind: 'hub' } as const;
  return { type: 'page.delivery', at, actor, incidentId, side, personId, delivery };
}

function isAt({ name, place = 0 }: Delivery, wantedName: string, wantedPlace: number): boolean {
  return name === wantedName && place === wantedPlace;
}

function earlier(one: string | null, other: string): string {
  return one === null || other < one ? other : one;
}
