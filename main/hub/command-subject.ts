import type { Command } from '../../server/protocol/commands.ts';

type MessageCommand = Extract<Command, { type: `message.${string}` }>;

/** Whether a command is part of the conversation, and not about the incident itself. */
export function isOfConversation(command: Command): command is MessageCommand {
  return command.type.startsWith('message.');
}
