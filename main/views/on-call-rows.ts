import type {
  CalendarWindowView,
  GapRow,
  OnCallRows,
  RotaRow,
  SilenceRow,
  SwapRow,
} from '../ipc/duty-views.ts';
import { localSpan } from './calendar-times.ts';
import { hasNoRota } from './duty-now.ts';
import { toLocal } from './knowledge.ts';
import type { Knowledge } from './knowledge.ts';
import { pendingDuties } from './pending-duty.ts';
import { personView } from './people.ts';

type Told = Omit<OnCallRows, 'pending'>;

/** What changes by the clock alone is looked at this often. */
const minuteMs = 60_000;

/** Makes what windows show of who is on call, and keeps it until something of it has changed. */
export class OnCallTable {
  #key = '';
  #from: readonly unknown[] = [];
  #rows: Told | null = null;

  /** For the board and the calendar. */
  rows(known: Knowledge): OnCallRows {
    const { me, oncall, config, peopleVersion, clockSkewMs, now } = known;
    const from = [oncall, config];
    const key = [me?.id, peopleVersion, clockSkewMs, Math.floor(now / minuteMs)].join(' ');
    if (!this.#rows || key !== this.#key || from.some((part, i) => part !== this.#from[i])) {
      [this.#key, this.#from, this.#rows] = [key, from, toldRows(known)];
    }
    const pending = pendingDuties(known, ({ type }) => type !== 'channel.test');
    return { ...this.#rows, pending };
  }

  /** For the window of the calendar. */
  calendar(known: Knowledge): CalendarWindowView {
    const { me, people, link, calendarVersion, soughtInCalendar } = known;
    return {
      me,
      isOnline: link.state === 'online',
      oncall: this.rows(known),
      people: [...people.keys()].map((id) => personView(id, people, me?.id ?? null)),
      version: calendarVersion,
      sought: soughtInCalendar,
    };
  }
}

function toldRows(known: Knowledge): Told {
  const { oncall, config, people, me, clockSkewMs } = known;
  return {
    rotas: rotaRows(known),
    teamsWithoutRota: config.teams
      .filter((team) => hasNoRota(team, known))
      .map(({ id, name, side, memberIds }) => ({
        ...{ id, name, side },
        members: memberIds.map((memberId) => personView(memberId, people, me?.id ?? null)),
      })),
    gaps: gapRows(known),
    swaps: swapRows(known),
    silences: silenceRows(known),
    problems: oncall.problems.map((one) => ({ ...one, at: toLocal(one.at, clockSkewMs) })),
  };
}

function rotaRows(known: Knowledge): RotaRow[] {
  const { oncall, me, clockSkewMs } = known;
  const teams = teamsById(known);
  const unreachable = new Set(oncall.unreachable.map(({ personId }) => personId));
  const isMe = ({ personId }: { personId: string | null }): boolean => {
    return personId !== null && personId === me?.id;
  };
  return oncall.rotas.map((rota) => {
    const team = teams.get(rota.teamId);
    const isOfTeam = me !== null && team?.memberIds.includes(me.id) === true;
    const onCallIds = rota.now.people.flatMap(({ personId }) => personId ?? []);
    return {
      ...rota,
      now: localSpan(rota.now, clockSkewMs),
      next: rota.next && localSpan(rota.next, clockSkewMs),
      teamName: team?.name ?? rota.name,
      isMineNow: rota.now.people.some(isMe),
      isMine: isOfTeam || rota.members.some(isMe),
      unreachableIds: onCallIds.filter((id) => unreachable.has(id)),
    };
  });
}

function gapRows(known: Knowledge): GapRow[] {
  const { oncall, me, clockSkewMs } = known;
  const teams = teamsById(known);
  return oncall.gaps.map((gap) => {
    const team = teams.get(gap.teamId);
    return {
      ...localSpan(gap, clockSkewMs),
      teamName: team?.name ?? gap.teamId,
      isMine: me !== null && team?.memberIds.includes(me.id) === true,
    };
  });
}

function swapRows({ oncall, people, me, clockSkewMs }: Knowledge): SwapRow[] {
  return oncall.swaps.map((swap) => ({
    ...swap,
    give: localSpan(swap.give, clockSkewMs),
    take: swap.take && localSpan(swap.take, clockSkewMs),
    askedAt: toLocal(swap.askedAt, clockSkewMs),
    rotaName: oncall.rotas.find(({ id }) => id === swap.rotaId)?.name ?? swap.rotaId,
    from: personView(swap.fromId, people, me?.id ?? null),
    to: personView(swap.toId, people, me?.id ?? null),
    asksMe: swap.toId === me?.id,
    isMine: swap.fromId === me?.id,
  }));
}

function silenceRows({ oncall, people, me, clockSkewMs, now }: Knowledge): SilenceRow[] {
  const hubMs = now + clockSkewMs;
  return oncall.silences.map((silence) => ({
    ...localSpan(silence, clockSkewMs),
    by: personView(silence.byId, people, me?.id ?? null),
    isInForce: Date.parse(silence.from) <= hubMs && hubMs < Date.parse(silence.until),
  }));
}

function teamsById({ config }: Knowledge): Map<string, Knowledge['config']['teams'][number]> {
  return new Map(config.teams.map((team) => [team.id, team]));
}
