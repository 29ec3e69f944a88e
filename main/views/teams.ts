import type { Person } from '../../server/protocol/identity.ts';
import type { TeamReference } from '../../server/protocol/stopgap.ts';
import type { ServiceView, TeamView } from '../../server/protocol/teams.ts';
import type { TeamTimes } from '../ipc/work-views.ts';
import { toLocal } from './knowledge.ts';
import type { Knowledge } from './knowledge.ts';

type Teams = Pick<Knowledge, 'config' | 'me' | 'clockSkewMs'>;

/** Teams with the times at which they open, in the order of the config. */
export function teamTimes(
  { config, me, clockSkewMs }: Teams,
  isWanted: (team: TeamView) => boolean = () => true,
): TeamTimes[] {
  const local = (instant: string | null): string | null => instant && toLocal(instant, clockSkewMs);
  return config.teams.filter(isWanted).map(({ memberIds, ...team }) => ({
    ...team,
    opensAt: local(team.opensAt),
    thenOpensAt: local(team.thenOpensAt),
    isMine: me !== null && memberIds.includes(me.id),
  }));
}

/** Teams that own and operate a service, and those of this person. */
export function teamsAround(service: string | null, known: Teams): TeamTimes[] {
  const found = service === null ? null : serviceOf(service, known);
  return teamTimes(known, ({ id, memberIds }) => {
    const isMine = known.me !== null && memberIds.includes(known.me.id);
    return isMine || id === found?.developers || id === found?.sres;
  });
}

/** The developer team that owns a service; null when the config names none. */
export function owningTeamId(service: string | null, known: Teams): string | null {
  return (service === null ? null : serviceOf(service, known)?.developers) ?? null;
}

/**
 * Whether this person is among those who answer for what a developer team owns. Without a team all
 * developers do.
 */
export function isOfOwners(team: TeamReference | null, { config, me }: Teams): boolean {
  if (me === null) return false;
  if (team === null) return me.side === 'developer';
  return config.teams.some(({ id, memberIds }) => id === team.id && memberIds.includes(me.id));
}

/** Whether the seats of an incident were called to this person. */
export function isCalled(
  seats: Readonly<Record<'developer' | 'sre', { called: readonly string[] }>> | undefined,
  me: Person,
): boolean {
  return (
    seats !== undefined && [seats.developer, seats.sre].some((one) => one.called.includes(me.id))
  );
}

/** Alerts name a service as people do: by its id or its name, in any case. */
function serviceOf(service: string, { config }: Teams): ServiceView | null {
  const wanted = folded(service);
  const isNamed = ({ id, name }: ServiceView): boolean =>
    folded(id) === wanted || folded(name) === wanted;
  return config.services.find(isNamed) ?? null;
}

function folded(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}
