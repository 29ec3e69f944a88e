import type { Attachment } from '../protocol/attachment.ts';
import { limits } from '../protocol/limits.ts';
import type { MessageEntry } from '../protocol/room.ts';
import { isBlank } from './blank.ts';
import { already, applied, baseOf, refused } from './command-case.ts';
import type { CommandCase, CommandVerdict, IncidentCircumstances } from './command-case.ts';
import { mentionsIn } from './mentioning.ts';

/** Commands of the conversation; a room stays open for them after its incident is resolved. */
export type RoomCommandType =
  | 'message.post'
  | 'message.edit'
  | 'message.delete'
  | 'message.react'
  | 'message.pin'
  | 'message.mark';

type ChangeType = Exclude<RoomCommandType, 'message.post'>;

/** Says what a command of the conversation does. */
export function judgeRoomCommand(roomCase: CommandCase<RoomCommandType>): CommandVerdict {
  const { command } = roomCase;
  if (command.type === 'message.post') return post({ ...roomCase, command });
  return judgeChange({ ...roomCase, command });
}

function post(postCase: CommandCase<'message.post'>): CommandVerdict {
  const { command, commandId, records } = postCase;
  const { kind, text, replyTo } = command;
  if (isBlank(text) && command.attachments.length === 0) return refused('message_empty');
  // Answers are forgotten after some weeks, messages are not: a very late repeat ends up here.
  if (records.message(commandId))
    return isOwnRepeat(postCase) ? already : refused('command_reused');
  if (replyTo !== null && !messageOf(postCase, replyTo)) return refused('message_unknown');
  const attachments = command.attachments.flatMap(({ hash, name }): Attachment[] => {
    const stored = records.attachment(hash);
    return stored ? [{ ...stored, name }] : [];
  });
  if (attachments.length < command.attachments.length) return refused('attachment_unknown');
  const mentions = mentionsIn(text, records.people());
  return applied({
    ...baseOf(postCase),
    type: 'message.posted',
    messageId: commandId,
    ...{ kind, text, replyTo, attachments, mentions },
  });
}

/** A deleted message is unknown to all but those who delete it again. */
function judgeChange(changeCase: CommandCase<ChangeType>): CommandVerdict {
  const { command, person } = changeCase;
  const message = messageOf(changeCase, command.messageId);
  if (!message) return refused('message_unknown');
  const isForWriter = command.type === 'message.edit' || command.type === 'message.delete';
  if (isForWriter && !isBy(message, person.id)) return refused('message_not_yours');
  if (message.deletedAt !== null) {
    return command.type === 'message.delete' ? already : refused('message_unknown');
  }
  const { messageId } = message;
  const base = { ...baseOf(changeCase), messageId };
  switch (command.type) {
    case 'message.edit':
      return edit({ ...changeCase, command }, message);
    case 'message.delete':
      return applied({ ...base, type: 'message.deleted' });
    case 'message.react': {
      const { reaction, isOn } = command;
      const personId = person.id;
      if (hasReacted(message, personId, reaction) === isOn) return already;
      return applied({ ...base, type: 'message.reacted', personId, reaction, isOn });
    }
    case 'message.pin': {
      const { isOn } = command;
      return message.isPinned === isOn
        ? already
        : applied({ ...base, type: 'message.pinned', isOn });
    }
    case 'message.mark': {
      const { isOn } = command;
      return message.isMilestone === isOn
        ? already
        : applied({ ...base, type: 'message.marked', isOn });
    }
  }
}

function edit(editCase: CommandCase<'message.edit'>, message: MessageEntry): CommandVerdict {
  const { text } = editCase.command;
  if (isBlank(text) && message.attachments.length === 0) return refused('message_empty');
  if (text === message.text) return already;
  if (message.history.length >= limits.messageEdits) return refused('message_edited_out');
  const mentions = mentionsIn(text, editCase.records.people());
  const { messageId } = message;
  return applied({ ...baseOf(editCase), type: 'message.edited', messageId, text, mentions });
}

/** The message, if it stands in this room. */
function messageOf(
  { records, incident }: IncidentCircumstances,
  messageId: string,
): MessageEntry | undefined {
  const known = records.message(messageId);
  return known?.incidentId === incident.id ? known.entry : undefined;
}

function isOwnRepeat(postCase: CommandCase<'message.post'>): boolean {
  const message = messageOf(postCase, postCase.commandId);
  return message !== undefined && isBy(message, postCase.person.id);
}

function isBy({ actor }: MessageEntry, personId: string): boolean {
  return actor.kind === 'person' && actor.personId === personId;
}

function hasReacted({ reactions }: MessageEntry, personId: string, reaction: string): boolean {
  return reactions.some((one) => one.reaction === reaction && one.personIds.includes(personId));
}
