import { performance } from 'node:perf_hooks';
import type { JournalEvent } from '../domain/hub-events.ts';
import { TocsinError } from '../protocol/errors.ts';
import { limits } from '../protocol/limits.ts';
import type { JournalObserver } from './observer.ts';
import { isStorageFault } from './sqlite-errors.ts';
import type { Statements } from './statements.ts';
import type { JournalTransaction } from './transaction.ts';

interface Job {
  run: (transaction: JournalTransaction) => unknown;
  resolve: (result: never) => void;
  reject: (error: unknown) => void;
  result: unknown;
  error: unknown;
  isFailed: boolean;
  queuedMs: number;
}

/** More jobs than this wait for the next transaction, so that the first need not wait long. */
const jobsPerTransaction = 512;

/** No further job is begun after this time: the answers to heartbeats and people wait meanwhile. */
const decideBudgetMs = 50;

/** What senders brought gets this much of each transaction, however much people ask. */
const ordinaryShareMs = 10;

export interface WriteOptions {
  /** Somebody waits for the answer: it goes before everything that senders brought. */
  isUrgent?: boolean;
}

export interface GroupCommitOptions {
  statements: Statements;
  transaction: JournalTransaction;
  observer: JournalObserver;
  /** Told of each commit before its jobs' promises settle. */
  onApplied: (events: JournalEvent[]) => void;
  /** Told of each commit after its jobs' promises have settled. */
  onCommitted: (events: JournalEvent[]) => void;
}

/**
 * The one writer. Jobs that arrive together share one transaction and one fsync, each in a
 * savepoint of its own: a job that fails takes back only what it did itself.
 */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  readonly #sql: Record<'begin' | 'commit' | 'savepoint' | 'release' | 'undo', () => void>;
  #head: number;
  readonly #urgent: Job[] = [];
  readonly #ordinary: Job[] = [];
  #isScheduled = false;
  #isClosing = false;

  constructor(options: GroupCommitOptions) {
    this.#options = options;
    this.#head = options.transaction.head;
    const bind = (sql: string) => {
      const statement = options.statements.of(sql);
      return () => void statement.run();
    };
    this.#sql = {
      begin: bind('begin immediate'),
      commit: bind('commit'),
      savepoint: bind('savepoint job'),
      release: bind('release job'),
      undo: bind('rollback to job'),
    };
  }

  /** `seq` of the newest committed event. */
  get head(): number {
    return this.#head;
  }

  /**
   * Runs a job in the next transaction; settles after its commit.
   * @throws TocsinError `overloaded`, `shutting_down`, `journal_unwritable`, or what the job threw
   */
  submit<Result>(
    run: (transaction: JournalTransaction) => Result,
    { isUrgent = false }: WriteOptions = {},
  ): Promise<Result> {
    if (this.#isClosing) return Promise.reject(new TocsinError('shutting_down'));
    const queue = isUrgent ? this.#urgent : this.#ordinary;
    if (queue.length >= limits.commitQueueLength) {
      return Promise.reject(new TocsinError('overloaded'));
    }
    return new Promise<Result>((resolve, reject) => {
      queue.push({
        run,
        resolve,
        reject,
        result: undefined,
        error: undefined,
        isFailed: false,
        queuedMs: performance.now(),
      });
      this.#schedule();
    });
  }

  /** Refuses new jobs and writes those that wait. */
  async close(): Promise<void> {
    this.#isClosing = true;
    while (this.#waitingCount > 0) this.#writeBatch();
    // Twice: the last commit's listeners are told in the turn after its promises settle.
    await nextTurn();
    await nextTurn();
  }

  get #waitingCount(): number {
    return this.#urgent.length + this.#ordinary.length;
  }

  /** In the next turn, so that everything that arrived in this one shares the transaction. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      if (this.#waitingCount > 0) this.#writeBatch();
      if (this.#waitingCount > 0) this.#schedule();
    });
  }

  #writeBatch(): void {
    const jobs: Job[] = [];
    const startMs = performance.now();
    let decidedMs = startMs;
    let events: JournalEvent[] | null = null;
    try {
      this.#sql.begin();
      const endMs = startMs + decideBudgetMs;
      this.#runJobs(this.#urgent, jobs, endMs);
      this.#runJobs(this.#ordinary, jobs, Math.max(endMs, performance.now() + ordinaryShareMs));
      this.#options.transaction.flush();
      decidedMs = performance.now();
      this.#sql.commit();
      events = this.#options.transaction.keep();
      this.#head = this.#options.transaction.head;
    } catch (error) {
      this.#giveUp(jobs, error);
    }
    const endMs = performance.now();
    this.#settle(jobs, events);
    this.#options.observer.onBatch?.({
      jobCount: jobs.length,
      eventCount: events?.length ?? 0,
      queueLength: this.#waitingCount,
      waitMs: startMs - (jobs[0]?.queuedMs ?? startMs),
      decideMs: decidedMs - startMs,
      commitMs: endMs - decidedMs,
      isCommitted: events !== null,
    });
  }

  /** Moves jobs from a queue to those that were begun, and runs them, while there is time; always one. */
  #runJobs(queue: Job[], begun: Job[], endMs: number): void {
    let count = 0;
    try {
      for (const job of queue) {
        const isTimeUp = performance.now() > endMs;
        if (count > 0 && (isTimeUp || count >= jobsPerTransaction)) break;
        count += 1;
        begun.push(job);
        this.#runJob(job);
      }
    } finally {
      queue.splice(0, count);
    }
  }

  #runJob(job: Job): void {
    const { transaction } = this.#options;
    const mark = transaction.mark();
    this.#sql.savepoint();
    try {
      job.result = job.run(transaction);
      this.#sql.release();
      transaction.keepJob();
    } catch (error) {
      // SQLite may have ended the whole transaction; nothing of this batch is kept.
      if (isStorageFault(error)) throw error;
      this.#sql.undo();
      this.#sql.release();
      transaction.undoJob(mark);
      job.isFailed = true;
      job.error = error;
    }
  }

  #giveUp(jobs: Job[], cause: unknown): void {
    const { database } = this.#options.statements;
    if (database.isTransaction) database.exec('rollback');
    this.#options.transaction.undo(this.#head);
    const error = isStorageFault(cause)
      ? new TocsinError('journal_unwritable', undefined, { cause })
      : cause;
    for (const job of jobs) {
      job.isFailed = true;
      job.error = error;
    }
  }

  #settle(jobs: Job[], events: JournalEvent[] | null): void {
    const hasEvents = events !== null && events.length > 0;
    if (hasEvents) this.#options.onApplied(events);
    for (const job of jobs) {
      if (job.isFailed) job.reject(job.error);
      else job.resolve(job.result as never);
    }
    // In a later turn, so that the answers go out first.
    if (hasEvents) setImmediate(() => this.#options.onCommitted(events));
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
