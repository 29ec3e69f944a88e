import { toInstant } from '../domain/instant.ts';
import { toEvent } from '../domain/paging/delivering.ts';
import type { PagingRules } from '../domain/paging/paging-rules.ts';
import { seatSubject } from '../domain/paging/seat-subject.ts';
import type { DueKind } from '../journal/due-table.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import { sides } from '../protocol/identity.ts';
import type { Side } from '../protocol/identity.ts';
import type { Incident } from '../protocol/incident.ts';
import type { Delivery } from '../protocol/paging.ts';
import { tell } from './due-runner.ts';
import type { Surroundings } from './surroundings.ts';

/** Incidents that one job looks at: few, so that jobs of people come in between. */
const incidentsPerJob = 50;

/** What is due may wait so long for those before it. */
const lateMs = 10_000;

/** What goes over channels may wait so long: servers are slow, and people are told things together. */
const lateDeliveryMs = 2 * 60 * 1_000;

/** Machines sleep and clocks are set: late is what is late still after so long by a clock that is not. */
const patienceMs = 30_000;

/** Clocks of machines differ by less; what lies further ahead was written before the clock was set back. */
const clockSlackMs = 60_000;

/** Something in the paging that should not be, and what was done about it. */
interface Finding {
  /** The same while it is the same finding. */
  key: string;
  problem: string;
}

/**
 * Looks whether every open page has a next step or has ended. What has none is given one, and people are
 * told of it once. It trusts the incidents, and nothing that was made from them.
 */
export class EngineAudit {
  readonly #surroundings: Surroundings;
  #known: ReadonlySet<string> = new Set();
  /** Since when something is late, by a clock that never jumps. */
  #lateSinceMs = new Map<string, number>();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /**
   * Returns what was found, in words; nothing is well.
   * @throws TocsinError `overloaded`, `journal_unwritable`, `shutting_down`
   */
  async run(): Promise<string[]> {
    const { journal, clock, paging } = this.#surroundings;
    const found: Finding[] = [];
    const look = async (take: (at: JournalTransaction, nowMs: number) => Finding[]) => {
      const findings = await journal.write((transaction) => {
        const nowMs = clock.now();
        const findings = take(transaction, nowMs);
        for (const { key, problem } of findings)
          if (!this.#known.has(key)) tell(transaction, problem, nowMs);
        return findings;
      });
      found.push(...findings);
    };
    const ids = await journal.write((transaction) => transaction.openIncidentIds());
    for (let at = 0; at < ids.length; at += incidentsPerJob) {
      const some = ids.slice(at, at + incidentsPerJob);
      await look((transaction, nowMs) => {
        const rules = paging.rules(transaction, nowMs);
        return some.flatMap((id) => auditIncident(transaction, id, rules, nowMs));
      });
    }
    await look((transaction, nowMs) => [
      ...auditDrills(transaction, nowMs),
      ...this.#remainingLate(findLate(transaction, nowMs)),
    ]);
    this.#known = new Set(found.map(({ key }) => key));
    return found.map(({ problem }) => problem);
  }

  #remainingLate(late: readonly Finding[]): Finding[] {
    const nowMs = performance.now();
    const since = this.#lateSinceMs;
    this.#lateSinceMs = new Map(late.map(({ key }) => [key, since.get(key) ?? nowMs]));
    return late.filter(({ key }) => nowMs - (since.get(key) ?? nowMs) >= patienceMs);
  }
}

function auditIncident(
  transaction: JournalTransaction,
  incidentId: string,
  rules: PagingRules,
  nowMs: number,
): Finding[] {
  const incident = transaction.incident(incidentId);
  if (!incident || incident.status === 'resolved') return [];
  return sides.flatMap((side) => [
    ...auditSeat(transaction, incident, side, nowMs),
    ...auditClock(transaction, incident, side, { rules, nowMs }),
    ...auditDeliveries(transaction, incident, side, nowMs),
  ]);
}

function auditSeat(
  transaction: JournalTransaction,
  { id, number, seats }: Incident,
  side: Side,
  nowMs: number,
): Finding[] {
  const { state, plan, leaseUntil, hold } = seats[side];
  const expect = (kind: DueKind, at: string, lacking: string): Finding[] =>
    expectRow(transaction, { kind, subject: seatSubject(id, side), dueMs: Date.parse(at) }, nowMs, {
      problem: `The ${side} seat of #${number} ${lacking}. The hub has made up for it.`,
    });
  if (state === 'ringing') {
    return expect('seat.next', plan?.nextAt ?? toInstant(nowMs), 'rang without a next step');
  }
  if (state === 'held') {
    return expect('seat.hold', hold?.until ?? toInstant(nowMs), 'was held without an end');
  }
  return leaseUntil === null ? [] : expect('seat.lease', leaseUntil, 'was never to be asked again');
}

