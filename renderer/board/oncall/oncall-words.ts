import type { GapRow, OnCallRows, RotaRow, SwapRow } from '../../../main/ipc/duty-views.ts';
import type { RotaMember } from '../../../server/protocol/oncall.ts';
import { distanceInWords, momentInWords } from '../../design/moment-in-words.ts';

const sideNames = { developer: 'Developers', sre: 'SREs' } as const;

/** Teams of one side with what is known of who is on call for them. */
export interface TeamDuty {
  teamId: string;
  teamName: string;
  rotas: RotaRow[];
  /** Of a team without a rota: everybody is on call. */
  members: string[] | null;
}

export interface SideDuty {
  side: keyof typeof sideNames;
  name: string;
  teams: TeamDuty[];
}

/** Both sides, each with its teams; those of the reader first. */
export function dutiesBySide({ rotas, teamsWithoutRota }: OnCallRows): SideDuty[] {
  return (['developer', 'sre'] as const).map((side) => {
    const teams = new Map<string, TeamDuty>();
    for (const rota of rotas.filter((one) => one.side === side)) {
      const { teamId, teamName } = rota;
      const team = teams.get(teamId) ?? { teamId, teamName, rotas: [], members: null };
      team.rotas.push(rota);
      teams.set(teamId, team);
    }
    for (const { id, name, side: itsSide, members } of teamsWithoutRota) {
      if (itsSide !== side) continue;
      const names = members.map((member) => member.name);
      teams.set(id, { teamId: id, teamName: name, rotas: [], members: names });
    }
    const isMine = (team: TeamDuty): boolean => team.rotas.some((rota) => rota.isMine);
    const sorted = [...teams.values()].toSorted((a, b) => Number(isMine(b)) - Number(isMine(a)));
    return { side, name: sideNames[side], teams: sorted };
  });
}

/** "Ana", "Ana and Bo", "Nobody". */
export function peopleInWords(people: readonly Pick<RotaMember, 'name'>[]): string {
  const names = people.map(({ name }) => name);
  if (names.length <= 1) return names[0] ?? 'Nobody';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Who is on call now and until when: "until Mon 09:00". */
export function untilInWords({ now, next }: RotaRow, nowMs: number): string {
  return next === null ? 'for good' : `until ${momentInWords(now.until, nowMs)}`;
}

/** Who is next: "Next: Bo, Mon 09:00, in 5 d". */
export function nextInWords({ next }: RotaRow, nowMs: number): string {
  if (next === null) return 'Nothing changes after that.';
  const who = peopleInWords(next.people);
  const when = momentInWords(next.from, nowMs);
  return `Next: ${who}, ${when}, ${distanceInWords(next.from, nowMs)}`;
}

/** What is wrong with who is on call now; null when nothing is. */
export function flawInWords({ now, unreachableIds }: RotaRow): string | null {
  if (now.people.length === 0) return 'Nobody is on call now.';
  const lost = now.people.filter(({ personId }) => personId && unreachableIds.includes(personId));
  if (lost.length > 0) return `No laptop of ${peopleInWords(lost)} can be reached.`;
  const strangers = now.people.filter(({ personId }) => personId === null);
  return strangers.length === 0 ? null : `${peopleInWords(strangers)} has not joined yet.`;
}

/** A gap as a sentence: "Nobody of Payments: Tue 17:00 to Wed 09:00, in 3 h". */
export function gapInWords(gap: GapRow, nowMs: number): string {
  const span = `${momentInWords(gap.from, nowMs)} to ${momentInWords(gap.until, nowMs)}`;
  const who = gap.cause === 'nobody' ? 'Nobody of' : 'Nobody who can be reached of';
  const isNow = Date.parse(gap.from) <= nowMs;
  const distance = isNow ? 'now' : distanceInWords(gap.from, nowMs);
  return `${who} ${gap.teamName}: ${span}, ${distance}`;
}

/** What a swap is about: "Ana gives Wed 09:00 to Thu 09:00 and takes …". */
export function swapInWords({ from, to, give, take, rotaName }: SwapRow, nowMs: number): string {
  const span = (one: { from: string; until: string }): string =>
    `${momentInWords(one.from, nowMs)} to ${momentInWords(one.until, nowMs)}`;
  const [who, whom] = [from.isMe ? 'You' : from.name, to.isMe ? 'you' : to.name];
  const back = take === null ? '' : ` for ${span(take)}`;
  return `${who} ${from.isMe ? 'ask' : 'asks'} ${whom} to take ${span(give)}${back} (${rotaName})`;
}

/** What stands beside the name of a tab. */
export interface Mark {
  text: string;
  isUrgent: boolean;
}

/** Gaps to come, and swaps that wait for the reader; null when there is neither. */
export function onCallMark({ gaps, swaps }: Pick<OnCallRows, 'gaps' | 'swaps'>): Mark | null {
  const asked = swaps.filter(({ asksMe }) => asksMe).length;
  const parts = [
    ...(gaps.length === 0 ? [] : [counted(gaps.length, 'gap')]),
    ...(asked === 0 ? [] : [counted(asked, 'swap')]),
  ];
  return parts.length === 0 ? null : { text: parts.join(', '), isUrgent: gaps.length > 0 };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
