import type { MessageEntry } from '../../../../server/protocol/room.ts';
import type { Reaction } from '../../../../server/protocol/message.ts';

export interface ReactionChip {
  reaction: Reaction;
  personIds: readonly string[];
  isMine: boolean;
  /** The hub does not know of it yet. */
  isPending: boolean;
}

/** Reactions to a message as they will be once the hub has heard of mine. */
export function reactionChips(
  known: MessageEntry['reactions'],
  pending: ReadonlyMap<Reaction, boolean>,
  myId: string | null,
): ReactionChip[] {
  const kinds = [...known.map(({ reaction }) => reaction), ...pending.keys()];
  return [...new Set(kinds)].flatMap((reaction) => {
    const before = known.find((one) => one.reaction === reaction)?.personIds ?? [];
    const wanted = pending.get(reaction);
    const isMine = wanted ?? (myId !== null && before.includes(myId));
    const others = before.filter((id) => id !== myId);
    const personIds = isMine && myId !== null ? [...others, myId] : others;
    const isPending = wanted !== undefined;
    return personIds.length === 0 ? [] : [{ reaction, personIds, isMine, isPending }];
  });
}
