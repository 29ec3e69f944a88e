import type { TeamTimes } from '../../../../main/ipc/work-views.ts';
import { clockTime } from '../../../design/time-in-words.ts';

export interface DueChoice {
  text: string;
  /** An instant of this laptop's clock. */
  at: string;
}

const minuteMs = 60_000;

/** Times that a step is often due at, with what the clock says then. */
export function dueChoices(nowMs: number, teams: readonly TeamTimes[]): DueChoice[] {
  const soon = [15, 30, 60].map((minutes) => {
    const at = new Date(nowMs + minutes * minuteMs).toISOString();
    return { text: `${minutes} min · ${clockTime(at, nowMs)}`, at };
  });
  const opening = teams.flatMap(({ name, opensAt }) =>
    opensAt === null
      ? []
      : [{ text: `Until ${name} opens · ${clockTime(opensAt, nowMs)}`, at: opensAt }],
  );
  return [...soon, ...opening];
}

/**
 * The next moment at which the clock on this wall shows a time such as "03:40"; null for what is none.
 */
export function nextAt(time: string, nowMs: number): string | null {
  const found = /^([01]?\d|2[0-3])[:.]?([0-5]\d)$/.exec(time.trim());
  if (found === null) return null;
  const at = new Date(nowMs);
  at.setHours(Number(found[1]), Number(found[2]), 0, 0);
  if (at.getTime() <= nowMs) at.setDate(at.getDate() + 1);
  return at.toISOString();
}
