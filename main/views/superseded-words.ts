import { isOfAnIncident } from '../../server/protocol/commands.ts';
import type { Command } from '../../server/protocol/commands.ts';
import type { StepStatus } from '../../server/protocol/checklist.ts';
import { stateOf } from '../../server/protocol/checklist-items.ts';
import type { Actor } from '../../server/protocol/identity.ts';
import type { OutboxEntry } from '../hub/outbox.ts';
import { firstName } from '../hub/words.ts';
import type { Knowledge } from './knowledge.ts';
import { timeOf } from './moments.ts';

/** What somebody else had done first; the rest of the sentence is the time. */
const doneInstead: Partial<Record<Command['type'], string>> = {
  'incident.acknowledge': 'had taken it',
  'incident.unacknowledge': 'had given it back',
  'incident.resolve': 'had resolved it',
  'incident.snooze': 'had taken it',
  'seat.stand-down': 'had let that side sleep',
  'seat.call-back': 'had called that side back',
  'handoff.give': 'had given the hand-off',
  'incident.mitigate': 'had marked it mitigated',
  'incident.unmitigate': 'had marked it as still hurting',
  'incident.set-severity': 'had changed the severity',
  'checklist.detach': 'had detached it',
  'stopgap.undo': 'had answered for it',
  'stopgap.extend': 'had changed its expiry or answered for it',
  'stopgap.ask-permanence': 'had asked or answered for it',
  'stopgap.confirm-permanence': 'had answered for it',
  'stopgap.decline-permanence': 'had answered for it',
  'card.edit': 'had edited the card or answered for it',
  'card.accept': 'had edited the card or answered for it',
  'card.waive': 'had answered for the card',
};
const stepInstead: Record<StepStatus, string> = {
  open: 'put it back',
  doing: 'began it',
  done: 'did it',
  skipped: 'skipped it',
  failed: 'could not do it',
};

/** What happened instead of a command that somebody else was ahead of. */
export function supersededInWords(
  command: Command,
  instead: OutboxEntry['instead'],
  known: Knowledge,
): string {
  if (instead === null) return `Somebody else was first.${kept(command)}`;
  const { actor, at } = instead;
  const who = actorInWords(actor, known);
  const time = timeOf(at, known);
  if (command.type === 'step.set')
    return `${atStart(who)} ${stepWords(command, known)} at ${time}.`;
  const did = doneInWords(command, known) ?? doneInstead[command.type] ?? 'was first';
  return `Too late: ${who} ${did} at ${time}.${kept(command)}`;
}

/** What was written is not lost. */
function kept({ type }: Command): string {
  return type === 'card.edit' ? ' What you wrote is kept here.' : '';
}

function stepWords(
  { incidentId, checklistId, stepId }: Extract<Command, { type: 'step.set' }>,
  known: Knowledge,
): string {
  const checklists = known.rooms.of(incidentId)?.log.checklists ?? [];
  const checklist = checklists.find(({ id }) => id === checklistId);
  return checklist ? stepInstead[stateOf(checklist, stepId).status] : 'was first';
}

/** As far as the room tells more than that somebody was first. */
function doneInWords(command: Command, { rooms }: Knowledge): string | null {
  if (!isOfAnIncident(command)) return null;
  const log = rooms.of(command.incidentId)?.log;
  if ('stopgapId' in command) {
    const stopgap = log?.stopgaps.find(({ id }) => id === command.stopgapId);
    if (stopgap?.state === 'undone') return 'had undone it';
    if (stopgap?.state === 'permanent') return 'had made it permanent';
    if (command.type === 'stopgap.extend' && stopgap) return 'had extended it';
    return null;
  }
  if (!command.type.startsWith('card.')) return null;
  if (log?.card?.state === 'accepted') return 'had accepted the card';
  if (log?.card?.state === 'waived') return 'had waived the card';
  return log?.card ? 'had edited the card' : null;
}

function actorInWords(actor: Actor, { people, me }: Knowledge): string {
  if (actor.kind === 'sender') return actor.integration;
  if (actor.kind === 'hub') return 'the hub';
  return actor.personId === me?.id ? 'you' : firstName(actor.personId, people);
}

function atStart(who: string): string {
  return `${who.charAt(0).toUpperCase()}${who.slice(1)}`;
}
