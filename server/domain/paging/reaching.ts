import type { Side } from '../../protocol/identity.ts';
import type { OnCallView } from '../../protocol/oncall.ts';
import type { ServiceView } from '../../protocol/teams.ts';
import { grouped } from '../grouped.ts';
import type { NewEvent } from '../hub-events.ts';
import { toInstant } from '../instant.ts';
import type { DeviceLinks } from './device-links.ts';
import type { PagingRules } from './paging-rules.ts';
import type { TargetRole } from './policy.ts';

/** A duty of a person: one rota by which they are on call. */
export interface Duty {
  rotaId: string;
  personId: string;
}

export interface ReachCircumstances {
  /** Of everybody on call. */
  duties: readonly Duty[];
  /** Who is known to be out of reach. */
  unreachable: OnCallView['unreachable'];
  deviceIdsOf: (personId: string) => readonly string[];
  links: DeviceLinks;
  unreachableAfterMs: number;
  /** Who is told when somebody with these duties cannot be reached. */
  othersOf: (personId: string, rotaIds: readonly string[]) => string[];
  nowMs: number;
}

export interface ReachNews {
  events: NewEvent[];
  /** When the next person may count as out of reach, in epoch ms; null: nobody is on the way to it. */
  nextMs: number | null;
}

/**
 * What has changed about who on call can be reached. Whoever has no device at all cannot, and neither
 * can whoever had no link for long; a short one is enough to be back. Each is told once.
 */
export function reachNews(circumstances: ReachCircumstances): ReachNews {
  const { duties, unreachable, deviceIdsOf, links, nowMs, unreachableAfterMs } = circumstances;
  const base = { at: toInstant(nowMs), actor: { kind: 'hub' } } as const;
  const isLinked = (id: string) => links.stateOf(id) === 'linked';
  const events = unreachable
    .filter(({ personId }) => deviceIdsOf(personId).some(isLinked))
    .map(({ personId }): NewEvent => ({ ...base, type: 'person.reachable', personId }));
  const known = new Set(unreachable.map(({ personId }) => personId));
  let nextMs = Infinity;
  for (const [personId, own] of grouped(duties, ({ personId: id }) => id)) {
    const deviceIds = deviceIdsOf(personId);
    if (known.has(personId) || deviceIds.some(isLinked)) continue;
    const awayMs = Math.min(...deviceIds.map((id) => links.withoutLinkMs(id)));
    if (awayMs < unreachableAfterMs) {
      nextMs = Math.min(nextMs, nowMs + unreachableAfterMs - awayMs);
      continue;
    }
    const rotaIds = own.map(({ rotaId }) => rotaId);
    const personIds = circumstances.othersOf(personId, rotaIds);
    const since = toInstant(deviceIds.length === 0 ? nowMs : nowMs - awayMs);
    events.push({ ...base, type: 'person.unreachable', personId, since, rotaIds, personIds });
  }
  return { events, nextMs: nextMs === Infinity ? null : Math.ceil(nextMs) };
}

/** What says whom of a team to tell. */
export interface TeamCircle {
  teamId: string;
  side: Side;
  services: readonly Pick<ServiceView, 'id' | 'developers' | 'sres'>[];
  paging: Pick<PagingRules, 'resolve'>;
}

/**
 * Those who can step in for somebody of a team, or who rely on them: who else is on call, the backups,
 * the leads, and the other side's on call of the same services.
 */
export function circleOf({ teamId, side, services, paging }: TeamCircle): string[] {
  const own = services.filter((service) => ownTeam(service, side) === teamId);
  const other = side === 'developer' ? 'sre' : 'developer';
  // One service of each partner says it for all.
  const byPartner = new Map(own.map((service) => [ownTeam(service, other), service.id]));
  const resolve = (service: string, whose: Side, role: TargetRole) =>
    paging.resolve(service, whose, { kind: 'role', side: whose, role });
  return [...byPartner.values()].flatMap((service) => [
    ...resolve(service, side, 'oncall'),
    ...resolve(service, side, 'backup'),
    ...resolve(service, side, 'lead'),
    ...resolve(service, other, 'oncall'),
  ]);
}

function ownTeam({ developers, sres }: TeamCircle['services'][number], side: Side): string {
  return side === 'developer' ? developers : sres;
}
