import type { Command } from '../protocol/commands.ts';
import { judgeCardCommand } from './card/card-response.ts';
import type { CardCommandType } from './card/card-response.ts';
import { judgeChecklistCommand } from './checklist/checklist-response.ts';
import type { ChecklistCommandType } from './checklist/checklist-response.ts';
import { refused } from './command-case.ts';
import type { CommandCase, CommandCircumstances, CommandVerdict } from './command-case.ts';
import { judgeResponse } from './response.ts';
import type { ResponseType } from './response.ts';
import { judgeRoomCommand } from './room-response.ts';
import type { RoomCommandType } from './room-response.ts';
import { judgeStopgapCommand } from './stopgap/stopgap-response.ts';
import type { StopgapCommandType } from './stopgap/stopgap-response.ts';

type CommandOf<Type extends Command['type']> = CommandCase<Type>['command'];

/** Says what a person's command does. Never throws, and changes nothing by itself. */
export function judgeCommand(
  command: Command,
  circumstances: CommandCircumstances,
): CommandVerdict {
  const incident = circumstances.records.incident(command.incidentId);
  if (!incident) return refused('incident_unknown');
  const known = { ...circumstances, incident };
  if (isOfRoom(command)) return judgeRoomCommand({ ...known, command });
  if (isOfChecklist(command)) return judgeChecklistCommand({ ...known, command });
  if (isOfStopgap(command)) return judgeStopgapCommand({ ...known, command });
  if (isOfCard(command)) return judgeCardCommand({ ...known, command });
  return judgeResponse({ ...known, command });
}

function isOfRoom(command: Command): command is CommandOf<RoomCommandType> {
  return command.type.startsWith('message.');
}

function isOfChecklist(command: Command): command is CommandOf<ChecklistCommandType> {
  return command.type.startsWith('checklist.') || command.type.startsWith('step.');
}

function isOfStopgap(command: Command): command is CommandOf<StopgapCommandType> {
  return command.type.startsWith('stopgap.');
}

function isOfCard(
  command: CommandOf<CardCommandType | ResponseType>,
): command is CommandOf<CardCommandType> {
  return command.type.startsWith('card.') || command.type === 'incident.mark-noise';
}
