import type { PageKind } from '../ipc/contract.ts';
import { isOwnUrl } from './app-origin.ts';

/** What is looked at in an `IpcMainInvokeEvent`. The frame may be gone when its message arrives. */
export interface SenderEvent {
  sender: { id: number };
  senderFrame: { url: string; parent: object | null } | null;
}

/**
 * Which of our pages sent it: the main frame of a window that we made, still at its own address.
 * Null for everything else.
 * @see https://www.electronjs.org/docs/latest/tutorial/security (17)
 */
export function identifySender(
  event: SenderEvent,
  pageOf: (contentsId: number) => PageKind | null,
): PageKind | null {
  const frame = event.senderFrame;
  if (frame === null || frame.parent !== null || !isOwnUrl(frame.url)) return null;
  return pageOf(event.sender.id);
}
