import { z } from 'zod';
import { Id, Instant, Side } from './identity.ts';
import { limits } from './limits.ts';

const name = z.string().min(1).max(limits.nameLength);
const reason = z.string().max(limits.reasonLength);
const Span = { from: Instant, until: Instant };

/** Somebody whom a rota names; `personId` is null while they have not joined. */
export const RotaMember = z.object({ personId: Id.nullable(), name });
export type RotaMember = z.infer<typeof RotaMember>;

/** A time during which the same people are on call; `until` is exclusive. */
export const ShiftView = z.object({
  ...Span,
  /** Empty: a gap. */
  people: z.array(RotaMember),
  /** The override that made it so; null: the rota itself. */
  overrideId: Id.nullable(),
});
export type ShiftView = z.infer<typeof ShiftView>;

export const RotaLevel = z.enum(['oncall', 'backup']);

/** A rota with who is on call now and next. */
export const RotaView = z.object({
  id: Id,
  name,
  teamId: Id,
  side: Side,
  level: RotaLevel,
  zone: z.string().max(64),
  /** Those who may take a shift: the people of its layers and of its team. */
  members: z.array(RotaMember),
  now: ShiftView,
  /** The next one with other people, or without any; null when that never changes. */
  next: ShiftView.nullable(),
});
export type RotaView = z.infer<typeof RotaView>;

/** A time in which nobody of a team is on call. */
export const Gap = z.object({
  teamId: Id,
  side: Side,
  ...Span,
  /** `nobody` is planned; `unreachable`: who is on call has no laptop that can be reached. */
  cause: z.enum(['nobody', 'unreachable']),
  /** Who cannot be reached. */
  personIds: z.array(Id),
});
export type Gap = z.infer<typeof Gap>;

/** A change of a rota for a time. */
export const Override = z.object({
  id: Id,
  rotaId: Id,
  ...Span,
  /** Who is on call instead; null: whoever is next in the turn. */
  personId: Id.nullable(),
  /** Whose place is taken; null: everybody's. */
  insteadOf: Id.nullable(),
  reason: reason.nullable(),
  source: z.enum(['person', 'swap', 'take-over', 'calendar']),
  /** Of the occurrence in an imported calendar: brought again, it takes the place of this one. */
  calendarUid: z.string().max(limits.dedupKeyLength).nullable(),
  /** Null: imported by an administrator. */
  byId: Id.nullable(),
});
export type Override = z.infer<typeof Override>;

/** Somebody asks a colleague to take a time, for another one or as a gift. */
export const Swap = z.object({
  id: Id,
  rotaId: Id,
  fromId: Id,
  toId: Id,
  /** What the one who asks gives away. */
  give: z.object(Span),
  /** What they take for it; null: nothing. */
  take: z.object(Span).nullable(),
  note: reason.nullable(),
  state: z.enum(['asked', 'accepted', 'declined', 'withdrawn', 'expired']),
  askedAt: Instant,
});
export type Swap = z.infer<typeof Swap>;

/** Alerts that match call nobody between two times. */
export const Silence = z.object({
  id: Id,
  kind: z.enum(['silence', 'maintenance']),
  /** Id of the service in the config, or the name that alerts bear; null: any. */
  service: z.string().min(1).max(limits.serviceLength).nullable(),
  /** Label → what its value must be, or `/regular expression/`; all of them must match. */
  matchers: z.record(
    z.string().min(1).max(limits.labelNameLength),
    z.string().min(1).max(limits.labelValueLength),
  ),
  ...Span,
  reason: z.string().min(1).max(limits.reasonLength),
  byId: Id,
});
export type Silence = z.infer<typeof Silence>;

/** What a laptop looks at by itself to say whether its user would hear a page. */
export const checkNames = [
  'link',
  'audio-device',
  'volume',
  'mute',
  'notifications',
  'window',
] as const;
export const SelfCheck = z.object({
  name: z.enum(checkNames),
  isOk: z.boolean(),
  /** What is wrong and what to do, in words. */
  detail: z.string().max(limits.checkDetailLength).nullable(),
});
export type SelfCheck = z.infer<typeof SelfCheck>;

