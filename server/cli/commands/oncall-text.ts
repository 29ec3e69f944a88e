import { stripVTControlCharacters } from 'node:util';
import type { OnCallReport } from '../../desk/contract.ts';
import type { Gap, RotaMember, RotaView, ShiftView } from '../../protocol/oncall.ts';
import { formatTable } from '../output.ts';

/** Who is on call, for people: a table of all rotas, then the gaps. Times in the zone of each rota. */
export function onCallText({ at, teams }: OnCallReport): string {
  const rows = teams.flatMap(({ name, side, rotas }) =>
    rotas.map((rota) => [clean(name), side, ...rowOf(rota)]),
  );
  if (rows.length === 0)
    return 'The config has no rotas: all members of a team are on call for it.';
  const gaps = teams.flatMap((team) =>
    team.gaps.map((gap) => `${clean(team.name)}: ${spanText(gap, zoneOf(team.rotas))}`),
  );
  const empty = teams
    .filter(({ hasPeople, rotas }) => !hasPeople && rotas.length > 0)
    .map(({ name }) => clean(name));
  return [
    `At ${at}:`,
    formatTable([['team', 'side', 'rota', 'now', 'until', 'next'], ...rows]),
    ...paragraph('Nobody is on call in the next four weeks for', gaps),
    ...paragraph('Nobody has joined, so all of their side are called for', empty),
  ].join('\n\n');
}

function paragraph(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [[`${title}:`, ...lines.map((line) => `  ${line}`)].join('\n')];
}

function rowOf({ name, level, zone, now, next }: RotaView): string[] {
  const rota = level === 'backup' ? `${clean(name)} (backup)` : clean(name);
  const isForEver = next === null;
  return [
    ...[rota, namesOf(now.people), isForEver ? '-' : timeText(now.until, zone)],
    next ? `${namesOf(next.people)}, until ${timeText(next.until, zone)}` : '-',
  ];
}

/** The shifts of a rota and the gaps of its team, for people. Times in UTC. */
export function calendarText(shifts: readonly ShiftView[], gaps: readonly Gap[]): string {
  const rows = shifts.map(({ from, until, people, overrideId }) => [
    ...[timeText(from, 'UTC'), timeText(until, 'UTC'), namesOf(people)],
    overrideId === null ? '' : 'changed',
  ]);
  const table = formatTable([['from (UTC)', 'until (UTC)', 'on call', ''], ...rows]);
  const lines = gaps.map((gap) => spanText(gap, 'UTC'));
  return [table, ...paragraph('Nobody of the team is on call', lines)].join('\n\n');
}

function namesOf(people: readonly RotaMember[]): string {
  if (people.length === 0) return 'nobody';
  return people
    .map(({ name, personId }) => `${clean(name)}${personId === null ? ' (has not joined)' : ''}`)
    .join(', ');
}

function spanText({ from, until }: Pick<Gap, 'from' | 'until'>, zone: string): string {
  return `${timeText(from, zone)} to ${timeText(until, zone)} (${zone})`;
}

function zoneOf([first]: readonly RotaView[]): string {
  return first?.zone ?? 'UTC';
}

/** `Mon 23 Nov 2026 09:00`. */
function timeText(instant: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone },
  });
  return format.format(new Date(instant)).replaceAll(',', '');
}

/** Names must not steer the terminal. */
function clean(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/\p{C}/gu, '');
}
