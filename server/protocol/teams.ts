import { z } from 'zod';
import { Id, Instant, Side } from './identity.ts';
import { limits } from './limits.ts';

/** A team of the hub's config, as laptops need it: to say who owns what, and when they are there. */
export const TeamView = z.object({
  id: Id,
  name: z.string().min(1).max(limits.nameLength),
  side: Side,
  zone: z.string().max(64),
  /** Those who have joined. */
  memberIds: z.array(Id),
  isOpen: z.boolean(),
  /** When its business hours open the next time, and the time after that; null: never. */
  opensAt: Instant.nullable(),
  thenOpensAt: Instant.nullable(),
});
export type TeamView = z.infer<typeof TeamView>;

/** A service of the config with the ids of its teams. */
export const ServiceView = z.object({
  id: z.string().min(1).max(limits.serviceLength),
  name: z.string(),
  developers: Id,
  sres: Id,
});
export type ServiceView = z.infer<typeof ServiceView>;

/** What of the hub's config laptops know. */
export const ConfigView = z.object({
  teams: z.array(TeamView),
  services: z.array(ServiceView),
  /** Names that commands of runbooks may run by. */
  hooks: z.array(z.string().max(limits.nameLength)),
  /** How long after its team opens a stopgap expires unless somebody says otherwise. */
  stopgapGraceMs: z.int().min(0),
  /** Why the newest file is not in force; null when it is. */
  problem: z
    .object({ at: Instant, text: z.string().max(limits.reasonLength * 2) })
    .nullable()
    .default(null),
});
export type ConfigView = z.infer<typeof ConfigView>;

export const noConfig: ConfigView = {
  teams: [],
  services: [],
  hooks: [],
  stopgapGraceMs: 0,
  problem: null,
};
