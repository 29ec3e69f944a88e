import { z } from 'zod';
import { Cards } from './cards.ts';
import { limits } from '../protocol/limits.ts';
import { Channels } from './channels.ts';
import { Hooks } from './hooks.ts';
import { Include } from './include.ts';
import { GenericMapping } from './mapping.ts';
import { DeadMan, Drills, Reachability, Silences } from './paging-settings.ts';
import { People, Teams } from './people.ts';
import { Policies } from './policies.ts';
import { Prometheus } from './prometheus.ts';
import { RedactionRule } from './redaction.ts';
import { Rotas } from './rotas.ts';
import { Runbooks } from './runbooks.ts';
import { Services } from './service.ts';
import { Probes, Stopgaps } from './stopgaps.ts';

const Grouping = z.strictObject({
  windowSeconds: z
    .int()
    .min(0)
    .max(24 * 60 * 60)
    .default(300)
    .describe(
      'An alert joins the open incident of its service when it comes within this time after the ' +
        'last one. 0: every alert opens an incident of its own.',
    ),
});

const MappingName = z
  .string()
  .max(limits.nameLength)
  .regex(/^[a-z0-9][a-z0-9._-]*$/, 'Use lower-case letters, digits, dots, dashes and underscores.');

/** The config of a hub, after its defaults are filled in. Durations are in ms. */
export const Config = z.strictObject({
  include: Include.default([]),
  grouping: Grouping.prefault({}).describe('How alerts become incidents.'),
  mappings: z
    .record(MappingName, GenericMapping)
    .default({})
    .describe('How the JSON of senders without an adapter is read, by name. See docs/ingest.md.'),
  prometheus: Prometheus.optional().describe('Where the metrics of services are read.'),
  redaction: z
    .array(RedactionRule)
    .max(20)
    .default([])
    .describe('What else is a secret in log lines, beside what always is. See docs/security.md.'),
  runbooks: Runbooks.prefault({}).describe('Where runbooks are. See docs/runbooks.md.'),
  hooks: Hooks.default({}).describe(
    'Automation that may run commands of runbooks, by name. See docs/runbooks.md.',
  ),
  stopgaps: Stopgaps.prefault({}).describe('How long temporary measures last.'),
  probes: Probes.prefault({}).describe(
    'Asking addresses whether stopgaps hold. See docs/operations.md.',
  ),
  cards: Cards.prefault({}).describe('Where what was learned is written. See docs/operations.md.'),
  people: People.default({}).describe('Everybody who may be in a team, by id.'),
  teams: Teams.default({}).describe('Developer teams and SRE teams, by id.'),
  services: Services.default({}).describe(
    'What can break, by id, in the order in which labels are compared.',
  ),
  rotas: Rotas.default({}).describe(
    'Who is on call when, by id. All members of a team without a rota are on call.',
  ),
  policies: Policies.default({}).describe(
    'Who is paged, after how long and how often, by id. Services that name none have `default`.',
  ),
  channels: Channels.prefault({}).describe('Ways to reach people without an open laptop.'),
  silences: Silences.prefault({}).describe('How long alerts may be silenced.'),
  drills: Drills.prefault({}).describe('Trying out whether those on call can be heard.'),
  reachability: Reachability.prefault({}).describe('When somebody on call counts as cut off.'),
  deadMan: DeadMan.optional().describe('Who is told when the hub itself stops.'),
});
export type Config = z.infer<typeof Config>;

/** The JSON Schema of config files, for editors; docs/config.schema.json holds it. */
export function configJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(Config, { io: 'input' }),
    title: 'Configuration of a Tocsin hub',
  };
}
