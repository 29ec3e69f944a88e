import { foldName } from '../domain/directory.ts';
import { notJoinedPrefix } from '../domain/oncall/duty-rules.ts';
import type { DutyRules, DutyTeam } from '../domain/oncall/duty-rules.ts';
import type { MemberKey, Rota } from '../domain/oncall/rota.ts';
import type { Person, Side } from '../protocol/identity.ts';
import { rotasOf } from './rotas.ts';
import type { Config } from './schema.ts';

/** Names of a config as they are compared. */
interface FoldedNames {
  /** Of each person, by their id in the config: the id and the name. */
  ofId: ReadonlyMap<string, readonly string[]>;
  /** Ids of those who go by a name. */
  ids: ReadonlyMap<string, readonly string[]>;
}

const foldedNames = new WeakMap<Config, FoldedNames>();

function foldedNamesOf(config: Config): FoldedNames {
  const known = foldedNames.get(config);
  if (known) return known;
  const ofId = new Map<string, string[]>();
  const ids = new Map<string, string[]>();
  for (const [id, { name }] of Object.entries(config.people)) {
    const names = [...new Set([id, name].map(foldName))];
    ofId.set(id, names);
    for (const one of names) ids.set(one, [...(ids.get(one) ?? []), id]);
  }
  const fresh = { ofId, ids };
  foldedNames.set(config, fresh);
  return fresh;
}

/** Who of a config has joined. */
export class Joined {
  readonly #names: FoldedNames;
  readonly #byName = new Map<string, Person[]>();
  readonly #byId: ReadonlyMap<string, Person>;

  constructor(config: Config, people: readonly Person[]) {
    this.#names = foldedNamesOf(config);
    this.#byId = new Map(people.map((person) => [person.id, person]));
    for (const person of people) {
      const name = foldName(person.name);
      const others = this.#byName.get(name);
      if (others) others.push(person);
      else this.#byName.set(name, [person]);
    }
  }

  /** The person whom the config names so, by name or id, on a side if one is given. */
  find(configId: string, side: Side | null): Person | undefined {
    for (const name of this.#names.ofId.get(configId) ?? [foldName(configId)]) {
      const found = this.#byName.get(name)?.find((person) => side === null || person.side === side);
      if (found) return found;
    }
    return undefined;
  }

  /** How somebody would be named if they had not joined; undefined when the config does not know them. */
  awaitedKeyOf(personId: string): MemberKey | undefined {
    const person = this.#byId.get(personId);
    const ids = person && this.#names.ids.get(foldName(person.name));
    const id = ids?.find((one) => this.find(one, person?.side ?? null) === person);
    return id === undefined ? undefined : `${notJoinedPrefix}${id}`;
  }

  key(configId: string, side: Side | null): MemberKey {
    return this.find(configId, side)?.id ?? `${notJoinedPrefix}${configId}`;
  }
}

const known = new WeakMap<Config, { people: readonly Person[]; duty: DutyRules }>();

/**
 * Who may be on call by a config. Whoever stands on the other side than their team counts there as
 * not joined: they cannot have its seat.
 */
export function dutyOf(config: Config, people: readonly Person[]): DutyRules {
  const before = known.get(config);
  if (before?.people === people) return before.duty;
  const duty = makeDuty(config, people, before?.duty.rotas ?? []);
  known.set(config, { people, duty });
  return duty;
}

function makeDuty(
  config: Config,
  people: readonly Person[],
  rotasBefore: readonly Rota[],
): DutyRules {
  const joined = new Joined(config, people);
  const onSide = {
    developer: rotasOf(config, (id) => joined.key(id, 'developer')),
    sre: rotasOf(config, (id) => joined.key(id, 'sre')),
  };
  const rotas = onSide.developer.map((developers, index) => {
    const rota = developers.side === 'sre' ? (onSide.sre[index] ?? developers) : developers;
    const before = rotasBefore[index];
    // The same object as before, so that nobody resolves it anew.
    return before && hasSamePeople(before, rota) ? before : rota;
  });
  const byId = new Map(rotas.map((rota) => [rota.id, rota]));
  const partners = partnersOf(config);
  const teams = Object.entries(config.teams).map(([id, team]): DutyTeam => {
    const { name = id, side, members } = team;
    const memberKeys = [...new Set(members.map((member) => joined.key(member, side)))];
    const memberIds = memberKeys.filter((key) => !key.startsWith(notJoinedPrefix));
    return { id, name, side, memberIds, memberKeys, partnerIds: [...(partners.get(id) ?? [])] };
  });
  const teamById = new Map(teams.map((team) => [team.id, team]));
  const personById = new Map(people.map((person) => [person.id, person]));
  return {
    rotas,
    rota: (rotaId) => byId.get(rotaId) ?? null,
    teams,
    team: (teamId) => teamById.get(teamId) ?? null,
    awaitedKeyOf: (personId) => joined.awaitedKeyOf(personId),
    nameOf: (key) => {
      if (!key.startsWith(notJoinedPrefix)) return personById.get(key)?.name ?? key;
      const id = key.slice(notJoinedPrefix.length);
      return Object.hasOwn(config.people, id) ? (config.people[id]?.name ?? id) : id;
    },
  };
}

/** Teams with whom each team shares services. */
function partnersOf({ services }: Config): Map<string, Set<string>> {
  const partners = new Map<string, Set<string>>();
  const add = (team: string, partner: string) => {
    const known = partners.get(team);
    if (known) known.add(partner);
    else partners.set(team, new Set([partner]));
  };
  for (const { developers, sres } of Object.values(services)) {
    add(developers, sres);
    add(sres, developers);
  }
  return partners;
}

/** Of two rotas made of the same config: whether the same people have joined. */
function hasSamePeople(one: Rota, other: Rota): boolean {
  return (
    one.id === other.id &&
    one.layers.every(({ people }, layer) =>
      people.every((key, index) => key === other.layers[layer]?.people[index]),
    )
  );
}
