import { isOfAnIncident } from '../../server/protocol/commands.ts';
import type { Command, DutyCommand } from '../../server/protocol/commands.ts';

type MessageCommand = Extract<Command, { type: `message.${string}` }>;
/** Commands about the incident itself, which all windows show. */
type WholeIncidentCommand = Extract<
  Command,
  { type: `incident.${string}` | `seat.${string}` | 'sound.silence' | 'person.page' }
>;

/** Whether a command is part of the conversation. */
export function isOfConversation(command: Command): command is MessageCommand {
  return command.type.startsWith('message.');
}

/** Whether a command is about the incident itself: who has it, how bad it is, whether it is over. */
export function isOfIncident(command: Command): command is WholeIncidentCommand {
  const { type } = command;
  if (type.startsWith('incident.') || type.startsWith('seat.')) return true;
  return type === 'sound.silence' || type === 'person.page';
}

/** Whether the row of an incident shows what became of a command; the others are a room's alone. */
export function isOfRow(
  command: Command,
): command is WholeIncidentCommand | Extract<Command, { type: 'handoff.give' }> {
  return isOfIncident(command) || command.type === 'handoff.give';
}

/** Whether a command means the moment at which it was given: done later by itself it would surprise. */
export function isForNow(command: Command): boolean {
  return isOfIncident(command) || momentary.has(command.type);
}

const momentary: ReadonlySet<Command['type']> = new Set([
  'shift.take',
  'drill.confirm',
  'drill.start',
  'channel.test',
]);

/**
 * What a command is about. When it comes to nothing, the next one about the same takes its place. Null:
 * somebody wrote something in it, which only its writer may throw away.
 */
export function subjectOf(command: Command): string | null {
  if (!isOfAnIncident(command)) return dutyOf(command);
  if (isOfIncident(command)) return `incident ${command.incidentId}`;
  switch (command.type) {
    case 'checklist.attach':
      return `${command.type} ${command.incidentId} ${command.hash}`;
    case 'checklist.detach':
      return `${command.type} ${command.checklistId}`;
    case 'step.move':
    case 'step.assign':
    case 'step.set-due':
      return `${command.type} ${command.checklistId} ${command.stepId}`;
    case 'step.set':
      if (command.reason !== null) return null;
      return `${command.type} ${command.checklistId} ${command.stepId}`;
    case 'step.run':
      return `${command.type} ${command.checklistId} ${command.stepId} ${command.part}`;
    case 'stopgap.confirm-permanence':
      return `${command.type} ${command.stopgapId}`;
    case 'card.accept':
      return `${command.type} ${command.incidentId}`;
    default:
      return null;
  }
}

/** The same of a command about who is on call and what calls nobody. */
function dutyOf(command: DutyCommand): string | null {
  switch (command.type) {
    case 'override.add':
      if (command.reason !== null) return null;
      return `${command.type} ${command.rotaId} ${command.from} ${command.until}`;
    case 'override.remove':
      return `${command.type} ${command.overrideId}`;
    case 'swap.ask':
      if (command.note !== null) return null;
      return `${command.type} ${command.rotaId} ${command.toId} ${command.give.from}`;
    case 'swap.answer':
      return `${command.type} ${command.swapId}`;
    case 'shift.take':
      return `${command.type} ${command.rotaId}`;
    case 'silence.create':
      return null;
    case 'silence.end':
      return `${command.type} ${command.silenceId}`;
    case 'drill.confirm':
      return `${command.type} ${command.drillId}`;
    case 'drill.start':
      return command.type;
    case 'channel.test':
      return `${command.type} ${command.name}`;
  }
}
