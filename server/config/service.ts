import { z } from 'zod';
import { LabelMatcher } from '../domain/label-matcher.ts';
import { limits } from '../protocol/limits.ts';
import { Identifier, Name } from './identifier.ts';

const Metric = z.strictObject({
  title: Name.describe('What it shows, for people.'),
  expression: z
    .string()
    .trim()
    .min(1)
    .max(4_096)
    .describe('Expression in PromQL, for the Prometheus in `prometheus`.'),
  unit: z.string().trim().min(1).max(40).optional().describe('What it counts, as `ms` or `%`.'),
});
export type Metric = z.infer<typeof Metric>;

/** Labels, and what begins with `$`: no sender has such labels. */
const ServiceMatcher = LabelMatcher.superRefine((parts, context) => {
  for (const part of Object.keys(parts)) {
    if (!part.startsWith('$') || part === '$sender' || part === '$key') continue;
    const message = 'Beside labels there are `$sender` and `$key`.';
    context.addIssue({ code: 'custom', path: [part], message });
  }
});

export const Service = z.strictObject({
  name: Name.optional().describe(
    'For people, and another name that senders may use. Default: the id.',
  ),
  developers: Identifier.describe('Id of the team, on the developer side, that owns it.'),
  sres: Identifier.describe('Id of the team, on the SRE side, that operates it.'),
  policy: Identifier.optional().describe(
    'Id of the policy that says who is paged for it. Default: `default`.',
  ),
  match: z
    .array(ServiceMatcher)
    .max(100)
    .default([])
    .describe(
      'Matchers, for alerts that name it otherwise: label → value, or `/regular expression/` ' +
        'that matches the whole value. `$sender` stands for the kind of sender or the name of its ' +
        'integration, `$key` for the key of the alert. All parts of one matcher must match; one ' +
        'matcher is enough.',
    ),
  runbooks: z
    .array(
      z
        .url({ protocol: /^https?$/, error: 'Give an address that begins with https://.' })
        .max(limits.urlLength),
    )
    .max(limits.linkCount)
    .default([])
    .describe('Addresses of its runbooks.'),
  metrics: z
    .array(Metric)
    .max(20)
    .default([])
    .describe('What to show of it when an incident opens: its last hour is drawn.'),
});

export const Services = z.record(Identifier, Service);
