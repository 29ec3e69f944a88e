import type { RotaView, ShiftView } from '../../server/protocol/oncall.ts';
import type { TeamView } from '../../server/protocol/teams.ts';
import type { Knowledge } from './knowledge.ts';

export type DutyKnowledge = Pick<Knowledge, 'me' | 'config' | 'oncall' | 'clockSkewMs' | 'now'>;

/** A shift of this person; `rota` null: of a team whose members are all on call, always. */
export interface MyShift {
  team: TeamView | null;
  rota: RotaView | null;
  /** By the hub's clock; null: without an end. */
  from: string | null;
  until: string | null;
}

export interface DutyNow {
  /** Whether this laptop is to be reached at any moment now. */
  isOnCall: boolean;
  /** Those of now, on-call ones first. */
  shifts: readonly MyShift[];
  /** The first one to come, as far as it is known here; null while on call. */
  next: MyShift | null;
}

/**
 * Whether this person is on call now, as the rotas that were last told say. A rota may be read while the
 * hub is out of reach: its next shift begins without it.
 */
export function dutyNow(known: DutyKnowledge): DutyNow {
  const { me, config, oncall } = known;
  if (me === null) return { isOnCall: false, shifts: [], next: null };
  const teams = config.teams.filter(({ memberIds }) => memberIds.includes(me.id));
  const shifts = [...shiftsNow(known), ...teams.flatMap((team) => shiftsWithoutRota(team, known))];
  const isInRota = oncall.rotas.some(({ members }) =>
    members.some((one) => one.personId === me.id),
  );
  // Of a hub that names no teams, or not theirs, everybody on a side is called.
  const isOnCall = shifts.length > 0 || (teams.length === 0 && !isInRota);
  return { isOnCall, shifts, next: isOnCall ? null : nextShift(known) };
}

/** The shift of a rota at a moment; null when it is farther off than what is known. */
export function shiftAt({ now, next }: RotaView, hubMs: number): ShiftView | null {
  // Nothing changes any more, however far ahead the hub has looked.
  if (next === null) return now;
  return [now, next].find((shift) => shift !== null && isWithin(shift, hubMs)) ?? null;
}

/** Teams of which all members are on call, always. */
export function hasNoRota({ id }: Pick<TeamView, 'id'>, { oncall }: DutyKnowledge): boolean {
  return !oncall.rotas.some(({ teamId, level }) => teamId === id && level === 'oncall');
}

function shiftsNow(known: DutyKnowledge): MyShift[] {
  const { oncall, now, clockSkewMs } = known;
  const found = oncall.rotas.flatMap((rota) => {
    const shift = shiftAt(rota, now + clockSkewMs);
    return shift !== null && isOf(shift, known) ? [myShift(rota, shift, known)] : [];
  });
  const isBackup = ({ rota }: MyShift): number => Number(rota?.level === 'backup');
  return found.sort((a, b) => isBackup(a) - isBackup(b));
}

function shiftsWithoutRota(team: TeamView, known: DutyKnowledge): MyShift[] {
  return hasNoRota(team, known) ? [{ team, rota: null, from: null, until: null }] : [];
}

function nextShift(known: DutyKnowledge): MyShift | null {
  const hubMs = known.now + known.clockSkewMs;
  const found = known.oncall.rotas.flatMap((rota) => {
    const { next } = rota;
    const isToCome = next !== null && Date.parse(next.from) > hubMs && isOf(next, known);
    return isToCome ? [myShift(rota, next, known)] : [];
  });
  return found.sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))[0] ?? null;
}

function myShift(rota: RotaView, { from, until }: ShiftView, { config }: DutyKnowledge): MyShift {
  const team = config.teams.find(({ id }) => id === rota.teamId) ?? null;
  return { team, rota, from, until };
}

function isOf({ people }: ShiftView, { me }: DutyKnowledge): boolean {
  return people.some(({ personId }) => personId !== null && personId === me?.id);
}

function isWithin({ from, until }: ShiftView, hubMs: number): boolean {
  return Date.parse(from) <= hubMs && hubMs < Date.parse(until);
}