/**
 * A clock that was ahead, as of a machine that has just started, and was set back since: what was to be
 * done within minutes would be done after as long as it was ahead. It is done now.
 */
function auditClock(
  transaction: JournalTransaction,
  { id, number, service, seats }: Incident,
  side: Side,
  { rules, nowMs }: { rules: PagingRules; nowMs: number },
): Finding[] {
  const { state, ringingSince, pages, acknowledgedAt, leaseUntil } = seats[side];
  const subject = seatSubject(id, side);
  const isAhead = (at: string): boolean => Date.parse(at) > nowMs + clockSlackMs;
  const doNow = (kind: DueKind, what: string): Finding[] => {
    transaction.putDue(kind, subject, nowMs);
    const problem = `The ${side} seat of #${number} ${what}, since the clock was set back. The hub goes on now.`;
    return [{ key: `clock ${kind} ${subject}`, problem }];
  };
  if (state === 'ringing' && [ringingSince, ...pages.map(({ at }) => at)].some(isAhead)) {
    const { steps, thenEveryMs } = rules.policyOf(service);
    const longestMs = steps.reduce((most, { waitMs }) => Math.max(most, waitMs), thenEveryMs);
    const dueMs = transaction.dueMs('seat.next', subject) ?? nowMs;
    if (dueMs > nowMs + longestMs + clockSlackMs) return doNow('seat.next', 'waited for too long');
  }
  if (leaseUntil === null || acknowledgedAt === null) return [];
  const isAsked = (transaction.dueMs('seat.lease', subject) ?? Infinity) <= nowMs;
  return isAhead(acknowledgedAt) && !isAsked
    ? doNow('seat.lease', 'was answered at a time to come')
    : [];
}

/** A row may be later than it should by what is put off after a failure, and not by more. */
function expectRow(
  transaction: JournalTransaction,
  { kind, subject, dueMs }: { kind: DueKind; subject: string; dueMs: number },
  nowMs: number,
  { problem }: { problem: string },
): Finding[] {
  const knownMs = transaction.dueMs(kind, subject);
  if (knownMs !== null && knownMs <= Math.max(dueMs, nowMs + 60_000)) return [];
  transaction.putDue(kind, subject, dueMs);
  return [{ key: `${kind} ${subject}`, problem }];
}

function auditDeliveries(
  transaction: JournalTransaction,
  { id: incidentId, number, seats }: Incident,
  side: Side,
  nowMs: number,
): Finding[] {
  const at = toInstant(nowMs);
  return seats[side].pages.flatMap(({ personId, deliveries }) =>
    deliveries.filter(isLost(transaction)).map((delivery): Finding => {
      const anew: Delivery = { ...delivery, at, dueAt: at };
      transaction.append(toEvent({ incidentId, side, personId, delivery: anew }, at));
      const problem = `A page of #${number} was never to go over ${delivery.name}. It goes now.`;
      return { key: `delivery ${delivery.id}`, problem };
    }),
  );
}

function isLost(transaction: JournalTransaction): (delivery: Delivery) => boolean {
  return ({ id, state }) =>
    state === 'waiting' && (transaction.deliveries.find(id)?.delivery.dueAt ?? null) === null;
}

function auditDrills(transaction: JournalTransaction, nowMs: number): Finding[] {
  return transaction
    .drills()
    .filter(({ state }) => state === 'open')
    .flatMap(({ id, passBy }) =>
      expectRow(transaction, { kind: 'drill.end', subject: id, dueMs: Date.parse(passBy) }, nowMs, {
        problem: 'A drill was never to end. The hub has made up for it.',
      }),
    );
}

/** To be asked after everything that is due was done. */
function findLate(transaction: JournalTransaction, nowMs: number): Finding[] {
  const kinds = transaction.overdueKinds(nowMs - lateMs).map((kind) => ({
    key: `late ${kind}`,
    problem: `What is due (${kind}) was not done for more than ${lateMs / 1_000} s.`,
  }));
  const names = transaction.deliveries.dueNames(nowMs - lateDeliveryMs).map((name) => ({
    key: `late over ${name}`,
    problem: `Pages have waited for more than 2 minutes to go over ${name}.`,
  }));
  return [...kinds, ...names];
}
