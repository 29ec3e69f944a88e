import type { Actor } from '../protocol/identity.ts';

/** Events at which an incident as a whole turns; who made the last of a kind can be asked for. */
export const turnTypes = [
  'incident.opened',
  'incident.raised',
  'incident.lowered',
  'incident.mitigated',
  'incident.unmitigated',
] as const;
export type TurnType = (typeof turnTypes)[number];

/** When an incident turned, and by whom. */
export interface Turn {
  seq: number;
  at: string;
  actor: Actor;
}
