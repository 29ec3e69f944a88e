import type { Side } from '../../protocol/identity.ts';
import type { MemberKey, Rota } from './rota.ts';

/** A team of the config that may have rotas. */
export interface DutyTeam {
  id: string;
  name: string;
  side: Side;
  /** Ids of those who have joined. */
  memberIds: readonly string[];
  /** All members, joined or not. */
  memberKeys: readonly MemberKey[];
  /** Teams that have the other seat of its services. */
  partnerIds: readonly string[];
}

/**
 * What the config says of who may be on call, keyed for those who have joined. The same object while
 * neither config nor people change.
 */
export interface DutyRules {
  /** In the order of the config. */
  rotas: readonly Rota[];
  rota(rotaId: string): Rota | null;
  teams: readonly DutyTeam[];
  team(teamId: string): DutyTeam | null;
  /** How somebody would be named if they had not joined; undefined when the config does not know them. */
  awaitedKeyOf(personId: string): MemberKey | undefined;
  /** How people call somebody whom a rota names. */
  nameOf(key: MemberKey): string;
}

/** Of a hub whose config has no rotas. */
export const noDuty: DutyRules = {
  rotas: [],
  rota: () => null,
  teams: [],
  team: () => null,
  awaitedKeyOf: () => undefined,
  nameOf: (key) => key,
};

/** Whoever a config names and who has not joined goes by this and their id there. */
export const notJoinedPrefix = 'config/';

/** Id of a member who has joined; null for others. */
export function personIdOf(key: MemberKey): string | null {
  return key.startsWith(notJoinedPrefix) ? null : key;
}

/** Ids of those members who have joined. */
export function joinedAmong(keys: readonly MemberKey[]): string[] {
  return keys.filter((key) => !key.startsWith(notJoinedPrefix));
}

/** Those who may take shifts of a rota: the people of its layers, then those of its team; each once. */
export function takersOf(rota: Rota, duty: DutyRules): MemberKey[] {
  const people = rota.layers.flatMap((layer) => layer.people);
  return [...new Set([...people, ...(duty.team(rota.teamId)?.memberKeys ?? [])])];
}

/**
 * Whether anybody has joined who is in a team or takes turns for it. Without anybody, all of its side are
 * called, and that nobody is on call is no gap.
 */
export function isPeopled(teamId: string, duty: DutyRules): boolean {
  const takers = duty.rotas.filter((rota) => rota.teamId === teamId && rota.level === 'oncall');
  const keys = takers.flatMap(({ layers }) => layers.flatMap(({ people }) => people));
  return joinedAmong(keys).length > 0 || (duty.team(teamId)?.memberIds.length ?? 0) > 0;
}
