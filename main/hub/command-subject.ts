import type { Command } from '../../server/protocol/commands.ts';

type MessageCommand = Extract<Command, { type: `message.${string}` }>;
/** Commands about the incident itself, which all windows show; the others are a room's alone. */
type IncidentCommand = Extract<
  Command,
  { type: `incident.${string}` | 'sound.silence' | 'person.page' }
>;

/** Whether a command is part of the conversation. */
export function isOfConversation(command: Command): command is MessageCommand {
  return command.type.startsWith('message.');
}

/** Whether a command is about the incident itself: who has it, how bad it is, whether it is over. */
export function isOfIncident(command: Command): command is IncidentCommand {
  const { type } = command;
  return type.startsWith('incident.') || type === 'sound.silence' || type === 'person.page';
}

/**
 * What a command is about. When it comes to nothing, the next one about the same takes its place. Null:
 * somebody wrote something in it, which only its writer may throw away.
 */
export function subjectOf(command: Command): string | null {
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
