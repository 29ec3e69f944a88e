import { isOfAnIncident } from '../protocol/commands.ts';
import type { Command, IncidentCommand } from '../protocol/commands.ts';
import { judgeCardCommand } from './card/card-response.ts';
import type { CardCommandType } from './card/card-response.ts';
import { judgeChecklistCommand } from './checklist/checklist-response.ts';
import type { ChecklistCommandType } from './checklist/checklist-response.ts';
import { refused } from './command-case.ts';
import type { CommandCase, CommandCircumstances, CommandVerdict } from './command-case.ts';
import { judgeDutyCommand } from './oncall/duty-response.ts';
import { judgeSeatCommand, seatCommandTypes } from './paging/seat-response.ts';
import type { SeatCommandType } from './paging/seat-response.ts';
import { judgeResponse } from './response.ts';
import type { ResponseType } from './response.ts';
import { judgeRoomCommand } from './room-response.ts';
import type { RoomCommandType } from './room-response.ts';
import { judgeStopgapCommand } from './stopgap/stopgap-response.ts';
import type { StopgapCommandType } from './stopgap/stopgap-response.ts';

type CommandOf<Type extends IncidentCommand['type']> = CommandCase<Type>['command'];

/** Says what a person's command does. Never throws, and changes nothing by itself. */
export function judgeCommand(
  command: Command,
  circumstances: CommandCircumstances,
): CommandVerdict {
  if (!isOfAnIncident(command)) return judgeDutyCommand({ ...circumstances, command });
  const incident = circumstances.records.incident(command.incidentId);
  if (!incident) return refused('incident_unknown');
  const known = { ...circumstances, incident };
  if (isOfRoom(command)) return judgeRoomCommand({ ...known, command });
  if (isOfChecklist(command)) return judgeChecklistCommand({ ...known, command });
  if (isOfStopgap(command)) return judgeStopgapCommand({ ...known, command });
  if (isOfCard(command)) return judgeCardCommand({ ...known, command });
  if (isOfSeats(command)) return judgeSeatCommand({ ...known, command });
  return judgeResponse({ ...known, command });
}

function isOfRoom(command: IncidentCommand): command is CommandOf<RoomCommandType> {
  return command.type.startsWith('message.');
}

function isOfChecklist(command: IncidentCommand): command is CommandOf<ChecklistCommandType> {
  return command.type.startsWith('checklist.') || command.type.startsWith('step.');
}

function isOfStopgap(command: IncidentCommand): command is CommandOf<StopgapCommandType> {
  return command.type.startsWith('stopgap.');
}

function isOfCard(
  command: CommandOf<CardCommandType | SeatCommandType | ResponseType>,
): command is CommandOf<CardCommandType> {
  return command.type.startsWith('card.') || command.type === 'incident.mark-noise';
}

function isOfSeats(
  command: CommandOf<SeatCommandType | ResponseType>,
): command is CommandOf<SeatCommandType> {
  return (seatCommandTypes as readonly string[]).includes(command.type);
}
