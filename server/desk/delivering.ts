import { toInstant } from '../domain/instant.ts';
import {
  afterTry,
  channelOfLane,
  drop,
  hasten,
  isWanted,
  toEvent,
} from '../domain/paging/delivering.ts';
import type { KnownDelivery, SendOutcome } from '../domain/paging/delivering.ts';
import type { PersonalChannel } from '../domain/paging/paging-rules.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import { sides } from '../protocol/identity.ts';
import type { Person } from '../protocol/identity.ts';
import type { Incident } from '../protocol/incident.ts';
import { limits } from '../protocol/limits.ts';
import { severityRank } from '../protocol/severity.ts';
import type { ChannelMessage, Lane, MessagePage, SeatSummary } from './channel-message.ts';
import { hashSecret, makeLinkToken } from './secrets.ts';
import type { Surroundings } from './surroundings.ts';

/** Incidents that one message names, each with its link. */
const mostPages = 20;
const hourMs = 60 * 60 * 1_000;

/** A message, and the deliveries that it carries out. */
export interface TakenDeliveries {
  message: ChannelMessage;
  deliveryIds: string[];
}

/** Who is to be sent something now over which channel, at most `perChannel` for each of them. */
export function dueLanes({ journal, clock }: Surroundings, perChannel: number): Lane[] {
  const nowMs = clock.now();
  return journal.deliveries
    .dueNames(nowMs)
    .flatMap((name) =>
      journal.deliveries
        .duePeople(name, nowMs, perChannel)
        .map((personId): Lane => ({ name, personId })),
    );
}

/** When the next delivery is due of those that are not due yet, in epoch ms; null when none is. */
export function nextDeliveryMs({ journal, clock }: Surroundings): number | null {
  return journal.deliveries.nextDueMs(clock.now());
}

/**
 * All that is to be told to one person over one channel now, as one message with links that nobody has
 * seen yet. Null when nothing is left to tell: it was answered, or may not be sent.
 * @throws TocsinError `overloaded`, `journal_unwritable`, `shutting_down`
 */
export function takeDeliveries(
  surroundings: Surroundings,
  lane: Lane,
): Promise<TakenDeliveries | null> {
  return surroundings.journal.write((transaction) => take(surroundings, transaction, lane));
}

function take(
  surroundings: Surroundings,
  transaction: JournalTransaction,
  { name, personId }: Lane,
): TakenDeliveries | null {
  const { paging, clock } = surroundings;
  const nowMs = clock.now();
  const at = toInstant(nowMs);
  const due = transaction.deliveries.dueOf(name, personId, nowMs);
  const wanted: { known: KnownDelivery; incident: Incident }[] = [];
  for (const known of due) {
    const incident = transaction.incident(known.incidentId);
    if (incident && isWanted(incident, known)) wanted.push({ known, incident });
    else for (const event of drop([known], at)) transaction.append(event);
  }
  const [first] = wanted;
  if (!first) return null;

  const channel = channelOfLane(name, paging.rules(transaction, nowMs).channelsOf(personId));
  const person = transaction.people().find(({ id }) => id === personId);
  const limit = paging.settings().deliveriesPerHour;
  const sentCount = transaction.deliveries.sentSince(personId, name, nowMs - hourMs);
  const problem = findObstacle(channel, sentCount, limit);
  if (!channel || !person || problem !== null) {
    const outcome = { outcome: 'failed', problem: problem ?? 'Nobody knows them.' } as const;
    for (const { known } of wanted)
      conclude(transaction, known, { ...outcome, isFinal: true }, { nowMs, random: 0 });
    return null;
  }

  const told = wanted.toSorted(byUrgency).slice(0, mostPages);
  const pages = told.map(({ known, incident }): MessagePage => {
    const token = makeLinkToken(surroundings.random);
    const { id: incidentId, number, service, severity, title, openedAt } = incident;
    transaction.append({
      ...{ type: 'link.made', at, actor: { kind: 'hub' }, incidentId, personId },
      ...{ tokenHash: hashSecret(token), deliveryId: known.delivery.id },
      expiresAt: toInstant(nowMs + paging.settings().linkLifetimeMs),
    });
    return {
      ...{ incidentId, number, service, severity, title, openedAt, token, side: known.side },
      seats: summarizeSeats(incident, transaction.people()),
    };
  });
  return {
    message: {
      ...{ id: first.known.delivery.id, name: channel.name, kind: channel.kind },
      address: channel.address,
      ...{ person: { id: personId, name: person.name }, pages },
      zone: surroundings.work.restOf(person).zone,
      moreCount: wanted.length - told.length,
      limit: sentCount === limit ? limit : null,
    },
    deliveryIds: wanted.map(({ known }) => known.delivery.id),
  };
}

/** Notes what became of a message. @param random from 0 to below 1, for when it is tried again */
export async function noteDeliveries(
  { journal, clock }: Surroundings,
  deliveryIds: readonly string[],
  outcome: SendOutcome,
  random: number,
): Promise<void> {
  await journal.write((transaction) => {
    const nowMs = clock.now();
    for (const id of deliveryIds) {
      const known = transaction.deliveries.find(id);
      if (!known) continue;
      const { state } = known.delivery;
      // What was answered while it was on its way has been sent all the same.
      const isOpen = state === 'waiting' || (state === 'dropped' && outcome.outcome === 'sent');
      if (isOpen) conclude(transaction, known, outcome, { nowMs, random });
    }
  });
}

/** Who of both sides is up or called. */
export function summarizeSeats({ seats }: Incident, people: readonly Person[]): SeatSummary[] {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return sides.map((side): SeatSummary => {
    const { state, called, acknowledgedBy } = seats[side];
    const ids = acknowledgedBy === null ? called : [acknowledgedBy];
    return { side, state, names: ids.flatMap((id) => names.get(id) ?? []) };
  });
}

/** What failed for good is made up for by the person's other channels. */
function conclude(
  transaction: JournalTransaction,
  known: KnownDelivery,
  outcome: SendOutcome,
  circumstances: { nowMs: number; random: number },
): void {
  const at = toInstant(circumstances.nowMs);
  const cut = outcome.outcome === 'sent' ? outcome : { ...outcome, problem: shorten(outcome) };
  const delivery = afterTry(known.delivery, cut, circumstances);
  transaction.append(toEvent({ ...known, delivery }, at));
  if (delivery.state !== 'failed') return;
  const others = transaction.deliveries
    .waiting(known.incidentId)
    .filter(({ personId }) => personId === known.personId);
  for (const event of hasten(others, at)) transaction.append(event);
}

function findObstacle(
  channel: PersonalChannel | undefined,
  sentCount: number,
  limit: number,
): string | null {
  if (!channel) return 'The config names no such channel for this person any more.';
  if (sentCount <= limit) return null;
  return `More than ${limit} messages went there within an hour.`;
}

type Wanted = { incident: Incident };

function byUrgency({ incident: one }: Wanted, { incident: other }: Wanted): number {
  return severityRank(one.severity) - severityRank(other.severity) || one.number - other.number;
}

function shorten({ problem }: { problem: string }): string {
  return problem.slice(0, limits.probeDetailLength);
}
