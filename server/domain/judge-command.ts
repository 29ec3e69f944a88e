import type { Command } from '../protocol/commands.ts';
import { refused } from './command-case.ts';
import type { CommandCase, CommandCircumstances, CommandVerdict } from './command-case.ts';
import { judgeResponse } from './response.ts';
import type { ResponseType } from './response.ts';
import { judgeRoomCommand } from './room-response.ts';
import type { RoomCommandType } from './room-response.ts';

const roomCommandTypes: ReadonlySet<string> = new Set<RoomCommandType>([
  'message.post',
  'message.edit',
  'message.delete',
  'message.react',
  'message.pin',
  'message.mark',
]);

type CommandOf<Type extends Command['type']> = CommandCase<Type>['command'];

/** Says what a person's command does. Never throws, and changes nothing by itself. */
export function judgeCommand(
  command: Command,
  circumstances: CommandCircumstances,
): CommandVerdict {
  const incident = circumstances.records.incident(command.incidentId);
  if (!incident) return refused('incident_unknown');
  return isRoomCommand(command)
    ? judgeRoomCommand({ ...circumstances, command, incident })
    : judgeResponse({ ...circumstances, command, incident });
}

function isRoomCommand(
  command: CommandOf<ResponseType | RoomCommandType>,
): command is CommandOf<RoomCommandType> {
  return roomCommandTypes.has(command.type);
}
