import type { RoomView } from '../../../../main/ipc/room-views.ts';
import { limits } from '../../../../server/protocol/limits.ts';

/** Near the end of what a message holds, people want to know. */
const tellFrom = limits.messageLength - 500;

/** Why nothing can be written here; null when it can. */
export function whyNot(view: RoomView | null): string | null {
  if (view === null) return 'Asking Tocsin about this room';
  if (view.link.state === 'refused') return 'The hub refuses this laptop. Join it again to write.';
  if (view.link.state === 'not-joined' || view.me === null) {
    return 'This laptop has not joined a hub, so nobody would read it.';
  }
  return null;
}

/** What stands where nothing is written yet. Being cut off stops nobody from writing. */
export function placeholderOf(view: RoomView | null): string {
  const problem = whyNot(view);
  if (problem !== null) return problem;
  return view?.link.state === 'online'
    ? 'Write, @ calls somebody, / gives a command'
    : 'Cut off: what you write waits here';
}

/** How much room is left, when it is little: "120 left", "36 too many". */
export function roomLeft(length: number): string {
  const left = limits.messageLength - length;
  if (length < tellFrom) return '';
  return left < 0 ? `${-left} too many` : `${left} left`;
}
