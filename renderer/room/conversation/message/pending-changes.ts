import type { PendingCommand } from '../../../../main/ipc/room-views.ts';
import type { Reaction } from '../../../../server/protocol/message.ts';

/** What this laptop has asked for a message and the hub has not answered yet. */
export interface MessageChanges {
  /** Its new text. */
  text: string | null;
  isDeleting: boolean;
  isPinned: boolean | null;
  isMilestone: boolean | null;
  reactions: ReadonlyMap<Reaction, boolean>;
  isWaiting: boolean;
}

export type PendingPost = PendingCommand & {
  command: Extract<PendingCommand['command'], { type: 'message.post' }>;
};

/** Messages on their way, but for those that the room has already. */
export function pendingPosts(
  pending: readonly PendingCommand[],
  isPosted: (messageId: string) => boolean,
): PendingPost[] {
  return pending.filter(
    (one): one is PendingPost => one.command.type === 'message.post' && !isPosted(one.id),
  );
}

/** Message → what is to become of it. What was refused is told elsewhere. */
export function pendingChanges(pending: readonly PendingCommand[]): Map<string, MessageChanges> {
  const changes = new Map<string, MessageChanges>();
  for (const { command, state } of pending) {
    if (!('messageId' in command) || state === 'refused' || state === 'superseded') continue;
    const before = changes.get(command.messageId) ?? none;
    const isWaiting = before.isWaiting || state === 'waiting-for-link';
    changes.set(command.messageId, { ...before, ...changeOf(command, before), isWaiting });
  }
  return changes;
}

const none: MessageChanges = {
  text: null,
  isDeleting: false,
  isPinned: null,
  isMilestone: null,
  reactions: new Map(),
  isWaiting: false,
};

function changeOf(
  command: Extract<PendingCommand['command'], { messageId: string }>,
  before: MessageChanges,
): Partial<MessageChanges> {
  switch (command.type) {
    case 'message.edit':
      return { text: command.text };
    case 'message.delete':
      return { isDeleting: true };
    case 'message.pin':
      return { isPinned: command.isOn };
    case 'message.mark':
      return { isMilestone: command.isOn };
    case 'message.react':
      return { reactions: new Map(before.reactions).set(command.reaction, command.isOn) };
  }
}
