import type { TeamTimes } from '../../main/ipc/work-views.ts';
import { untilChoices, type UntilChoice } from './until.ts';

const minuteMs = 60_000;
/** As long as the main process mutes. */
const mostMs = 7 * 24 * 60 * minuteMs;

/** How long a laptop may be muted: some time, tomorrow morning, until the reader's teams open. */
export function muteChoices(teams: readonly TeamTimes[], nowMs: number): UntilChoice[] {
  const choices = untilChoices({ nowMs, teams, owningTeamId: null, mostMs });
  // What is asked for most stands first: a mute is short.
  return choices.toSorted((a, b) => Number(isOpening(a)) - Number(isOpening(b)));
}

/** Whole minutes until then, so that it is not over before. */
export function minutesUntil({ at }: Pick<UntilChoice, 'at'>, nowMs: number): number {
  return Math.max(1, Math.ceil((Date.parse(at) - nowMs) / minuteMs));
}

function isOpening({ id }: UntilChoice): boolean {
  return id.endsWith(' opens');
}
