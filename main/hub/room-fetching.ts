import { TocsinError } from '../../server/protocol/errors.ts';
import { History } from '../../server/protocol/room-api.ts';
import type { Runbook } from '../../server/protocol/runbook.ts';
import type { Clock } from '../clock.ts';
import { ContextPacks } from './context-packs.ts';
import { Fetches } from './fetches.ts';
import type { Fetch } from './fetches.ts';
import type { HubApi } from './hub-api.ts';
import type { KeptRoom } from './kept-room.ts';
import type { RoomFiles } from './room-file.ts';
import type { RoomChange } from './room-knowledge.ts';
import { runbookFiles, Runbooks } from './runbooks.ts';
import type { RunbookCache } from './runbooks.ts';

export interface RoomFetchingOptions {
  clock: Clock;
  api: Pick<HubApi, 'getJson'>;
  files: RoomFiles;
  runbookCache: RunbookCache;
  /** Rooms to be completed, those for which a person waits first. */
  rooms(): Iterable<KeptRoom>;
  /** See `Mirror`. */
  lineage(): string | null;
  /** Older lines of a room have come. */
  onHistory(incidentId: string, change: RoomChange | null): void;
  /** Something beside the lines has come, or cannot be had now. */
  onChange(): void;
  warn(fields: object, message: string): void;
}

/** Fetches what rooms lack: their history, then runbooks and context packs. */
export class RoomFetching {
  readonly packs: ContextPacks;
  readonly #options: RoomFetchingOptions;
  readonly #runbooks: Runbooks;
  readonly #fetches: Fetches;

  constructor(options: RoomFetchingOptions) {
    const { clock, api, files, runbookCache, warn } = options;
    this.#options = options;
    this.packs = new ContextPacks(api, files);
    this.#runbooks = new Runbooks({
      ...{ api, cache: runbookCache, warn },
      onRecalled: () => {
        this.#fetches.look();
        options.onChange();
      },
    });
    this.#fetches = new Fetches({
      clock,
      wanted: () => this.#wanted(),
      onChange: () => options.onChange(),
    });
  }

  /** The hub can be asked from now on. */
  start(): void {
    this.#fetches.start();
  }

  stop(): void {
    this.#fetches.stop();
  }

  /** What is wanted may have changed. */
  look(): void {
    this.#fetches.look();
  }

  /** Why the room's history could not be fetched at the last try. */
  historyFailure(incidentId: string): TocsinError | null {
    return this.#fetches.failureOf(incidentId);
  }

  /** Why its context could not be fetched at the last try. */
  contextFailure(incidentId: string): TocsinError | null {
    return this.#fetches.failureOf(contextKey(incidentId));
  }

  /** Whether all that was added to its context is here. */
  hasContext({ incidentId, contextSeq }: KeptRoom): boolean {
    return this.packs.isWhole(incidentId, contextSeq, this.#options.lineage());
  }

  /** `missing` when it could not be fetched at the last try, or when `canAsk` is false. */
  runbookOf(hash: string, canAsk: boolean): Runbook | 'loading' | 'missing' {
    const known = this.#runbooks.of(hash);
    if (typeof known === 'object') return known;
    if (known === 'recalling') return 'loading';
    const isHopeless = this.#fetches.failureOf(runbookKey(hash)) !== null;
    return isHopeless || !canAsk ? 'missing' : 'loading';
  }

  *#wanted(): Iterable<Fetch> {
    const runbooks = new Set<string>();
    for (const room of this.#options.rooms()) {
      const { incidentId } = room;
      if (!room.isWhole) {
        yield { key: incidentId, run: (signal) => this.#fetchHistory(room, signal) };
        continue;
      }
      yield* this.#wantedRunbooks(room, runbooks);
      if (!this.hasContext(room)) {
        const run = (signal: AbortSignal): Promise<void> => this.#fetchContext(room, signal);
        yield { key: contextKey(incidentId), run };
      }
    }
  }

  /** @param asked hashes that were looked at for other rooms; grows */
  *#wantedRunbooks({ log }: KeptRoom, asked: Set<string>): Iterable<Fetch> {
    for (const { runbook } of log.checklists) {
      // Of more than fit on the disk the last ones would push out the first for ever.
      if (!runbook || asked.has(runbook.hash) || asked.size >= runbookFiles) continue;
      const { hash } = runbook;
      asked.add(hash);
      if (this.#runbooks.of(hash) === 'absent') {
        const run = (signal: AbortSignal): Promise<void> => this.#fetchRunbook(hash, signal);
        yield { key: runbookKey(hash), run };
      }
    }
  }

  async #fetchRunbook(hash: string, signal: AbortSignal): Promise<void> {
    await this.#runbooks.fetch(hash, signal);
    this.#options.onChange();
  }

  async #fetchHistory(room: KeptRoom, signal: AbortSignal): Promise<void> {
    const { incidentId } = room;
    const path = `/api/incidents/${encodeURIComponent(incidentId)}/events`;
    while (!room.isWhole) {
      const after = room.through;
      const page = await this.#options.api.getJson(path, { after }, History, signal);
      if (signal.aborted) return;
      if (page.incident.id !== incidentId) {
        throw new TocsinError('hub_answer_invalid', '(the history of another incident)');
      }
      this.#options.onHistory(incidentId, room.takeHistory(page));
      // Asking again at once for what the hub does not give would never end.
      if (!room.isWhole && (!page.hasMore || page.through <= after)) {
        throw new TocsinError('hub_answer_invalid', '(its history has an end too early)');
      }
    }
  }

  async #fetchContext({ incidentId, contextSeq }: KeptRoom, signal: AbortSignal): Promise<void> {
    const wanted = { contextSeq, lineage: this.#options.lineage() };
    await this.packs.fetch(incidentId, wanted, signal);
    this.#options.onChange();
  }
}

function runbookKey(hash: string): string {
  return `runbook ${hash}`;
}

function contextKey(incidentId: string): string {
  return `context of ${incidentId}`;
}
