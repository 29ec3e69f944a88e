import type { Command } from '../../server/protocol/commands.ts';
import type { Actor } from '../../server/protocol/identity.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import type { OutboxEntry } from '../hub/outbox.ts';
import { firstName, resolverInWords } from '../hub/words.ts';
import type { PendingCommand } from '../ipc/room-views.ts';
import type { PendingView } from '../ipc/views.ts';
import { toInstant } from '../clock.ts';
import { toLocal } from './knowledge.ts';
import type { Knowledge } from './knowledge.ts';
import { timeOf } from './moments.ts';
import { withMoments } from './work-times.ts';

/** What an incident's row shows on its way; rooms show everything. */
type AboutIncident =
  | Exclude<Extract<Command['type'], `incident.${string}`>, 'incident.mark-noise'>
  | 'sound.silence'
  | 'person.page';

const names: Record<AboutIncident, PendingView['command']> = {
  'incident.acknowledge': 'acknowledge',
  'incident.unacknowledge': 'unacknowledge',
  'incident.resolve': 'resolve',
  'sound.silence': 'silence',
  'incident.mitigate': 'mitigate',
  'incident.unmitigate': 'unmitigate',
  'incident.set-severity': 'set-severity',
  'person.page': 'page',
};

/** What somebody else had done first; the rest of the sentence is the time. */
const doneInstead: Partial<Record<Command['type'], string>> = {
  'incident.acknowledge': 'had taken it',
  'incident.unacknowledge': 'had given it back',
  'incident.resolve': 'had resolved it',
  'incident.mitigate': 'had marked it mitigated',
  'incident.unmitigate': 'had marked it as still hurting',
  'incident.set-severity': 'had changed the severity',
};

/**
 * A command about an incident on its way, or what became of one that did not come true. Null for one
 * of the conversation.
 */
export function pendingView(
  entry: OutboxEntry,
  incident: Incident,
  known: Knowledge,
): PendingView | null {
  const { type } = entry.command;
  const command = type in names ? names[type as AboutIncident] : null;
  if (command === null) return null;
  const message = verdictOf(entry, incident, known);
  if (message !== null) return { command, state: 'refused', message };
  return {
    command,
    state: wayOf(entry, known) === 'sending' ? 'sending' : 'waiting-for-link',
    message,
  };
}

/** Any command of a room, for the room itself. */
export function pendingCommand(
  entry: OutboxEntry,
  incident: Incident | null,
  known: Knowledge,
): PendingCommand {
  const { id, command, requestedAt, state } = entry;
  const isOver = state === 'refused' || state === 'superseded';
  return {
    id,
    command: withMoments(command, (instant) => toLocal(instant, known.clockSkewMs)),
    requestedAt: toInstant(requestedAt),
    state: isOver ? state : wayOf(entry, known),
    verdict: verdictOf(entry, incident, known),
  };
}

function wayOf(
  { state }: OutboxEntry,
  { link }: Knowledge,
): 'uploading' | 'waiting-for-link' | 'sending' {
  const isUnsent = state === 'waiting' || state === 'uploading';
  if (isUnsent && link.state !== 'online') return 'waiting-for-link';
  return state === 'uploading' ? 'uploading' : 'sending';
}

/** What happened instead, in words; null while it may still come true. */
function verdictOf(
  { command, state, error, instead }: OutboxEntry,
  incident: Incident | null,
  known: Knowledge,
): string | null {
  if (state === 'superseded') return superseded(command, instead, known);
  if (state !== 'refused') return null;
  const isTooLate = error?.code === 'too_late' && incident?.resolvedAt;
  return isTooLate ? tooLate(incident, known) : `${error?.message} ${error?.remedy}`;
}

function superseded(command: Command, instead: OutboxEntry['instead'], known: Knowledge): string {
  if (instead === null) return 'Somebody else was first.';
  const { actor, at } = instead;
  const who = actorInWords(actor, known);
  return `Too late: ${who} ${doneInstead[command.type] ?? 'was first'} at ${timeOf(at, known)}.`;
}

function tooLate(incident: Incident, known: Knowledge): string {
  const time = timeOf(incident.resolvedAt ?? '', known);
  const { resolvedBy } = incident;
  const who = resolverInWords(resolvedBy, known.people);
  return resolvedBy?.kind === 'hub'
    ? `Too late: ${who} at ${time}.`
    : `Too late: ${who} had resolved it at ${time}.`;
}

function actorInWords(actor: Actor, { people, me }: Knowledge): string {
  if (actor.kind === 'sender') return actor.integration;
  if (actor.kind === 'hub') return 'the hub';
  return actor.personId === me?.id ? 'you' : firstName(actor.personId, people);
}
