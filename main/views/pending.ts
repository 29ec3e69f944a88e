import type { Command } from '../../server/protocol/commands.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import type { OutboxEntry } from '../hub/outbox.ts';
import { resolverInWords } from '../hub/words.ts';
import type { PendingView } from '../ipc/views.ts';
import { clockTime } from '../pager/local-time.ts';
import type { Knowledge } from './knowledge.ts';

const names: Record<Command['type'], PendingView['command']> = {
  'incident.acknowledge': 'acknowledge',
  'incident.unacknowledge': 'unacknowledge',
  'incident.resolve': 'resolve',
  'sound.silence': 'silence',
};

/** A command on its way, or what became of one that the hub refused. */
export function pendingView(
  { command, state, error }: OutboxEntry,
  incident: Incident,
  known: Knowledge,
): PendingView {
  const name = names[command.type];
  if (state === 'refused') {
    const isTooLate = error?.code === 'too_late' && incident.resolvedAt !== null;
    const message = isTooLate ? tooLate(incident, known) : `${error?.message} ${error?.remedy}`;
    return { command: name, state, message };
  }
  const isWaiting = state === 'waiting' && known.link.state !== 'online';
  return { command: name, state: isWaiting ? 'waiting-for-link' : 'sending', message: null };
}

function tooLate(incident: Incident, { people, clockSkewMs }: Knowledge): string {
  const at = Date.parse(incident.resolvedAt ?? '') - clockSkewMs;
  const time = clockTime(at, (epochMs) => -new Date(epochMs).getTimezoneOffset());
  const { resolvedBy } = incident;
  const who = resolverInWords(resolvedBy, people);
  return resolvedBy?.kind === 'hub'
    ? `Too late: ${who} at ${time}.`
    : `Too late: ${who} had resolved it at ${time}.`;
}
