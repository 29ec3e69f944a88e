import { z } from 'zod';
import { Alert } from './alert.ts';
import { CardSummary } from './card.ts';
import { Command, CommandAnswer, Report, WireError } from './commands.ts';
import { WireEvent } from './events.ts';
import { Device, Id, Instant, Person, Seq, Zone } from './identity.ts';
import { Incident } from './incident.ts';
import { limits } from './limits.ts';
import { OnCallView } from './oncall.ts';
import { PresentPerson } from './presence.ts';
import { Stopgap } from './stopgap.ts';
import { ConfigView } from './teams.ts';

/** Name of the WebSocket subprotocol; another version is refused in the handshake. */
export const subprotocol = 'tocsin.v1';

export const ClientFrame = z.discriminatedUnion('type', [
  /** First frame of a session. `since` is the client's cursor, null when it knows nothing. */
  z.object({
    type: z.literal('hello'),
    since: Seq.nullable(),
    /** The hub whose journal `since` counts in; a foreign cursor is answered with a snapshot. */
    hubId: Id.nullable(),
    /** The epoch of the last `welcome` under which `since` moved; null when it knows none. */
    epoch: Id.nullable(),
    client: z.object({ version: z.string().max(40), platform: z.string().max(40) }),
    /** Where the laptop is: goes with what its person does in this session. */
    zone: Zone.optional(),
  }),
  /** `id` is made by the client (UUIDv7); a repeated id gets the first answer again. */
  z.object({ type: z.literal('command'), id: z.uuid(), command: Command }),
  z.object({ type: z.literal('report'), report: Report }),
  /**
   * Where this device's person is, whole each time: the rooms it has open, whether the person had input
   * of late, and where they write. Holds until the next one or the end of the session; `typingIn`
   * only for twice `limits.typingMs`.
   */
  z.object({
    type: z.literal('presence'),
    rooms: z.array(Id).max(limits.openRooms),
    isPresent: z.boolean(),
    typingIn: Id.nullable(),
  }),
  /** Asks for one `pong`, to measure the link. */
  z.object({ type: z.literal('ping'), id: Id }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;

export const HubFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    session: Id,
    hubId: Id,
    /** Begins anew with each start of the hub: tells a history from one after an older backup. */
    epoch: Id,
    hubVersion: z.string(),
    serverTime: Instant,
    you: z.object({ person: Person, deviceId: Id }),
    /** Head of the journal now: the session is live once the client's cursor reaches it. */
    head: Seq,
    resume: z.enum(['replay', 'snapshot']),
    heartbeatMs: z.int().positive(),
  }),
  /** Replaces all the client knows, in parts; `seq` is the cursor after the last part. */
  z.object({
    type: z.literal('snapshot'),
    seq: Seq,
    part: z.int().min(0),
    last: z.boolean(),
    people: z.array(Person),
    devices: z.array(Device),
    incidents: z.array(Incident),
    alerts: z.array(Alert),
    /** Those that are open, of all incidents. */
    stopgaps: z.array(Stopgap).default([]),
    /** Those that wait for their team. */
    cards: z.array(CardSummary).default([]),
  }),
  z.object({ type: z.literal('event'), event: WireEvent }),
  /** All before this was catching up; what follows happens now. */
  z.object({ type: z.literal('live'), seq: Seq }),
  z.object({ type: z.literal('reply'), re: z.string(), answer: CommandAnswer }),
  /**
   * Who is in a room that this device has open, whole each time; no event, and never resent. Comes on
   * a change, at most a few times a second.
   */
  z.object({ type: z.literal('presence'), incidentId: Id, people: z.array(PresentPerson) }),
  /** Whole each time: after each welcome, when the config changes, and when a team opens or closes. */
  z.object({ type: z.literal('config'), config: ConfigView }),
  /**
   * Who is on call and what concerns that; after each welcome and on a change. `rotas` holds all of them
   * when `isWhole`, else those that changed; the rest is whole each time.
   */
  z.object({ type: z.literal('oncall'), isWhole: z.boolean(), view: OnCallView }),
  z.object({ type: z.literal('pong'), re: Id, serverTime: Instant }),
  z.object({ type: z.literal('error'), error: WireError }),
]);
export type HubFrame = z.infer<typeof HubFrame>;
