import { z } from 'zod';
import { sides } from '../protocol/identity.ts';

const text = z.string().catch('');
const texts = z.array(text).catch([]);
/** A field that is not there, or not what it should be. */
const optional = z.string().optional().catch(undefined);

function byId<T extends z.ZodObject>(entry: T) {
  const empty = entry.parse({});
  return z.record(z.string(), entry.catch(empty as never)).catch({});
}

const Restriction = z.object({ days: texts.optional(), from: optional, until: optional });

const Layer = z.object({
  name: text,
  start: text,
  people: texts,
  restrictions: z.array(Restriction.catch({ days: [], from: '', until: '' })).catch([]),
});

/** Whatever can be made out in a config that may have errors of other kinds. */
export const Sketch = z
  .object({
    prometheus: z.unknown().optional(),
    hooks: byId(z.object({ services: texts })),
    people: byId(
      z.object({
        name: text,
        email: optional,
        channels: z
          .array(z.object({ by: text, to: optional }).catch({ by: '', to: undefined }))
          .catch([]),
      }),
    ),
    teams: byId(
      z.object({
        side: z.enum(sides).nullable().catch(null),
        zone: text,
        members: texts,
        leads: texts,
        hours: z.record(z.string(), texts).catch({}),
      }),
    ),
    services: byId(
      z.object({
        name: text,
        developers: text,
        sres: text,
        policy: optional,
        metrics: z.array(z.unknown()).catch([]),
      }),
    ),
    rotas: byId(
      z.object({
        team: text,
        level: z.string().catch('oncall'),
        zone: optional,
        layers: z
          .array(Layer.catch({ name: '', start: '', people: [], restrictions: [] }))
          .catch([]),
      }),
    ),
    policies: byId(
      z.object({
        then: optional,
        steps: z.array(z.object({ page: texts }).catch({ page: [] })).catch([]),
      }),
    ),
    channels: z
      .object({
        email: z.unknown().optional(),
        ntfy: z.unknown().optional(),
        webhooks: z.record(z.string(), z.unknown()).catch({}),
      })
      .catch({ webhooks: {} }),
  })
  .catch({
    ...{ prometheus: undefined, hooks: {}, people: {}, teams: {}, services: {} },
    ...{ rotas: {}, policies: {}, channels: { webhooks: {} } },
  });
export type Sketch = z.infer<typeof Sketch>;
