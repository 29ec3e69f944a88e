import { z } from 'zod';
import { Id } from './identity.ts';

/** Somebody who has a room open on at least one device. */
export const PresentPerson = z.object({
  personId: Id,
  /** Had input of late; otherwise only connected. */
  isPresent: z.boolean(),
  isTyping: z.boolean(),
});
export type PresentPerson = z.infer<typeof PresentPerson>;
