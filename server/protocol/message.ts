import { z } from 'zod';
import { Id, Side } from './identity.ts';
import { limits } from './limits.ts';

/**
 * What a message is for. All but `message` are milestones by themselves: a `note` for the timeline,
 * the `status` that others may quote, a `stopgap` that somebody put in place.
 */
export const messageKinds = ['message', 'note', 'status', 'stopgap'] as const;
export const MessageKind = z.enum(messageKinds);
export type MessageKind = z.infer<typeof MessageKind>;

export const reactions = ['agree', 'disagree', 'looking', 'done', 'thanks', 'unclear'] as const;
export const Reaction = z.enum(reactions);
export type Reaction = z.infer<typeof Reaction>;

/** Id of a message: that of the command that posted it. */
export const MessageId = z.uuid();

export const MessageText = z.string().max(limits.messageLength);

/** Whom a message calls by name, as the hub read it out of the text; see `findMentions`. */
export const Mentions = z.object({ people: z.array(Id), sides: z.array(Side) });
export type Mentions = z.infer<typeof Mentions>;
