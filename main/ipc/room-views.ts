import { z } from 'zod';
import { Alert } from '../../server/protocol/alert.ts';
import { Attachment, AttachmentHash } from '../../server/protocol/attachment.ts';
import { Command } from '../../server/protocol/commands.ts';
import { ContextItem } from '../../server/protocol/context.ts';
import { Id, Instant, Person, Seq, Side } from '../../server/protocol/identity.ts';
import { limits } from '../../server/protocol/limits.ts';
import { RoomEntry } from '../../server/protocol/room.ts';
import { SoughtTab, TeamTimes } from './work-views.ts';
import { IncidentRow, LinkView, LoudnessView, PersonView, SoundView } from './views.ts';

/** What the main process shows to a room window. Each window hears of its own incident only. */

export const RoomPerson = PersonView.extend({ side: Side });
export type RoomPerson = z.infer<typeof RoomPerson>;

/** A command for this room that is on its way, or what became of it if that was not what was wanted. */
export const PendingCommand = z.object({
  id: z.uuid(),
  command: Command,
  requestedAt: Instant,
  /**
   * `uploading`: its attachments go first. `refused` and `superseded` stay until dismissed; a message
   * that was refused can be sent again or taken back into the composer.
   */
  state: z.enum(['uploading', 'waiting-for-link', 'sending', 'refused', 'superseded']),
  /** For `refused` and `superseded`: what happened instead, in words. */
  verdict: z.string().nullable(),
});
export type PendingCommand = z.infer<typeof PendingCommand>;

/** An attachment of a message that waits here, as far as this laptop can tell. */
export const LocalAttachment = Attachment;
export type LocalAttachment = z.infer<typeof LocalAttachment>;

/** All of a room but its entries and its context; whole each time. */
export const RoomView = z.object({
  me: Person.nullable(),
  link: LinkView,
  sound: SoundView,
  loudness: LoudnessView,
  incidentId: Id,
  /** Null while this laptop knows nothing of the incident. */
  incident: IncidentRow.nullable(),
  alerts: z.array(Alert),
  /** `partial`: older entries are still on their way. `unavailable`: they cannot be had now. */
  history: z.enum(['loading', 'partial', 'complete', 'unavailable']),
  /** For `unavailable`: what to do, in words. */
  historyProblem: z.string().nullable(),
  /** Everybody whom the hub knows, to be mentioned or paged. */
  people: z.array(RoomPerson),
  /** Who has the room open now; empty while cut off. */
  here: z.array(z.object({ personId: Id, isPresent: z.boolean(), isTyping: z.boolean() })),
  /** Person → `seq` up to which they have read. */
  reads: z.record(Id, Seq),
  /** In the order in which they were asked for. */
  pending: z.array(PendingCommand),
  /** Of the waiting messages, by hash. */
  localAttachments: z.record(AttachmentHash, LocalAttachment),
  /** Teams that own and operate its service, and those of this person. */
  teams: z.array(TeamTimes),
  /** The developer team's id; null when the config names none. */
  owningTeamId: Id.nullable(),
  /** Names by which the hub runs commands of runbooks. */
  hooks: z.array(z.string()),
  stopgapGraceMs: z.int(),
  /** What of the working side it was opened for. */
  soughtTab: SoughtTab.nullable(),
  /** An entry to go to; `count` grows each time that one is asked for. */
  sought: z.object({ seq: Seq, count: z.int() }).nullable(),
  /** Milliseconds that the hub's clock is ahead of this one; entries carry the hub's times. */
  clockSkewMs: z.number(),
});
export type RoomView = z.infer<typeof RoomView>;

/** Entries that are new or have changed, to be merged by `seq`; after `isReset` they are all there is. */
export const RoomEntriesPush = z.object({
  incidentId: Id,
  isReset: z.boolean(),
  /** In order of `seq`. */
  entries: z.array(RoomEntry),
});
export type RoomEntriesPush = z.infer<typeof RoomEntriesPush>;

export const RoomContextPush = z.object({
  incidentId: Id,
  /** In the order in which they came. */
  items: z.array(ContextItem),
  /** `loading` also while newer items than these are on their way. */
  state: z.enum(['loading', 'complete', 'unavailable']),
});
export type RoomContextPush = z.infer<typeof RoomContextPush>;

/** Commands that a room may give; see the schema of each in the protocol. */
export const RoomRequest = z.object({ command: Command });

export const AttachRequest = z.object({
  incidentId: Id,
  name: z.string().min(1).max(limits.attachmentNameLength),
  /** At most `limits.attachmentBytes`; more is refused with a reason. */
  bytes: z.instanceof(Uint8Array),
});
