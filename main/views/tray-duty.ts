import type { TrayAction } from '../pager/ports.ts';
import { dutyNow } from './duty-now.ts';
import type { MyShift } from './duty-now.ts';
import type { Knowledge } from './knowledge.ts';
import { untilInWords } from './moments.ts';

export interface TrayDuty {
  isOnCall: boolean;
  /** "On call for Payments until Mon 09:00"; null where no rota says anything. */
  notes: string[];
  /** What may be done about it, in the calendar. */
  actions: readonly { action: TrayAction; label: string }[];
}

/** Whether this person is on call, for the tray. */
export function trayDuty(known: Knowledge): TrayDuty {
  const { isOnCall, shifts, next } = dutyNow(known);
  const inRotas = shifts.filter(({ rota }) => rota !== null);
  const meId = known.me?.id ?? null;
  const teamIds = known.config.teams
    .filter(({ memberIds }) => meId !== null && memberIds.includes(meId))
    .map(({ id }) => id);
  const mayTake = known.oncall.rotas.some(
    ({ id, teamId, members }) =>
      !inRotas.some(({ rota }) => rota?.id === id) &&
      (teamIds.includes(teamId) || members.some(({ personId }) => personId === meId)),
  );
  return {
    isOnCall,
    notes: notesOf(shifts, next, known),
    actions: [
      ...(mayTake ? [{ action: 'take-over', label: 'Take over…' } as const] : []),
      ...(inRotas.length > 0 ? [{ action: 'hand-over', label: 'Hand over…' } as const] : []),
    ],
  };
}

function notesOf(shifts: readonly MyShift[], next: MyShift | null, known: Knowledge): string[] {
  if (known.me === null || (known.oncall.rotas.length === 0 && shifts.length === 0)) return [];
  if (shifts.length > 0) return shifts.map((shift) => onCallInWords(shift, known));
  const from = next?.from ?? null;
  return [from === null ? 'Not on call' : `Not on call; next ${untilInWords(from, known)}`];
}

function onCallInWords({ team, rota, until }: MyShift, known: Knowledge): string {
  const what = rota?.level === 'backup' ? 'Backup for' : 'On call for';
  const end = until === null ? '' : ` until ${untilInWords(until, known)}`;
  return `${what} ${team?.name ?? rota?.name ?? 'your team'}${end}`;
}
