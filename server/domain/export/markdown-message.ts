import type { Attachment } from '../../protocol/attachment.ts';
import type { MessageEntry } from '../../protocol/room.ts';
import { actorInWords } from '../../protocol/timeline-words.ts';
import type { TimelineNames } from '../../protocol/timeline-words.ts';
import { inline, said, shortened } from './markdown-text.ts';
import { size, utc } from './markdown-times.ts';

const kinds = { message: '', note: 'note', status: 'status', stopgap: 'stopgap' } as const;

/** A message with all that it said before and what others made of it, as an item of a list. */
export function messageLines(
  entry: MessageEntry,
  names: TimelineNames,
  messages: ReadonlyMap<string, MessageEntry>,
): string[] {
  const replied = entry.replyTo === null ? undefined : messages.get(entry.replyTo);
  const blocks = [
    ...(replied ? [[`In reply to ${repliedInWords(replied, names)}`]] : []),
    ...textBlocks(entry),
    ...entry.attachments.map((one) => [attachmentLine(one)]),
    ...entry.history.flatMap((before) => [
      [`Until ${utc(before.until)} it said:`],
      said(before.text),
    ]),
    ...entry.reactions.map(({ reaction, personIds }) => [
      `Reaction “${reaction}”: ${personIds.map((id) => inline(names.person(id))).join(', ')}`,
    ]),
  ];
  return [
    `- ${utc(entry.at)} · **${inline(actorInWords(entry.actor, names))}**${tags(entry)}:`,
    ...blocks.flatMap((lines) => ['', ...lines.map((line) => `  ${line}`)]),
    '',
  ];
}

function textBlocks({ text, attachments, deletedAt }: MessageEntry): string[][] {
  if (deletedAt !== null) return [[`Deleted: ${utc(deletedAt)}`]];
  return text === '' && attachments.length > 0 ? [] : [said(text)];
}

function tags({ messageKind, isPinned, isMilestone, editedAt }: MessageEntry): string {
  const all = [
    kinds[messageKind],
    isMilestone ? 'milestone' : '',
    isPinned ? 'pinned' : '',
    editedAt === null ? '' : `edited ${utc(editedAt)}`,
  ].filter((tag) => tag !== '');
  return all.length === 0 ? '' : ` (${all.join(', ')})`;
}

function repliedInWords(replied: MessageEntry, names: TimelineNames): string {
  const who = inline(actorInWords(replied.actor, names));
  const words = replied.deletedAt === null ? `“${inline(shortened(replied.text))}”` : '(deleted)';
  return `${who}, ${utc(replied.at)}: ${words}`;
}

function attachmentLine({ name, mediaType, sizeBytes, hash }: Attachment): string {
  return `Attached: ${inline(name)} (${inline(mediaType)}, ${size(sizeBytes)}, SHA-256 ${hash})`;
}
