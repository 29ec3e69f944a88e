import type { OnCallRows } from '../../main/ipc/duty-views.ts';

/** A hub whose config has no rotas: all members of a team are on call. */
export const noRotas: OnCallRows = {
  rotas: [],
  teamsWithoutRota: [],
  gaps: [],
  swaps: [],
  silences: [],
  problems: [],
  pending: [],
};
