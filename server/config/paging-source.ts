import { isOpen } from '../domain/business-hours.ts';
import type { DutyRules } from '../domain/oncall/duty-rules.ts';
import { OnCallBook } from '../domain/oncall/on-call-book.ts';
import type { MemberKey } from '../domain/oncall/rota.ts';
import type { PagingRules, SeatTeam } from '../domain/paging/paging-rules.ts';
import { defaultPolicy } from '../domain/paging/policy.ts';
import type { Target, TargetRole } from '../domain/paging/policy.ts';
import { defaultPagingSettings } from '../domain/paging/settings.ts';
import type { PagingSettings } from '../domain/paging/settings.ts';
import type { Records } from '../domain/records.ts';
import type { Person, Side } from '../protocol/identity.ts';
import type { Override } from '../protocol/oncall.ts';
import { dutyOf } from './oncall-source.ts';
import { PagingReading } from './paging-reading.ts';
import type { ConfiguredTeam } from './paging-reading.ts';
import type { Config } from './schema.ts';

/** Who is on call and who is paged by the config in force; it may be another one at each question. */
export class PagingSourceOfConfig {
  readonly #config: { readonly current: Config };
  readonly #book = new OnCallBook();
  #reading: PagingReading | null = null;

  constructor(config: { readonly current: Config }) {
    this.#config = config;
  }

  /** As of `nowMs`, epoch ms. */
  rules(
    records: Pick<Records, 'people' | 'reachablePeople' | 'overrides'>,
    nowMs: number,
  ): PagingRules {
    const reading = this.#read(records.people(), records.reachablePeople());
    const book = this.book(reading.people, records.overrides());
    return {
      policyOf: (service) => {
        const id = reading.service(service)?.policy ?? defaultPolicy.id;
        return reading.policies.get(id) ?? defaultPolicy;
      },
      resolve: (service, side, target) => resolve({ reading, book, nowMs }, service, side, target),
      isOpen: (service, side) => {
        const { team } = reading.team(service, side) ?? {};
        return team && hasHours(team) ? isOpen(team, nowMs) : null;
      },
      teamOf: (service, side): SeatTeam | null => {
        const { id, team } = reading.team(service, side) ?? {};
        if (id === undefined || !team) return null;
        const memberIds = reading.duty.team(id)?.memberIds ?? [];
        return { id, name: team.name ?? id, memberIds };
      },
      channelsOf: (personId) => reading.channelsOf(personId),
      duty: reading.duty,
    };
  }

  rotas(people: readonly Person[]): DutyRules['rotas'] {
    return this.duty(people).rotas;
  }

  duty(people: readonly Person[]): DutyRules {
    return dutyOf(this.#config.current, people);
  }

  /** Holds these overrides from now on. */
  book(people: readonly Person[], overrides: readonly Override[]): OnCallBook {
    this.#book.hold(this.rotas(people), overrides);
    return this.#book;
  }

  settings(): PagingSettings {
    return settingsOf(this.#config.current);
  }

  #read(people: readonly Person[], reachable: readonly Person[]): PagingReading {
    const { current } = this.#config;
    const known = this.#reading;
    if (known?.config === current && known.people === people && known.reachable === reachable)
      return known;
    this.#reading = new PagingReading(current, people, reachable);
    return this.#reading;
  }
}

function hasHours({ hours }: ConfiguredTeam): boolean {
  return Object.values(hours).some((spans) => spans.length > 0);
}

interface Moment {
  reading: PagingReading;
  book: OnCallBook;
  nowMs: number;
}

function resolve(moment: Moment, service: string, side: Side, target: Target): readonly string[] {
  const callable = moment.reading.callable[side];
  const callableOf = (keys: readonly MemberKey[]) => [...new Set(keys)].filter(isCallable);
  const isCallable = (key: MemberKey) => callable.has(key);
  if (target.kind === 'person') return callableOf([target.key]);
  if (target.side !== side) return [];
  const { role } = target;
  const team = moment.reading.team(service, side);
  const ids = team ? callableOf(keysOf(moment, team, role)) : [];
  if (ids.length > 0 || (role !== 'oncall' && role !== 'team')) return ids;
  const others = team ? callableOf(everybodyOf(moment, team.id)) : [];
  // Nobody may sleep through because a service or a name is missing.
  if (others.length === 0) return [...callable];
  return role === 'team' ? others : [];
}

/** Members of a team, and those who take turns for it. */
function everybodyOf({ reading }: Moment, teamId: string): MemberKey[] {
  const rotas = reading.rotaIds(teamId, 'oncall').flatMap((id) => reading.duty.rota(id) ?? []);
  const takers = rotas.flatMap(({ layers }) => layers.flatMap(({ people }) => people));
  return [...(reading.duty.team(teamId)?.memberIds ?? []), ...takers];
}

function keysOf(
  { reading, book, nowMs }: Moment,
  { id, team }: { id: string; team: ConfiguredTeam },
  role: TargetRole,
): readonly MemberKey[] {
  const members = () => reading.duty.team(id)?.memberIds ?? [];
  const onCall = (rotaIds: readonly string[]) =>
    rotaIds.flatMap((rotaId) => book.now(rotaId, nowMs)?.people ?? []);
  const rotaIds = reading.rotaIds(id, 'oncall');
  switch (role) {
    case 'oncall':
      return rotaIds.length === 0 ? members() : onCall(rotaIds);
    case 'backup': {
      const backups = reading.rotaIds(id, 'backup');
      if (backups.length > 0) return onCall(backups);
      return rotaIds.flatMap((rotaId) => book.backup(rotaId, nowMs) ?? []);
    }
    case 'lead':
      return team.leads.map((lead) => reading.joined.key(lead, team.side));
    case 'team':
      return members();
  }
}

function settingsOf({ drills, reachability, silences, channels }: Config): PagingSettings {
  return {
    ...defaultPagingSettings,
    drillsAtShiftStart: drills.atShiftStart,
    drillConfirmMs: drills.confirmWithin,
    selfCheckEveryMs: drills.selfCheckEvery,
    offerAfterMs: drills.offerAfter,
    unreachableAfterMs: reachability.unreachableAfter,
    longestSilenceMs: silences.longest,
    linkLifetimeMs: channels.linkLifetime,
    deliveriesPerHour: channels.perPersonPerHour,
  };
}
