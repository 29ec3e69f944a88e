import type { Command } from '../../server/protocol/commands.ts';
import type { Person, Side } from '../../server/protocol/identity.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import type { Stopgap } from '../../server/protocol/stopgap.ts';
import type { CallCause } from '../hub/call-causes.ts';
import { isUnderWay } from '../hub/outbox.ts';
import type { OutboxEntry } from '../hub/outbox.ts';
import type { RoomKnowledge } from '../hub/room-knowledge.ts';
import { firstName, firstNameAtStart } from '../hub/words.ts';
import type { Page } from '../pager/loudness-input.ts';
import { oneLine } from '../pager/notification.ts';
import { causeInWords, holdInWords, stillOnIt } from './call-words.ts';
import { earlierHint } from './earlier.ts';
import { newestByIncident } from './knowledge.ts';

export interface PagesInput {
  me: Person;
  incidents: ReadonlyMap<string, Incident>;
  people: ReadonlyMap<string, Person>;
  outbox: readonly OutboxEntry[];
  rooms: Pick<RoomKnowledge, 'pagerOf'>;
  /** Why this person was called to an incident; null when nothing is known of it. */
  causeOf(incidentId: string): CallCause | null;
  /** Open ones of all incidents. */
  stopgaps: ReadonlyMap<string, Stopgap>;
  /** Milliseconds that the hub's clock is ahead of this one. */
  clockSkewMs: number;
  /** Epoch milliseconds of this laptop's clock. */
  now: number;
}

/** A silence asked for here counts at once, for at most this long without the hub's word. */
const unconfirmedSilenceMs = 5 * 60_000;

/** As much of a stopgap as fits into a notification. */
const whatLength = 80;

/** Commands that end or pause the noise of their incident; a later one takes the place of an earlier. */
const answers: ReadonlySet<Command['type']> = new Set([
  'incident.acknowledge',
  'incident.unacknowledge',
  'incident.resolve',
  'incident.snooze',
  'incident.decline',
  'sound.silence',
]);

/** Of these, the ones by which this person has answered. */
const answersFor: ReadonlySet<string | null> = new Set([
  'incident.acknowledge',
  'incident.resolve',
  'incident.snooze',
  'incident.decline',
]);

/** What the open incidents want of this laptop's person. */
export function pagesOf(input: PagesInput): Page[] {
  const commands = newestByIncident(
    input.outbox.filter((entry) => isUnderWay(entry) && answers.has(entry.command.type)),
  );
  const pages: Page[] = [];
  for (const incident of input.incidents.values()) {
    if (incident.status !== 'resolved') {
      pages.push(pageOf(incident, input, commands.get(incident.id)));
    }
  }
  return pages;
}

function pageOf(incident: Incident, input: PagesInput, pending: OutboxEntry | undefined): Page {
  const { me, people, rooms, clockSkewMs } = input;
  const seat = incident.seats[me.side];
  const other = incident.seats[otherSide(me.side)];
  const holder = seat.acknowledgedBy;
  const asked = pending?.command.type ?? null;
  const silence = incident.silences[me.id];
  const paged = incident.paged[me.id];
  const mine = seat.pages.find(({ personId }) => personId === me.id);
  const cause = causeOfPage(input.causeOf(incident.id), mine?.at);
  const isAskedAgain = seat.askedAgain === me.id;
  // Who is called once more hears it go on; who is called only now is woken as gently as the first.
  const calledAt = cause?.kind === 'again' ? undefined : mine?.at;
  const ringingSince = latestOf(seat.ringingSince, paged, calledAt);
  const silencedUntil = silence === undefined ? null : Date.parse(silence) - clockSkewMs;
  const silencedHere =
    pending && asked === 'sound.silence' ? pending.requestedAt + unconfirmedSilenceMs : null;
  return {
    incidentId: incident.id,
    service: incident.service,
    title: incident.title,
    severity: incident.severity,
    mySide: me.side,
    seat: seat.state,
    acknowledgedBy: holder === me.id ? 'You' : holder && firstName(holder, people),
    otherSideBy: other.acknowledgedBy === null ? null : firstName(other.acknowledgedBy, people),
    callsMe: seat.called.includes(me.id),
    ringingSince: Date.parse(ringingSince) - clockSkewMs,
    silencedUntil: latest(silencedUntil, silencedHere),
    isAnsweredHere: answersFor.has(asked),
    isDeclined: mine?.isDeclined === true,
    pagedAt: mine ? Date.parse(mine.at) - clockSkewMs : null,
    heldBecause: seat.hold && holdInWords(seat.hold, me.side, input),
    pagedBy:
      paged === undefined ? null : firstNameAtStart(rooms.pagerOf(incident.id, me.id), people),
    calledBecause:
      calledBecause(incident, input.stopgaps) ??
      (cause && causeInWords(cause, input)) ??
      (isAskedAgain ? stillOnIt(null, input) : null),
    hint: seat.state === 'ringing' || paged !== undefined ? earlierHint(incident, input) : null,
  };
}

/** A stopgap that does not hold calls both sides again. */
function calledBecause(
  { id, status, openStopgaps }: Incident,
  stopgaps: ReadonlyMap<string, Stopgap>,
): string | null {
  if (openStopgaps === 0 || status === 'mitigated') return null;
  for (const { incidentId, what, probe } of stopgaps.values()) {
    if (incidentId === id && probe?.state === 'failing') {
      return `Called again: the stopgap “${oneLine(what, whatLength)}” does not hold`;
    }
  }
  return null;
}

/** What is known of why they were called counts for that page alone. */
function causeOfPage(cause: CallCause | null, pagedAt: string | undefined): CallCause | null {
  return cause !== null && cause.at === pagedAt ? cause : null;
}

/** Instants sort as they are written. */
function latestOf(first: string, ...others: (string | undefined)[]): string {
  return others.reduce<string>(
    (latest, one) => (one !== undefined && one > latest ? one : latest),
    first,
  );
}

function latest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}

function otherSide(side: Side): Side {
  return side === 'sre' ? 'developer' : 'sre';
}
