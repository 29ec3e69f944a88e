import { z } from 'zod';
import { Actor, Id, Instant, Seq } from './identity.ts';
import { limits } from './limits.ts';
import { Drill, Gap, Override, SelfCheck, Silence, Swap } from './oncall.ts';

const base = { seq: Seq, at: Instant, actor: Actor };

/** Events about who is on call, whether they would hear a page, and what calls nobody. */
export const dutyEvents = [
  z.object({ ...base, type: z.literal('override.added'), override: Override }),
  z.object({ ...base, type: z.literal('override.removed'), overrideId: Id }),
  /** A swap was asked for, or answered. Knocks at the other one's laptops. */
  z.object({ ...base, type: z.literal('swap.changed'), swap: Swap }),
  /** Other people are on call from now on. Knocks at the laptops of those who come and go. */
  z.object({
    ...base,
    type: z.literal('shift.turned'),
    rotaId: Id,
    /** On call now. */
    personIds: z.array(Id),
    /** No longer. */
    endedIds: z.array(Id),
    /** Null: nothing changes any more. */
    until: Instant.nullable(),
  }),
  /** Somebody on call cannot be heard: anybody of these may take the shift. Knocks at their laptops. */
  z.object({
    ...base,
    type: z.literal('shift.offered'),
    rotaId: Id,
    personId: Id,
    until: Instant,
    personIds: z.array(Id),
    reason: z.string().max(limits.reasonLength),
  }),
  /** Nobody will be on call. Knocks at the laptops of both teams. */
  z.object({
    ...base,
    type: z.literal('gap.warned'),
    gap: Gap,
    ahead: z.enum(['week', 'day', 'hour']),
    personIds: z.array(Id),
  }),
  z.object({ ...base, type: z.literal('silence.created'), silence: Silence }),
  /** Knocks at the laptops of its author's team an hour before it ends. */
  z.object({ ...base, type: z.literal('silence.expiring'), silenceId: Id, personIds: z.array(Id) }),
  z.object({
    ...base,
    type: z.literal('silence.ended'),
    silenceId: Id,
    cause: z.enum(['over', 'person']),
  }),
  /** An audible one rings at the person's laptops. */
  z.object({ ...base, type: z.literal('drill.started'), drill: Drill }),
  z.object({
    ...base,
    type: z.literal('drill.reported'),
    drillId: Id,
    deviceId: Id,
    checks: z.array(SelfCheck).max(limits.selfChecks),
  }),
  /** `failed` knocks at the laptops of the person. */
  z.object({
    ...base,
    type: z.literal('drill.ended'),
    drillId: Id,
    personId: Id,
    outcome: z.enum(['passed', 'failed']),
    reason: z.string().max(limits.reasonLength).nullable(),
  }),
  /** No laptop of somebody on call has had a link for long. Knocks at the laptops of `personIds`. */
  z.object({
    ...base,
    type: z.literal('person.unreachable'),
    personId: Id,
    since: Instant,
    rotaIds: z.array(Id),
    personIds: z.array(Id),
  }),
  z.object({ ...base, type: z.literal('person.reachable'), personId: Id }),
  /** A test over one of a person's own channels: asked for, then sent or failed. */
  z.object({
    ...base,
    type: z.literal('channel.tested'),
    /** Id of the command that asked for it. */
    testId: Id,
    personId: Id,
    /** As in `channel.test`. */
    name: z.string().min(1).max(limits.nameLength),
    outcome: z.enum(['asked', 'sent', 'failed']),
    /** Why it failed, in words. */
    problem: z.string().max(limits.probeDetailLength).nullable(),
  }),
  /** The hub found something in its paging that should not be, and what it did. Knocks everywhere. */
  z.object({
    ...base,
    type: z.literal('engine.alarm'),
    problem: z.string().min(1).max(limits.reasonLength),
  }),
] as const;
