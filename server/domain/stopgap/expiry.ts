import { limits } from '../../protocol/limits.ts';
import { nextOpening } from '../business-hours.ts';
import type { OwningTeam } from '../work-rules.ts';

/** Of a stopgap that no team with business hours owns. */
const dayMs = 24 * 60 * 60 * 1_000;

/**
 * When a stopgap expires that is installed at `nowMs`, unless a person chose: some time after its team
 * opens the next time. Epoch ms.
 */
export function defaultExpiryMs(team: OwningTeam | null, nowMs: number, graceMs: number): number {
  const openingMs = team === null ? null : nextOpening(team.hours, nowMs);
  const expiryMs = openingMs === null ? nowMs + dayMs : openingMs + graceMs;
  return Math.min(expiryMs, nowMs + limits.stopgapLifetimeMs);
}

/** Whether a person may choose this time: in the future, and nothing temporary lasts for ever. */
export function isGoodExpiry(expiresAt: string, nowMs: number): boolean {
  const expiryMs = Date.parse(expiresAt);
  return expiryMs > nowMs && expiryMs <= nowMs + limits.stopgapLifetimeMs;
}
