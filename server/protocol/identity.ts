import { z } from 'zod';
import { limits } from './limits.ts';

export const Id = z.string().min(1).max(64);
/** An instant as the hub writes it: RFC 3339 in UTC with milliseconds. */
export const Instant = z.iso.datetime({ precision: 3 });
export const Seq = z.int().min(0);

export const sides = ['developer', 'sre'] as const;
/** The side a person stands on, and the name of the seat that side fills. */
export const Side = z.enum(sides);
export type Side = z.infer<typeof Side>;

export const Person = z.object({
  id: Id,
  name: z.string().min(1).max(limits.nameLength),
  side: Side,
});
export type Person = z.infer<typeof Person>;

/** A device as others may see it. */
export const Device = z.object({
  id: Id,
  personId: Id,
  name: z.string().min(1).max(limits.nameLength),
  /** Null while the device has not told; `silent` means that its user would not hear a siren. */
  sound: z.enum(['audible', 'silent']).nullable(),
});
export type Device = z.infer<typeof Device>;

/** IANA time zone of a person's laptop, e.g. `Europe/Berlin`. Its reader may never have heard of it. */
export const Zone = z
  .string()
  .max(64)
  .regex(/^[\w+-]+(?:\/[\w+-]+)*$/);

/** Who did it: a person on a device, a sender through its integration key, or the hub by itself. */
export const Actor = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    personId: Id,
    deviceId: Id.nullable(),
    /** Where the person's laptop was then, if it told. */
    zone: Zone.optional(),
  }),
  z.object({ kind: z.literal('sender'), integration: z.string().max(limits.nameLength) }),
  z.object({ kind: z.literal('hub') }),
]);
export type Actor = z.infer<typeof Actor>;
