import { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { Incident } from '../protocol/incident.ts';
import type { SearchQuery } from '../protocol/room-api.ts';
import type { DueKind } from './due-table.ts';
import { AuditReader } from './audit-reader.ts';
import { FigureReader } from './figure-reader.ts';
import { fillFigures } from './fill-figures.ts';
import { GroupCommit } from './group-commit.ts';
import type { WriteOptions } from './group-commit.ts';
import { HistoryReader } from './history-reader.ts';
import type { HistoryPart, SeqRange } from './history-reader.ts';
import { createNodeSqliteDialect } from './node-sqlite-dialect.ts';
import type { JournalObserver } from './observer.ts';
import { openDatabase } from './open-database.ts';
import type { OpenedDatabase } from './open-database.ts';
import { Projector } from './projector.ts';
import { rebuildProjections } from './rebuild.ts';
import { RunReader } from './run-reader.ts';
import { SearchReader } from './search-reader.ts';
import type { Found } from './search-reader.ts';
import { readEvents, readSnapshot } from './snapshot.ts';
import type { JournalSnapshot } from './snapshot.ts';
import type { Tables } from './tables.ts';
import { JournalTransaction } from './transaction.ts';
import type { FollowUp } from './transaction.ts';

export type EventListener = (events: JournalEvent[]) => void;

export interface JournalOptions {
  dataFolder: string;
  /** Id of the hub, if the folder has none yet. */
  newHubId: () => string;
  /** Id of the epoch that begins with the first event written. Never the same twice. */
  newEpoch: () => string;
  /** What belongs to events by rule; nothing unless given. */
  followUp?: FollowUp;
  observer?: JournalObserver;
}

/**
 * The append-only log and the tables made from it, in one SQLite file that this process owns.
 * Everything that changes goes through `write`.
 */
export class Journal {
  readonly hubId: string;
  readonly #database: OpenedDatabase;
  readonly #projector: Projector;
  readonly #transaction: JournalTransaction;
  readonly #commits: GroupCommit;
  readonly #db: Kysely<Tables>;
  readonly #reader: Kysely<Tables>;
  readonly #histories: HistoryReader;
  readonly #search: SearchReader;
  readonly #runReader: RunReader;
  readonly #figures: FigureReader;
  readonly #audit: AuditReader;
  readonly #appliedListeners = new Set<EventListener>();
  readonly #committedListeners = new Set<EventListener>();
  #snapshot: Promise<JournalSnapshot> | undefined;
  #closed: Promise<void> | undefined;
  #isClosed = false;

  private constructor(database: OpenedDatabase, options: JournalOptions) {
    const { writer, reader } = database;
    this.#database = database;
    this.#db = new Kysely<Tables>({ dialect: createNodeSqliteDialect(writer) });
    this.#reader = new Kysely<Tables>({ dialect: createNodeSqliteDialect(reader) });
    this.#histories = new HistoryReader(this.#db, writer);
    this.#search = new SearchReader(this.#reader, reader);
    this.#runReader = new RunReader(this.#reader, reader);
    this.#figures = new FigureReader(this.#reader, reader);
    this.#audit = new AuditReader(this.#reader, reader);
    this.hubId = readHubId(database, options.newHubId);
    this.#projector = new Projector(this.#db, writer);
    if (this.#projector.figures.isBehind) fillFigures(writer, this.#projector.figures);
    const head = Number(
      writer.database.prepare('select coalesce(max(seq), 0) as head from events').get()?.['head'],
    );
    const { newEpoch, followUp = () => [] } = options;
    this.#transaction = new JournalTransaction(this.#db, writer, this.#projector, {
      ...{ head, newEpoch, followUp },
    });
    this.#commits = new GroupCommit({
      statements: writer,
      transaction: this.#transaction,
      observer: options.observer ?? {},
      onApplied: (events) => tell(this.#appliedListeners, events),
      onCommitted: (events) => tell(this.#committedListeners, events),
    });
  }

  /** @throws TocsinError `data_folder_locked`, `data_folder_unwritable`, `data_folder_newer` */
  static async open(options: JournalOptions): Promise<Journal> {
    const database = await openDatabase(options.dataFolder);
    try {
      return new Journal(database, options);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** `seq` of the newest committed event. */
  get head(): number {
    return this.#commits.head;
  }

  /** Enrolment as committed, for reading outside of jobs. */
  get enrolment(): Projector['enrolment'] {
    this.#requireOpen();
    return this.#projector.enrolment;
  }

  /** Attachments as committed, for reading outside of jobs. */
  get attachments(): Projector['attachments'] {
    this.#requireOpen();
    return this.#projector.attachments;
  }

  /** Context packs and deploys as committed, for reading outside of jobs. */
  get context(): Projector['context'] {
    this.#requireOpen();
    return this.#projector.context;
  }

  /** Checklists and their runbooks as committed, for reading outside of jobs. */
  get checklists(): Projector['checklists'] {
    this.#requireOpen();
    return this.#projector.checklists;
  }

  /** Runs of commands that are under way, as committed, for reading outside of jobs. */
  get runs(): Projector['runs'] {
    this.#requireOpen();
    return this.#projector.runs;
  }

  /** Overrides, swaps and what was said of shifts, as committed, for reading outside of jobs. */
  get rotas(): Projector['rotas'] {
    this.#requireOpen();
    return this.#projector.rotas;
  }

  /** Stopgaps as committed, for reading outside of jobs. */
  get stopgaps(): Projector['stopgaps'] {
    this.#requireOpen();
    return this.#projector.stopgaps;
  }

  /** Cards as committed, for reading outside of jobs. */
  get cards(): Projector['cards'] {
    this.#requireOpen();
    return this.#projector.cards;
  }

  /** Deliveries, links and tests of channels as committed, for reading outside of jobs. */
  get deliveries(): Projector['deliveries'] {
    this.#requireOpen();
    return this.#projector.deliveries;
  }

  /** Drills, and who on call cannot be reached, as committed, for reading outside of jobs. */
  get drills(): Projector['drills'] {
    this.#requireOpen();
    return this.#projector.drills;
  }

  /** Silences as committed, for reading outside of jobs. */
  get silences(): Projector['silences'] {
    this.#requireOpen();
    return this.#projector.silences;
  }

  /** How runbooks were carried out. */
  get runReader(): RunReader {
    this.#requireOpen();
    return this.#runReader;
  }

  /** What reports are counted from. */
  get figures(): FigureReader {
    this.#requireOpen();
    return this.#figures;
  }

  /** What changed the rules of paging. */
  get audit(): AuditReader {
    this.#requireOpen();
    return this.#audit;
  }

  /** An incident as committed, by id or number. */
  incidentNamed(idOrNumber: string): Incident | undefined {
    this.#requireOpen();
    return this.#projector.incidents.named(idOrNumber);
  }

  /** `seq` of the last committed event of an epoch; null when this journal does not know it. */
  lastSeqOf(epoch: string): number | null {
    this.#requireOpen();
    return this.#projector.epochs.lastSeq(epoch, this.head);
  }

  /** When the next thing is due, in epoch ms; null when nothing is. */
  nextDueMs(): number | null {
    return this.#projector.due.nextMs();
  }

  /** Kinds of which something is due, as committed. */
  overdueKinds(nowMs: number): DueKind[] {
    this.#requireOpen();
    return this.#projector.due.overdueKinds(nowMs);
  }

  /** Subjects of what is due at `nowMs`, oldest first, at most `count`, as committed. */
  overdue(kind: DueKind, nowMs: number, count: number): string[] {
    this.#requireOpen();
    return this.#projector.due.overdue(kind, nowMs, count);
  }

  /**
   * Runs a job in the next transaction; settles after its commit. The job must not be async.
   * @throws TocsinError `overloaded`, `shutting_down`, `journal_unwritable`, or what the job threw
   */
  write<Result>(
    run: (transaction: JournalTransaction) => Result,
    options?: WriteOptions,
  ): Promise<Result> {
    return this.#commits.submit(run, options);
  }

  /** Tells of each commit before the promises of its jobs settle; for caches. */
  onApplied(listener: EventListener): () => void {
    this.#appliedListeners.add(listener);
    return () => void this.#appliedListeners.delete(listener);
  }

  /** Tells of each commit after the promises of its jobs have settled, in order of `seq`. */
  onCommitted(listener: EventListener): () => void {
    this.#committedListeners.add(listener);
    return () => void this.#committedListeners.delete(listener);
  }

  /** Events after `since`, at most `limit`. */
  async readEvents(since: number, limit: number): Promise<JournalEvent[]> {
    this.#requireOpen();
    return readEvents(this.#db, since, limit);
  }

  /** What happened in an incident, as devices may see it: at most so much, but always one event. */
  async readHistory(
    incidentId: string,
    range: SeqRange,
    most: { maxEvents: number; maxBytes: number },
  ): Promise<HistoryPart> {
    return this.#histories.read(incidentId, range, most, () => this.#requireOpen());
  }

  /** The newest lines of all rooms that a query means, at most `count`. */
  search(query: SearchQuery, count: number): Found[] {
    this.#requireOpen();
    return this.#search.find(query, count);
  }

  /** Callers that come while one is being read share it. */
  async readSnapshot(): Promise<JournalSnapshot> {
    this.#requireOpen();
    this.#snapshot ??= readSnapshot(this.#reader).finally(() => {
      this.#snapshot = undefined;
    });
    return this.#snapshot;
  }

  /** Makes the tables anew from the log. */
  rebuild(): void {
    rebuildProjections(this.#database.writer, this.#projector);
  }

  /** Writes what waits, tells the listeners, and lets go of the data folder. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  #requireOpen(): void {
    if (this.#isClosed) throw new TocsinError('shutting_down');
  }

  async #close(): Promise<void> {
    await this.#commits.close();
    await this.#snapshot?.catch(() => undefined);
    this.#isClosed = true;
    this.#database.close();
  }
}

/** A listener that throws keeps the others from nothing; its error ends up as uncaught. */
function tell(listeners: ReadonlySet<EventListener>, events: JournalEvent[]): void {
  for (const listener of listeners) {
    try {
      listener(events);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}

function readHubId({ writer }: OpenedDatabase, newHubId: () => string): string {
  const { database } = writer;
  database
    .prepare("insert into meta values ('hub_id', ?) on conflict (key) do nothing")
    .run(newHubId());
  const row = database.prepare("select value from meta where key = 'hub_id'").get();
  return String(row?.['value']);
}
