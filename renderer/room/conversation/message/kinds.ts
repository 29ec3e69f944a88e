import Bandage from '@lucide/svelte/icons/bandage';
import Check from '@lucide/svelte/icons/check';
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import Eye from '@lucide/svelte/icons/eye';
import HandHeart from '@lucide/svelte/icons/hand-heart';
import Megaphone from '@lucide/svelte/icons/megaphone';
import NotebookPen from '@lucide/svelte/icons/notebook-pen';
import ThumbsDown from '@lucide/svelte/icons/thumbs-down';
import ThumbsUp from '@lucide/svelte/icons/thumbs-up';
import type { Component } from 'svelte';
import type { MessageKind, Reaction } from '../../../../server/protocol/message.ts';

interface Look {
  word: string;
  icon: Component;
}

/** What a message is for, when it is more than talk. */
export const kindLooks: Record<Exclude<MessageKind, 'message'>, Look> = {
  note: { word: 'Note', icon: NotebookPen },
  status: { word: 'Status', icon: Megaphone },
  stopgap: { word: 'Stopgap', icon: Bandage },
};

/** In the order in which they are offered. */
export const reactionLooks: Record<Reaction, Look> = {
  agree: { word: 'Agree', icon: ThumbsUp },
  disagree: { word: 'Disagree', icon: ThumbsDown },
  looking: { word: 'Looking', icon: Eye },
  done: { word: 'Done', icon: Check },
  thanks: { word: 'Thanks', icon: HandHeart },
  unclear: { word: 'Unclear', icon: CircleQuestionMark },
};

export const offeredReactions = Object.keys(reactionLooks) as Reaction[];
