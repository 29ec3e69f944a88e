import type { Command } from '../../server/protocol/commands.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import type { OutboxEntry } from '../hub/outbox.ts';
import { resolverInWords } from '../hub/words.ts';
import type { PendingCommand } from '../ipc/room-views.ts';
import type { PendingView } from '../ipc/views.ts';
import { oneLine } from '../pager/notification.ts';
import { toInstant } from '../clock.ts';
import { toLocal } from './knowledge.ts';
import type { Knowledge } from './knowledge.ts';
import { timeOf } from './moments.ts';
import { supersededInWords } from './superseded-words.ts';
import { withMoments } from './work-times.ts';

const stopgapLength = 60;

/** What an incident's row shows on its way; rooms show everything. */
type AboutIncident =
  | Exclude<Extract<Command['type'], `incident.${string}`>, 'incident.mark-noise'>
  | Extract<Command['type'], `seat.${string}`>
  | 'sound.silence'
  | 'person.page'
  | 'handoff.give';

const names: Record<AboutIncident, PendingView['command']> = {
  'incident.acknowledge': 'acknowledge',
  'incident.unacknowledge': 'unacknowledge',
  'incident.resolve': 'resolve',
  'sound.silence': 'silence',
  'incident.mitigate': 'mitigate',
  'incident.unmitigate': 'unmitigate',
  'incident.set-severity': 'set-severity',
  'person.page': 'page',
  'incident.snooze': 'snooze',
  'incident.decline': 'decline',
  'seat.stand-down': 'stand-down',
  'seat.call-back': 'call-back',
  'handoff.give': 'handoff',
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
  if (state === 'superseded') return supersededInWords(command, instead, known);
  if (state !== 'refused') return null;
  if (error?.code === 'stopgaps_open' && incident !== null) return stopgapsOpen(incident, known);
  const isTooLate = error?.code === 'too_late' && incident?.resolvedAt;
  return isTooLate ? tooLate(incident, known) : `${error?.message} ${error?.remedy}`;
}

function tooLate(incident: Incident, known: Knowledge): string {
  const time = timeOf(incident.resolvedAt ?? '', known);
  const { resolvedBy } = incident;
  const who = resolverInWords(resolvedBy, known.people);
  return resolvedBy?.kind === 'hub'
    ? `Too late: ${who} at ${time}.`
    : `Too late: ${who} had resolved it at ${time}.`;
}

/** Which ones stand in the way of the end. */
function stopgapsOpen({ id }: Incident, { stopgaps }: Knowledge): string {
  const open = [...stopgaps.values()].filter(({ incidentId }) => incidentId === id);
  const [first] = open;
  const what = first ? `the stopgap “${oneLine(first.what, stopgapLength)}”` : 'a stopgap';
  const others = open.length > 1 ? ` and ${open.length - 1} more` : '';
  const verb = open.length > 1 ? 'are' : 'is';
  return `Not resolved: ${what}${others} ${verb} still open. Undo each, or make it permanent; then resolve.`;
}
