import type { VisibleEvent } from '../../server/protocol/events.ts';
import { nobodyOnCall } from '../../server/protocol/oncall.ts';
import type {
  Drill,
  OnCallView,
  RotaView,
  ShiftView,
  Silence,
  Swap,
} from '../../server/protocol/oncall.ts';
import { t0 } from './factory.ts';

/** Who is on call, drills and silences as tests need them. */
export const friday = '2026-10-02T07:00:00.000Z';
export const monday = '2026-10-05T07:00:00.000Z';
export const nextMonday = '2026-10-12T07:00:00.000Z';

export const member = (personId: string) => ({ personId, name: personId });

export function makeShift(
  personIds: readonly string[],
  change: Partial<ShiftView> = {},
): ShiftView {
  const people = personIds.map(member);
  return { from: friday, until: monday, people, overrideId: null, ...change };
}

/** Ana has Payments until Monday 09:00 in Berlin, then Bo. */
export function makeRota(change: Partial<RotaView> = {}): RotaView {
  return {
    ...{ id: 'r1', name: 'Payments on call', teamId: 'payments', side: 'developer' },
    ...{ level: 'oncall', zone: 'Europe/Berlin', members: ['ana', 'bo'].map(member) },
    now: makeShift(['ana']),
    next: makeShift(['bo'], { from: monday, until: nextMonday }),
    ...change,
  };
}

export function makeDrill(change: Partial<Drill> = {}): Drill {
  return {
    ...{ id: 'drill-1', kind: 'audible', personId: 'ana', rotaIds: ['r1'], startedAt: t0 },
    ...{ passBy: '2026-10-03T01:17:00.000Z', state: 'open', reports: [], endedAt: null, ...change },
  };
}

export function makeSwap(change: Partial<Swap> = {}): Swap {
  return {
    ...{ id: 'swap-1', rotaId: 'r1', fromId: 'raj', toId: 'ana', note: null, state: 'asked' },
    give: { from: friday, until: monday },
    ...{ take: null, askedAt: t0, ...change },
  };
}

export function makeSilence(change: Partial<Silence> = {}): Silence {
  return {
    ...{ id: 'silence-1', kind: 'silence', service: 'checkout-api', matchers: {} },
    ...{ from: t0, until: '2026-10-03T03:30:00.000Z', reason: 'load test', byId: 'ana' },
    ...change,
  };
}

export function onCall(change: Partial<OnCallView> = {}): OnCallView {
  return { ...nobodyOnCall, rotas: [makeRota()], ...change };
}

type Bare<E> = E extends VisibleEvent ? Omit<E, 'seq' | 'at' | 'actor'> : never;

/** An event of the hub's own, at `t0` unless said otherwise. */
export function hubEvent(seq: number, event: Bare<VisibleEvent>, at = t0): VisibleEvent {
  return { seq, at, actor: { kind: 'hub' }, ...event };
}
