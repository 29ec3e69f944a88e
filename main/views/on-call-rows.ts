import type { OnCallRows } from '../ipc/duty-views.ts';
import type { Knowledge } from './knowledge.ts';

/** Who is on call, for the board and the calendar. */
export function onCallRows(_known: Knowledge): OnCallRows {
  return {
    rotas: [],
    teamsWithoutRota: [],
    gaps: [],
    swaps: [],
    silences: [],
    problems: [],
    pending: [],
  };
}
