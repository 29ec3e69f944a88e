import { z } from 'zod';
import { warning } from './remark.ts';
import type { Remark } from './remark.ts';

const noDay = '';
const Day = z.union([z.iso.date(), z.object({ date: z.iso.date() }).transform(({ date }) => date)]);

/** Whatever can be made out in a file that may have errors. */
const Sketch = z
  .object({
    teams: z
      .record(
        z.string(),
        z.object({ holidays: z.array(Day.catch(noDay)).catch([]) }).catch({ holidays: [] }),
      )
      .catch({}),
  })
  .catch({ teams: {} });

/**
 * Warns of calendars that nobody has brought up to date: with them a team counts as at work on its
 * holidays. `nowMs` is epoch ms.
 */
export function checkHolidays(content: unknown, nowMs: number): Remark[] {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  return Object.entries(Sketch.parse(content).teams).flatMap(([id, { holidays }]): Remark[] => {
    const reason = findFault(
      holidays.filter((day) => day !== noDay),
      today,
    );
    if (reason === null) return [];
    return [warning(['teams', id, 'holidays'], reason, 'Add the holidays of this year.')];
  });
}

function findFault(days: readonly string[], today: string): string | null {
  if (days.length === 0) return null;
  const year = today.slice(0, 4);
  if (days.every((day) => day < today)) {
    return 'All these days are past: the team counts as at work on its next holidays.';
  }
  return days.some((day) => day.startsWith(year)) ? null : `None of these days is in ${year}.`;
}
