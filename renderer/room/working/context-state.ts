import type { RoomContextPush } from '../../../main/ipc/room-views.ts';
import type { LinkView } from '../../../main/ipc/views.ts';

/** What stands where all that was brought are runbooks, which are shown elsewhere. */
export const onlyRunbooks =
  'Only runbooks yet. Senders, deploys and “tocsin context add” bring graphs, logs and links.';

/** What the reader must know of the context beside what it says; null when it is whole. */
export function contextStateInWords(
  context: RoomContextPush | null,
  link: LinkView['state'],
): string | null {
  if (context === null) return 'Reading the context.';
  const isEmpty = context.items.length === 0;
  if (context.state === 'loading') {
    return isEmpty ? 'Reading the context.' : 'More is on its way.';
  }
  if (context.state === 'unavailable' || link !== 'online') {
    return isEmpty
      ? 'The context has not reached this laptop. It comes when the hub can be reached.'
      : 'As this laptop kept it: there may be newer.';
  }
  return isEmpty
    ? 'Nobody has brought any yet. Senders, deploys and “tocsin context add” bring graphs, logs and links.'
    : null;
}
