import { actorOf } from '../domain/asker.ts';
import type { NewEvent } from '../domain/hub-events.ts';
import { toInstant } from '../domain/instant.ts';
import { judgeCommand } from '../domain/judge-command.ts';
import { toEvent } from '../domain/paging/delivering.ts';
import type { KnownLink, PageEnd } from '../journal/link-table.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { Actor, Person } from '../protocol/identity.ts';
import type { Incident } from '../protocol/incident.ts';
import type { Severity } from '../protocol/severity.ts';
import { summarizeSeats } from './delivering.ts';
import type { SeatSummary } from './channel-message.ts';
import { hashSecret } from './secrets.ts';
import { directoryOf } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/** How a page came to its end. */
export interface LinkEnd {
  how: 'acknowledged' | 'declined' | 'held' | 'resolved';
  at: string;
  /** Null: nobody, but a sender or the hub. */
  by: string | null;
  isSelf: boolean;
}

/** What somebody sees who opens the link of a message. */
export interface LinkView {
  /** Only `open` can be answered. */
  state: 'open' | 'answered' | 'expired';
  person: string;
  /** IANA zone in which the person lives. */
  zone: string;
  number: number;
  service: string;
  severity: Severity;
  title: string;
  openedAt: string;
  seats: SeatSummary[];
  /** For `answered`. */
  end: LinkEnd | null;
}

export type LinkAnswer = 'acknowledge' | 'decline';

/** @throws TocsinError `link_unknown` */
export function readLink({ journal, ...surroundings }: Surroundings, token: string): LinkView {
  const link = journal.deliveries.links.find(hashSecret(token));
  const incident = link && journal.incidentNamed(link.incidentId);
  if (!link || !incident) throw new TocsinError('link_unknown');
  return viewOf(surroundings, link, incident, journal.enrolment.people());
}

/**
 * Answers a page by the link of one of its messages, in the name of whom it was sent to, once. A link that
 * cannot be used changes nothing; the view says why.
 * @throws TocsinError `link_unknown`, `overloaded`, `journal_unwritable`, `shutting_down`
 */
export function useLink(
  surroundings: Surroundings,
  token: string,
  answer: LinkAnswer,
): Promise<LinkView> {
  const use = (transaction: JournalTransaction): LinkView => {
    const { links } = transaction.deliveries;
    const find = () => {
      const link = links.find(hashSecret(token));
      const incident = link && transaction.incident(link.incidentId);
      const person = transaction.people().find(({ id }) => id === link?.personId);
      if (!link || !incident || !person) throw new TocsinError('link_unknown');
      const view = viewOf(surroundings, link, incident, transaction.people());
      return { link, person, view };
    };
    const { link, person, view } = find();
    if (view.state !== 'open') return view;
    answerPage(surroundings, transaction, { link, person, answer });
    return find().view;
  };
  return surroundings.journal.write(use, { isUrgent: true });
}

function answerPage(
  surroundings: Surroundings,
  transaction: JournalTransaction,
  { link, person, answer }: { link: KnownLink; person: Person; answer: LinkAnswer },
): void {
  const { incidentId, deliveryId } = link;
  const nowMs = surroundings.clock.now();
  const directory = directoryOf(surroundings);
  const verdict = judgeCommand(
    { type: answer === 'acknowledge' ? 'incident.acknowledge' : 'incident.decline', incidentId },
    {
      ...{ commandId: surroundings.newId(), person, deviceId: deliveryId },
      records: transaction,
      calleesOf: (service) => directory.callees(service, transaction.reachablePeople()),
      work: surroundings.work.rules(transaction.people()),
      paging: surroundings.paging.rules(transaction, nowMs),
      settings: surroundings.paging.settings(),
      nowMs,
    },
  );
  if ('error' in verdict) throw new TocsinError(verdict.error);
  if (verdict.verdict !== 'applied') return;
  const asked = actorOf({ person, deviceId: deliveryId });
  for (const event of verdict.events) transaction.append(withoutDevice(event, asked, deliveryId));
  const base = { at: toInstant(nowMs), actor: withoutId(asked) };
  transaction.append({ ...base, type: 'link.used', tokenHash: link.tokenHash });
  const known = transaction.deliveries.find(deliveryId);
  if (!known) return;
  const delivery = { ...known.delivery, state: 'answered' as const, at: base.at, dueAt: null };
  transaction.append(toEvent({ ...known, delivery }, base.at));
}

/** What the person does by a link they do without a device. */
function withoutDevice(event: NewEvent, asked: Actor, deliveryId: string): NewEvent {
  const isOwn = JSON.stringify(event.actor) === JSON.stringify(asked);
  const own = isOwn ? { ...event, actor: withoutId(asked) } : event;
  return own.type === 'seat.acknowledged' ? { ...own, deliveryId } : own;
}

function withoutId(actor: Actor): Actor {
  return actor.kind === 'person' ? { ...actor, deviceId: null } : actor;
}

function viewOf(
  { clock, work }: Pick<Surroundings, 'clock' | 'work'>,
  link: KnownLink,
  incident: Incident,
  people: readonly Person[],
): LinkView {
  const person = people.find(({ id }) => id === link.personId);
  const { number, service, severity, title, openedAt } = incident;
  // What ended this page says nothing of a later one.
  const end = isCalledAnew(link, incident, person) ? null : endOf(link, incident, people);
  const isExpired = link.ended !== null || link.expiresMs <= clock.now();
  return {
    state: end ? 'answered' : isExpired ? 'expired' : 'open',
    person: person?.name ?? '',
    zone: person ? work.restOf(person).zone : 'UTC',
    ...{ number, service, severity, title, openedAt },
    seats: summarizeSeats(incident, people),
    end,
  };
}

/** Whether the page of a link has ended, and its person is called again since. */
function isCalledAnew(
  { ended }: KnownLink,
  { status, seats, paged }: Incident,
  person: Person | undefined,
): boolean {
  if (!ended || !person || status === 'resolved') return false;
  const { state, called } = seats[person.side];
  const isCalled = state === 'ringing' && called.includes(person.id);
  return isCalled || Object.hasOwn(paged, person.id);
}

/** What a resolved incident was answered with before does not matter any more. */
function endOf(
  { ended, personId }: KnownLink,
  { resolvedAt, resolvedBy }: Incident,
  people: readonly Person[],
): LinkEnd | null {
  const ends: PageEnd | null =
    resolvedAt !== null && resolvedBy
      ? { type: 'incident.resolved', at: resolvedAt, actor: resolvedBy }
      : ended;
  if (!ends) return null;
  const { type, at, actor } = ends;
  const id = actor.kind === 'person' ? actor.personId : null;
  const by = people.find((one) => one.id === id)?.name ?? null;
  return { how: endings[type], at, by, isSelf: id === personId };
}

const endings = {
  'incident.resolved': 'resolved',
  'seat.acknowledged': 'acknowledged',
  'person.answered': 'acknowledged',
  'seat.held': 'held',
  'page.declined': 'declined',
} as const satisfies Record<PageEnd['type'], LinkEnd['how']>;
