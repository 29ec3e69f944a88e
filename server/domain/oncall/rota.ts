import type { Side } from '../../protocol/identity.ts';
import type { Weekday } from '../business-week.ts';

/**
 * Whom a rota names. Somebody who has joined goes by the id that the hub gave; others by `config/` and
 * their id in the config, so that a calendar can show who is missing.
 */
export type MemberKey = string;

/** `oncall` is called first, `backup` when a policy says so. */
export const rotaLevels = ['oncall', 'backup'] as const;
export type RotaLevel = (typeof rotaLevels)[number];

/** Part of every week, by the clock on the wall. `until` at or before `from` is on the next day. */
export interface Restriction {
  days: readonly Weekday[];
  /** `HH:MM`. */
  from: string;
  /** `HH:MM`, `24:00` for the end of the day. */
  until: string;
}

/** People who take turns. Where several layers of a rota apply, the last one counts. */
export interface Layer {
  name: string;
  /** `YYYY-MM-DDTHH:MM` by the clock on the wall: the first hand-over. Before it the layer is empty. */
  start: string;
  /** Length of a turn on the wall's clock: days and weeks keep the time of hand-over. */
  turnMinutes: number;
  /** In the order of their turns. Never empty. */
  people: readonly MemberKey[];
  /** When it applies; empty: always. */
  restrictions: readonly Restriction[];
}

/** Who is on call when, for one team. */
export interface Rota {
  id: string;
  name: string;
  teamId: string;
  side: Side;
  level: RotaLevel;
  /** IANA zone of all its times. */
  zone: string;
  layers: readonly Layer[];
}

/** A change of a rota for a time. Times in epoch ms, `untilMs` exclusive. */
export interface RotaOverride {
  id: string;
  fromMs: number;
  untilMs: number;
  /** Who is on call instead; null: whoever's turn is next among the layer's people who are there. */
  taker: MemberKey | null;
  /** Whose place is taken; null: everybody's. */
  insteadOf: MemberKey | null;
}

/** A time during which the same people are on call. Times in epoch ms, `untilMs` exclusive. */
export interface Shift {
  /** Empty: a gap. More than one only while a hand-over's hour is repeated or left out. */
  people: readonly MemberKey[];
  fromMs: number;
  untilMs: number;
  /** The override that made it so; null: the layers alone. */
  overrideId: string | null;
}
