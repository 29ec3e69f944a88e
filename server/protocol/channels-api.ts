import { z } from 'zod';
import { limits } from './limits.ts';
import { ChannelKind } from './paging.ts';

/** Answer of `GET /api/channels`: how the hub reaches this person without a laptop. */
export const ChannelsAnswer = z.object({
  channels: z.array(
    z.object({
      /** `email`, `ntfy`, or the name of a webhook. */
      name: z.string().min(1).max(limits.nameLength),
      kind: ChannelKind,
      address: z.string().max(limits.urlLength),
      /** How long after a page that nobody answers. */
      afterMs: z.int().min(0),
    }),
  ),
});
export type ChannelsAnswer = z.infer<typeof ChannelsAnswer>;
