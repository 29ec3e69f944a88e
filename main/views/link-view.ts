import { toInstant } from '../clock.ts';
import type { LinkView } from '../ipc/views.ts';
import type { Knowledge } from './knowledge.ts';

export function linkView({ link, hub }: Pick<Knowledge, 'link' | 'hub'>): LinkView {
  return {
    state: link.state,
    hub,
    since: toInstant(link.since),
    nextTryAt: link.nextTryAt === null ? null : toInstant(link.nextTryAt),
    roundTripMs: link.roundTripMs,
    message: link.message,
  };
}
