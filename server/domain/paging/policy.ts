import type { Side } from '../../protocol/identity.ts';
import type { Severity } from '../../protocol/severity.ts';
import type { MemberKey } from '../oncall/rota.ts';

export const targetRoles = ['oncall', 'backup', 'lead', 'team'] as const;
export type TargetRole = (typeof targetRoles)[number];

/** Whom a step pages: a role of the side's team, or somebody by name, on whichever side they are. */
export type Target =
  { kind: 'role'; side: Side; role: TargetRole } | { kind: 'person'; key: MemberKey };

/** One step of a policy. A side goes through the steps that have a target on it, and no others. */
export interface PolicyStep {
  targets: readonly Target[];
  /** How long the step may go unanswered before the side's next one. */
  waitMs: number;
  /** Only for incidents of these severities; null: all. */
  severities: readonly Severity[] | null;
  /** Only within, or only outside of, the business hours of the side's team; null: always. */
  hours: 'open' | 'closed' | null;
}

/** Who is paged, after how long, and how often that is repeated. */
export interface Policy {
  id: string;
  name: string;
  /** Those of the policy that it goes on with included. Never empty. */
  steps: readonly PolicyStep[];
  /** How often all steps are gone through, at least 1. */
  rounds: number;
  /** After the last round the whole team is paged this often, until somebody answers. */
  thenEveryMs: number;
  /** How long an acknowledgement holds. */
  leaseMs: Readonly<Record<Severity, number>>;
}

const minuteMs = 60_000;

/** In force for services that name none: both sides at once, then their backups, leads and teams. */
export const defaultPolicy: Policy = {
  id: 'default',
  name: 'Default',
  steps: (['oncall', 'backup', 'lead', 'team'] as const).map((role) => ({
    targets: (['developer', 'sre'] as const).map((side) => ({ kind: 'role', side, role })),
    waitMs: 5 * minuteMs,
    severities: null,
    hours: null,
  })),
  rounds: 3,
  thenEveryMs: 30 * minuteMs,
  leaseMs: {
    critical: 30 * minuteMs,
    error: 4 * 60 * minuteMs,
    warning: 4 * 60 * minuteMs,
    info: 4 * 60 * minuteMs,
  },
};
