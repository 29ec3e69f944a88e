import { z } from 'zod';
import { Id } from '../../server/protocol/identity.ts';

export const PersonView = z.object({
  id: Id,
  name: z.string(),
  initials: z.string(),
  isMe: z.boolean(),
});
export type PersonView = z.infer<typeof PersonView>;
