import { z } from 'zod';
import type { MemberKey } from '../domain/oncall/rota.ts';
import { defaultPolicy, targetRoles } from '../domain/paging/policy.ts';
import type { Policy, PolicyStep, Target, TargetRole } from '../domain/paging/policy.ts';
import { sides } from '../protocol/identity.ts';
import type { Side } from '../protocol/identity.ts';
import { Severity, severities } from '../protocol/severity.ts';
import { durationWithin } from './duration.ts';
import { Identifier, Name } from './identifier.ts';

/** Of a policy with all that it goes on with. */
export const mostSteps = 200;

const personPrefix = 'person:';

/** A target as the config writes it; null when it is none. */
export function parseTarget(
  text: string,
): { kind: 'role'; side: Side; role: TargetRole } | { kind: 'person'; personId: string } | null {
  if (text.startsWith(personPrefix)) {
    return { kind: 'person', personId: text.slice(personPrefix.length) };
  }
  const [sideName, roleName, ...more] = text.split('.');
  const side = sides.find((one) => one === sideName);
  const role = targetRoles.find((one) => one === roleName);
  return side && role && more.length === 0 ? { kind: 'role', side, role } : null;
}

const TargetText = z
  .string()
  .max(140)
  .refine((text) => {
    const target = parseTarget(text);
    if (target?.kind === 'person') return Identifier.safeParse(target.personId).success;
    return target !== null;
  }, 'Write `developer` or `sre` with `.oncall`, `.backup`, `.lead` or `.team`, or `person:` and an id.');

const When = z.strictObject({
  severities: z
    .array(Severity)
    .min(1, 'Name at least one severity, or leave `severities` out for all.')
    .max(severities.length)
    .optional()
    .describe('Only for incidents of these severities. Default: all.'),
  hours: z
    .enum(['open', 'closed'])
    .optional()
    .describe('Only in (`open`) or outside of (`closed`) business hours of the side’s team.'),
});

const ConfiguredStep = z.strictObject({
  page: z
    .array(TargetText)
    .min(1, 'Name whom this step pages.')
    .max(50)
    .describe(
      'Whom it pages: `developer` or `sre` with `.oncall`, `.backup`, `.lead` or `.team`; ' +
        '`person:` and an id for somebody by name.',
    ),
  wait: durationWithin('10s', '24h')
    .prefault('5m')
    .describe('How long it may go unanswered before the side’s next step. Default: 5m.'),
  when: When.prefault({}).describe('When it applies. Default: always.'),
});

const LeaseLength = durationWithin('1m', '7d');

const ConfiguredLease = z.union([
  LeaseLength,
  z.strictObject({
    critical: LeaseLength.optional().describe('For critical incidents. Default: 30m.'),
    error: LeaseLength.optional().describe('For incidents of severity error. Default: 4h.'),
    warning: LeaseLength.optional().describe('For warnings. Default: 4h.'),
    info: LeaseLength.optional().describe('For incidents of severity info. Default: 4h.'),
  }),
]);

export const ConfiguredPolicy = z.strictObject({
  name: Name.optional().describe('For people to read. Default: the id.'),
  steps: z
    .array(ConfiguredStep)
    .min(1, 'Give at least one step: without any nobody is paged.')
    .max(50)
    .describe('Who is paged, one step after the other, until somebody of the side answers.'),
  repeat: z
    .int()
    .min(1)
    .max(100)
    .default(3)
    .describe('How often all steps are gone through. Default: 3.'),
  every: durationWithin('1m', '24h')
    .prefault('30m')
    .describe('After that the whole team is paged so often until somebody answers. Default: 30m.'),
  lease: ConfiguredLease.prefault({}).describe(
    'How long an acknowledgement holds before its holder is called again: one duration, or one for ' +
      'each severity. Default: 30m for critical, 4h for all others.',
  ),
  then: Identifier.optional().describe('Id of a policy whose steps follow.'),
});
type ConfiguredPolicy = z.infer<typeof ConfiguredPolicy>;

export const Policies = z.record(Identifier, ConfiguredPolicy);

/** What of a config policies are made of. */
export interface PolicySource {
  policies: Readonly<Record<string, ConfiguredPolicy>>;
}

/**
 * The policies of a config by id, `default` always among them. `keyOf` says how a person of the config
 * is named.
 */
export function policiesOf(
  { policies }: PolicySource,
  keyOf: (personId: string) => MemberKey,
): Map<string, Policy> {
  const made = Object.entries(policies).map(([id, policy]): [string, Policy] => {
    const { name = id, repeat, every, lease } = policy;
    const steps = stepsWithThen(policy, policies, keyOf);
    return [id, { id, name, steps, rounds: repeat, thenEveryMs: every, leaseMs: leaseMsOf(lease) }];
  });
  return new Map([[defaultPolicy.id, defaultPolicy], ...made]);
}

function leaseMsOf(lease: ConfiguredPolicy['lease']): Policy['leaseMs'] {
  const { critical, error, warning, info } = defaultPolicy.leaseMs;
  if (typeof lease === 'number') {
    return { critical: lease, error: lease, warning: lease, info: lease };
  }
  return {
    critical: lease.critical ?? critical,
    error: lease.error ?? error,
    warning: lease.warning ?? warning,
    info: lease.info ?? info,
  };
}

/** Steps of a policy and of those that it goes on with; each policy once, whatever the config says. */
function stepsWithThen(
  first: ConfiguredPolicy,
  policies: PolicySource['policies'],
  keyOf: (personId: string) => MemberKey,
): PolicyStep[] {
  const seen = new Set<ConfiguredPolicy>();
  const steps: PolicyStep[] = [];
  let policy: ConfiguredPolicy | undefined = first;
  while (policy && !seen.has(policy)) {
    seen.add(policy);
    steps.push(...policy.steps.map((step) => makeStep(step, keyOf)));
    const next: string | undefined = policy.then;
    policy = next !== undefined && Object.hasOwn(policies, next) ? policies[next] : undefined;
    if (!policy && next === defaultPolicy.id) steps.push(...defaultPolicy.steps);
    if (steps.length >= mostSteps) break;
  }
  return steps.slice(0, mostSteps);
}

function makeStep(
  { page, wait, when }: ConfiguredPolicy['steps'][number],
  keyOf: (personId: string) => MemberKey,
): PolicyStep {
  return {
    targets: page.flatMap((text): Target[] => {
      const target = parseTarget(text);
      if (target === null) return [];
      return [target.kind === 'role' ? target : { kind: 'person', key: keyOf(target.personId) }];
    }),
    waitMs: wait,
    severities: when.severities ?? null,
    hours: when.hours ?? null,
  };
}
