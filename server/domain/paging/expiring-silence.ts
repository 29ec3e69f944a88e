import type { Person } from '../../protocol/identity.ts';
import type { Silence } from '../../protocol/oncall.ts';
import type { NewEvent } from '../hub-events.ts';
import type { PagingRules } from './paging-rules.ts';

/** How long before a silence ends its author's team is told; at its beginning when it is shorter. */
export const expiryToldBeforeMs = 60 * 60 * 1_000;

/**
 * Tells the team of a silence's author that it ends soon. That is their team of the silenced service, else
 * all that they are members of, else everybody on their side.
 * @param people those who can be told
 */
export function tellExpiring(
  { id: silenceId, byId, service }: Silence,
  people: readonly Person[],
  paging: PagingRules,
  at: string,
): NewEvent {
  const side = people.find(({ id }) => id === byId)?.side;
  const ofService = service === null || !side ? null : paging.teamOf(service, side);
  const own = paging.duty.teams.filter(({ memberIds }) => memberIds.includes(byId));
  const teams = ofService?.memberIds.includes(byId) ? [ofService] : own;
  const onSide = people.filter((one) => one.side === side).map(({ id }) => id);
  const memberIds = teams.length > 0 ? teams.flatMap((team) => [...team.memberIds]) : onSide;
  const personIds = [...new Set([byId, ...memberIds])].filter((id) =>
    people.some((person) => person.id === id),
  );
  return { at, actor: { kind: 'hub' }, type: 'silence.expiring', silenceId, personIds };
}
