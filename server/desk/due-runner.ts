import { toInstant } from '../domain/instant.ts';
import { dueKinds } from '../journal/due-table.ts';
import type { DueKind } from '../journal/due-table.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import { limits } from '../protocol/limits.ts';
import type { DueWork } from './due-work.ts';
import type { Surroundings } from './surroundings.ts';

/** Subjects that one job deals with: few, so that jobs of people come in between. */
const subjectsPerJob = 20;

/** Subjects of one kind that are looked for at once. */
const subjectsAtOnce = 10_000;

/** What is done may make more due at once, but not for ever. */
const mostRounds = 20;

/** Between tries at what could not be done. */
const retryMs = 30_000;

/** What is wrong with the hub and not with what is due. */
const hubErrors: ReadonlySet<ErrorCode> = new Set([
  'overloaded',
  'journal_unwritable',
  'shutting_down',
]);

/**
 * Has everything done that is due. What cannot be done keeps nothing else from being done: it is put off
 * a little, and people are told once.
 */
export class DueRunner {
  readonly #surroundings: Surroundings;
  readonly #works: Record<DueKind, DueWork>;
  readonly #told = new Set<string>();

  constructor(surroundings: Surroundings, works: Record<DueKind, DueWork>) {
    this.#surroundings = surroundings;
    this.#works = works;
  }

  /**
   * Returns when the next thing is due, in epoch ms.
   * @throws TocsinError `overloaded`, `journal_unwritable`, `shutting_down`
   * @throws AggregateError after the rest was done, when something could not be
   */
  async run(): Promise<number | null> {
    const { journal, clock } = this.#surroundings;
    const errors: unknown[] = [];
    for (let round = 0; round < mostRounds; round += 1) {
      const kinds = journal.overdueKinds(clock.now());
      if (kinds.length === 0) break;
      for (const kind of dueKinds) if (kinds.includes(kind)) await this.#runKind(kind, errors);
    }
    if (errors.length > 0) throw new AggregateError(errors, 'Not all that was due could be done.');
    return journal.nextDueMs();
  }

  async #runKind(kind: DueKind, errors: unknown[]): Promise<void> {
    const { journal, clock } = this.#surroundings;
    const subjects = journal.overdue(kind, clock.now(), subjectsAtOnce);
    const jobs = [];
    for (let at = 0; at < subjects.length; at += subjectsPerJob) {
      jobs.push(this.#runJob(kind, subjects.slice(at, at + subjectsPerJob), errors));
    }
    // At once, so that they share transactions as far as there is time in one.
    const results = await Promise.allSettled(jobs);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  async #runJob(kind: DueKind, subjects: readonly string[], errors: unknown[]): Promise<void> {
    try {
      await this.#do(kind, subjects);
    } catch (error) {
      if (error instanceof TocsinError && hubErrors.has(error.code)) throw error;
      if (subjects.length > 1) {
        for (const subject of subjects) await this.#runJob(kind, [subject], errors);
        return;
      }
      errors.push(error);
      for (const subject of subjects) await this.#putOff(kind, subject);
    }
  }

  async #do(kind: DueKind, subjects: readonly string[]): Promise<void> {
    const { journal, clock } = this.#surroundings;
    await journal.write((transaction) => {
      const nowMs = clock.now();
      const isDue = (subject: string): boolean =>
        (transaction.dueMs(kind, subject) ?? Infinity) <= nowMs;
      const due = subjects.filter(isDue);
      if (due.length === 0) return;
      this.#works[kind](this.#surroundings, transaction, due, nowMs);
      const left = due.filter(isDue);
      if (left.length > 0) throw new Error(`Still due: ${kind} ${left.join(' ')}`);
    });
  }

  async #putOff(kind: DueKind, subject: string): Promise<void> {
    const { journal, clock } = this.#surroundings;
    await journal.write((transaction) => {
      const nowMs = clock.now();
      transaction.putDue(kind, subject, nowMs + retryMs);
      const key = `${kind} ${subject}`;
      if (this.#told.has(key)) return;
      this.#told.add(key);
      tell(transaction, `${kind} of ${subject} could not be done. The hub tries again.`, nowMs);
    });
  }
}

/** Tells everybody that something is wrong with the hub's own paging, and what it did. */
export function tell(transaction: JournalTransaction, problem: string, nowMs: number): void {
  const base = { at: toInstant(nowMs), actor: { kind: 'hub' } } as const;
  transaction.append({
    ...base,
    type: 'engine.alarm',
    problem: problem.slice(0, limits.reasonLength),
  });
}
