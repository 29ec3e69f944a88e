import { foldName } from '../domain/directory.ts';
import type { DutyRules } from '../domain/oncall/duty-rules.ts';
import type { RotaLevel } from '../domain/oncall/rota.ts';
import type { PersonalChannel } from '../domain/paging/paging-rules.ts';
import type { Policy } from '../domain/paging/policy.ts';
import type { Person, Side } from '../protocol/identity.ts';
import { personalChannelsOf } from './channels.ts';
import { dutyOf, Joined } from './oncall-source.ts';
import { policiesOf } from './policies.ts';
import type { Config } from './schema.ts';

export type ConfiguredTeam = Config['teams'][string];

/** What of a config holds for as long as the same people have joined and have devices. */
export class PagingReading {
  readonly config: Config;
  readonly people: readonly Person[];
  readonly reachable: readonly Person[];
  readonly duty: DutyRules;
  readonly joined: Joined;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly callable: Readonly<Record<Side, ReadonlySet<string>>>;
  readonly #services = new Map<string, Config['services'][string]>();
  readonly #channels = new Map<string, readonly PersonalChannel[]>();
  readonly #rotaIds: Record<RotaLevel, Map<string, string[]>> = {
    oncall: new Map(),
    backup: new Map(),
  };

  constructor(config: Config, people: readonly Person[], reachable: readonly Person[]) {
    this.config = config;
    this.people = people;
    this.reachable = reachable;
    this.duty = dutyOf(config, people);
    this.joined = new Joined(config, people);
    this.policies = policiesOf(config, (id) => this.joined.key(id, null));
    for (const [id, service] of Object.entries(config.services)) {
      for (const name of [service.name ?? id, id]) this.#services.set(foldName(name), service);
    }
    for (const [id, person] of Object.entries(config.people)) {
      const key = person.channels.length > 0 ? this.joined.find(id, null)?.id : undefined;
      if (key !== undefined) this.#channels.set(key, personalChannelsOf(person));
    }
    const hasChannel = people.filter(({ id }) => this.#channels.has(id));
    const callable = [...reachable, ...hasChannel];
    const onSide = (side: Side) =>
      new Set(callable.filter((one) => one.side === side).map(({ id }) => id));
    this.callable = { developer: onSide('developer'), sre: onSide('sre') };
    for (const { id, teamId, level } of this.duty.rotas) {
      const ofLevel = this.#rotaIds[level];
      ofLevel.set(teamId, [...(ofLevel.get(teamId) ?? []), id]);
    }
  }

  service(name: string): Config['services'][string] | undefined {
    return this.#services.get(foldName(name));
  }

  channelsOf(personId: string): readonly PersonalChannel[] {
    return this.#channels.get(personId) ?? [];
  }

  team(service: string, side: Side): { id: string; team: ConfiguredTeam } | null {
    const listed = this.service(service);
    const id = side === 'developer' ? listed?.developers : listed?.sres;
    const team =
      id !== undefined && Object.hasOwn(this.config.teams, id) ? this.config.teams[id] : undefined;
    return id !== undefined && team ? { id, team } : null;
  }

  rotaIds(teamId: string, level: RotaLevel): readonly string[] {
    return this.#rotaIds[level].get(teamId) ?? [];
  }
}
