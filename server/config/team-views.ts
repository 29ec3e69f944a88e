import { nextClosing } from '../domain/business-days.ts';
import { isOpen, nextOpening } from '../domain/business-hours.ts';
import type { BusinessHours } from '../domain/business-hours.ts';
import { foldName } from '../domain/directory.ts';
import { toInstant } from '../domain/instant.ts';
import type { OwningTeam } from '../domain/work-rules.ts';
import type { Person } from '../protocol/identity.ts';
import type { ServiceView, TeamView } from '../protocol/teams.ts';
import type { Config } from './schema.ts';

type Team = Config['teams'][string];
type TeamTimes = Pick<TeamView, 'isOpen' | 'opensAt' | 'thenOpensAt'>;

/** The developer team that owns a service; null when the config names none. */
export function owningTeam(
  config: Config,
  service: string,
  people: readonly Person[],
): OwningTeam | null {
  const name = foldName(service);
  const teamId = Object.entries(config.services).find(([id, one]) =>
    [id, one.name ?? id].some((key) => foldName(key) === name),
  )?.[1].developers;
  const team =
    teamId !== undefined && Object.hasOwn(config.teams, teamId) ? config.teams[teamId] : undefined;
  if (teamId === undefined || !team) return null;
  const { zone, hours, holidays } = team;
  return {
    reference: { id: teamId, name: team.name ?? teamId },
    hours: { zone, hours, holidays },
    memberIds: memberIdsOf(config, team, people),
  };
}

interface KnownViews {
  people: readonly Person[];
  fromMs: number;
  untilMs: number;
  views: TeamView[];
}
const knownViews = new WeakMap<Config, KnownViews>();

/** Clocks of machines are set; so nothing that depends on the time is believed for longer. */
const longestMs = 60 * 60 * 1_000;

/** All teams as laptops know them, as of `nowMs`; the same array while nothing in it changes. */
export function teamViews(config: Config, people: readonly Person[], nowMs: number): TeamView[] {
  const known = knownViews.get(config);
  if (known && known.people === people && known.fromMs <= nowMs && nowMs < known.untilMs) {
    return known.views;
  }
  let untilMs = nowMs + longestMs;
  const views = Object.entries(config.teams).map(([id, team]): TeamView => {
    const { times, changesMs } = timesOf(team, nowMs);
    untilMs = Math.min(untilMs, changesMs);
    const { side, zone } = team;
    const memberIds = memberIdsOf(config, team, people);
    return { id, name: team.name ?? id, side, zone, memberIds, ...times };
  });
  knownViews.set(config, { people, fromMs: nowMs, untilMs, views });
  return views;
}

const knownServices = new WeakMap<Config, ServiceView[]>();

/** All services as laptops know them; the same array for the same config. */
export function serviceViews(config: Config): ServiceView[] {
  const known = knownServices.get(config);
  if (known) return known;
  const views = Object.entries(config.services).map(
    ([id, { name = id, developers, sres }]): ServiceView => ({ id, name, developers, sres }),
  );
  knownServices.set(config, views);
  return views;
}

function timesOf(team: BusinessHours, nowMs: number): { times: TeamTimes; changesMs: number } {
  const opensMs = nextOpening(team, nowMs);
  const thenOpensMs = opensMs === null ? null : nextOpening(team, opensMs);
  const isOpenNow = isOpen(team, nowMs);
  const closesMs = isOpenNow ? nextClosing(team, nowMs) : null;
  return {
    times: {
      isOpen: isOpenNow,
      opensAt: opensMs === null ? null : toInstant(opensMs),
      thenOpensAt: thenOpensMs === null ? null : toInstant(thenOpensMs),
    },
    changesMs: Math.min(opensMs ?? Infinity, closesMs ?? Infinity),
  };
}

/** Members who have joined, found by name or id as those are who are called. */
function memberIdsOf(config: Config, team: Team, people: readonly Person[]): string[] {
  const names = new Set(
    team.members.flatMap((id) => {
      const person = Object.hasOwn(config.people, id) ? config.people[id] : undefined;
      return [id, person?.name ?? id].map(foldName);
    }),
  );
  return people
    .filter(({ name, side }) => side === team.side && names.has(foldName(name)))
    .map(({ id }) => id);
}
