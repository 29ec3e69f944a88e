import type { HandoffView } from '../../../../main/ipc/duty-views.ts';
import type { PendingCommand } from '../../../../main/ipc/room-views.ts';
import { distanceInWords, momentInWords } from '../../../design/moment-in-words.ts';
import { nameOf } from '../../../design/seat-words.ts';
import { sidePeople } from '../../header/seat-banner-words.ts';

/** When it is due, from whom, and for whom: "Due Mon 09:00, in 5 h, from you to the developers". */
export function dueInWords({ dueAt, from, toSide }: HandoffView, nowMs: number): string {
  const when = `${momentInWords(dueAt, nowMs)}, ${distanceInWords(dueAt, nowMs)}`;
  const who = from.isMe ? 'you' : nameOf(from);
  return `${isOverdue({ dueAt }, nowMs) ? 'Was due' : 'Due'} ${when}, from ${who} to ${sidePeople[toSide]}`;
}

export function isOverdue({ dueAt }: Pick<HandoffView, 'dueAt'>, nowMs: number): boolean {
  return Date.parse(dueAt) <= nowMs;
}

/** How far the giving of it has got. */
export function waitingInWords({ state }: Pick<PendingCommand, 'state'>): string {
  return state === 'waiting-for-link'
    ? 'The hand-off is noted here. The hub hears of it when the link is back.'
    : 'Giving the hand-off.';
}
