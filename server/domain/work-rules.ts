import type { RunbookVersion } from '../protocol/runbook.ts';
import type { TeamReference } from '../protocol/stopgap.ts';
import type { BusinessHours } from './business-hours.ts';

/** A developer team that owns a service. */
export interface OwningTeam {
  reference: TeamReference;
  hours: BusinessHours;
  /** Of those who have joined. */
  memberIds: readonly string[];
}

/** What of the hub's config and folders the rules of checklists, stopgaps and cards read. */
export interface WorkRules {
  /** Null when the config names no team for the service. */
  owningTeam(service: string): OwningTeam | null;
  /** The version of a runbook that is now in the folders; undefined when it is not, or not any more. */
  offeredRunbook(hash: string): RunbookVersion | undefined;
  /** Names by which commands of runbooks may be run. */
  hooks: ReadonlySet<string>;
  /** Whether the hub may ask this address. */
  mayProbe(url: string): boolean;
  /** How long after its team opens a stopgap expires. */
  stopgapGraceMs: number;
}

/** Of a hub without a config. */
export const noWork: WorkRules = {
  owningTeam: () => null,
  offeredRunbook: () => undefined,
  hooks: new Set(),
  mayProbe: () => false,
  stopgapGraceMs: 2 * 60 * 60 * 1_000,
};
