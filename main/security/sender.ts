import type { Sender } from '../ipc/register.ts';
import { isOwnUrl } from './app-origin.ts';

/** What is looked at in an `IpcMainInvokeEvent`. The frame may be gone when its message arrives. */
export interface SenderEvent {
  sender: { id: number };
  senderFrame: { url: string; parent: object | null } | null;
}

/**
 * Which of our windows sent it: the main frame of one that we made, still at its own address.
 * Null for everything else.
 * @see https://www.electronjs.org/docs/latest/tutorial/security (17)
 */
export function identifySender(
  event: SenderEvent,
  windowOf: (contentsId: number) => Sender | null,
): Sender | null {
  const frame = event.senderFrame;
  if (frame === null || frame.parent !== null || !isOwnUrl(frame.url)) return null;
  return windowOf(event.sender.id);
}