/** A test of whether somebody on call would hear a page. */
export const Drill = z.object({
  id: Id,
  /** `audible` rings and must be confirmed; `silent` is done by the laptops alone. */
  kind: z.enum(['audible', 'silent']),
  personId: Id,
  rotaIds: z.array(Id),
  startedAt: Instant,
  /** Failed if it has not passed by then. */
  passBy: Instant,
  state: z.enum(['open', 'passed', 'failed']),
  /** What each device found. */
  reports: z.array(
    z.object({ deviceId: Id, at: Instant, checks: z.array(SelfCheck).max(limits.selfChecks) }),
  ),
  endedAt: Instant.nullable(),
});
export type Drill = z.infer<typeof Drill>;

/** What is wrong with the hub itself, for the board. */
export const HubProblem = z.object({
  kind: z.enum(['config', 'engine']),
  at: Instant,
  text: z.string().max(limits.reasonLength * 2),
});
export type HubProblem = z.infer<typeof HubProblem>;

/** Who is on call, and what concerns that. */
export const OnCallView = z.object({
  rotas: z.array(RotaView),
  /** Of the coming weeks, the next first. */
  gaps: z.array(Gap),
  /** Those that nobody has answered. */
  swaps: z.array(Swap),
  /** In force or to come. */
  silences: z.array(Silence),
  /** Open ones, and the last of each person on call. */
  drills: z.array(Drill),
  /** People on call of whose devices none has had a link for long. */
  unreachable: z.array(z.object({ personId: Id, since: Instant })),
  problems: z.array(HubProblem),
});
export type OnCallView = z.infer<typeof OnCallView>;

export const nobodyOnCall: OnCallView = {
  rotas: [],
  gaps: [],
  swaps: [],
  silences: [],
  drills: [],
  unreachable: [],
  problems: [],
};

/** Query of `GET /api/oncall/calendar`. */
export const CalendarQuery = z.object({
  /** Rotas by id, separated by commas; empty: all. */
  rotas: z
    .string()
    .max(10_000)
    .default('')
    .transform((text) => text.split(',').filter((id) => id !== '')),
  from: Instant,
  until: Instant,
});
export type CalendarQuery = z.infer<typeof CalendarQuery>;

/** Answer of `GET /api/oncall/calendar`. */
export const Calendar = z.object({
  ...Span,
  rotas: z.array(z.object({ rotaId: Id, shifts: z.array(ShiftView) })),
  overrides: z.array(Override),
  gaps: z.array(Gap),
});
export type Calendar = z.infer<typeof Calendar>;

/** Body, as JSON, of `POST /api/oncall/subscriptions`. Null: all shifts of the person who asks. */
export const SubscriptionRequest = z.object({ rotaId: Id.nullable() });
export type SubscriptionRequest = z.infer<typeof SubscriptionRequest>;

/** Answer of `POST /api/oncall/subscriptions`: an address for calendar programs. */
export const Subscription = z.object({ url: z.string().max(limits.urlLength) });
export type Subscription = z.infer<typeof Subscription>;

/**
 * Answer of `POST /api/oncall/leave`, whose body is an iCalendar file: in the times of its events the
 * person who asks is absent from every rota that names them.
 */
export const LeaveImported = z.object({
  /** Overrides that were made, or took the place of an earlier one of the same occurrence. */
  added: z.int().min(0),
  /** Occurrences that changed nothing: over, outside of all rotas, or imported before. */
  unchanged: z.int().min(0),
  /** What was left out and why, in words; the first ones. */
  problems: z.array(z.string().max(limits.checkDetailLength)).max(20),
});
export type LeaveImported = z.infer<typeof LeaveImported>;
