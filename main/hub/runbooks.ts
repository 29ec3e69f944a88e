import { join } from 'node:path';
import { z } from 'zod';
import { TocsinError } from '../../server/protocol/errors.ts';
import type { Runbook } from '../../server/protocol/runbook.ts';
import type { Clock } from '../clock.ts';
import { AttachmentCache } from './attachment-cache.ts';
import type { HubApi } from './hub-api.ts';
import { runbookBytes, wellFormedRunbook } from './well-formed-runbook.ts';

/** Versions of runbooks that this laptop keeps, on disk and in memory; the least recently used go. */
export const runbookFiles = 200;
const cacheBytes = 50 * 1024 * 1024;

export type RunbookCache = Pick<AttachmentCache, 'has' | 'read' | 'write' | 'remove'>;

/** Named by their hashes, as attachments are. */
export function openRunbookCache(profileFolder: string, clock: Clock): Promise<RunbookCache> {
  return AttachmentCache.open({
    folder: runbooksFolder(profileFolder),
    ...{ limitBytes: cacheBytes, limitFiles: runbookFiles },
    mustStay: () => false,
    now: () => clock.now(),
  });
}

export function runbooksFolder(profileFolder: string): string {
  return join(profileFolder, 'runbooks');
}

export interface RunbooksOptions {
  api: Pick<HubApi, 'getJson'>;
  cache: RunbookCache;
  /** One that was looked for on disk is in memory, or not to be found. */
  onRecalled(): void;
  warn(fields: object, message: string): void;
}

/** Versions of runbooks, as far as they were fetched; readable without the hub. */
export class Runbooks {
  readonly #options: RunbooksOptions;
  /** The least recently used first. */
  readonly #kept = new Map<string, Runbook>();
  readonly #recalling = new Set<string>();

  constructor(options: RunbooksOptions) {
    this.#options = options;
  }

  /** What is on disk only is read: `onRecalled` tells when to ask again. */
  of(hash: string): Runbook | 'recalling' | 'absent' {
    const known = this.#kept.get(hash);
    if (known) {
      this.#kept.delete(hash);
      this.#kept.set(hash, known);
      return known;
    }
    if (!this.#options.cache.has(hash, 'whole')) return 'absent';
    if (!this.#recalling.has(hash)) void this.#recall(hash);
    return 'recalling';
  }

  /**
   * Fetches it and keeps it on disk.
   * @throws TocsinError; also when what the hub answers is no runbook, or another one
   */
  async fetch(hash: string, signal: AbortSignal): Promise<void> {
    const { api, cache, warn } = this.#options;
    const path = `/api/runbooks/${encodeURIComponent(hash)}`;
    const answer = await api.getJson(path, {}, z.unknown(), signal);
    if (signal.aborted) return;
    const version = wellFormedRunbook(answer, hash);
    const bytes = Buffer.from(JSON.stringify(version));
    if (bytes.length > runbookBytes) {
      throw new TocsinError('hub_answer_invalid', '(it is too large)');
    }
    this.#keep(hash, version.runbook);
    await cache.write(hash, 'whole', bytes).catch((fault: unknown) => {
      warn({ reason: String(fault) }, 'a runbook could not be kept on disk');
    });
  }

  async #recall(hash: string): Promise<void> {
    const { cache, onRecalled, warn } = this.#options;
    this.#recalling.add(hash);
    try {
      const bytes = await cache.read(hash, 'whole');
      if (bytes) {
        this.#keep(hash, wellFormedRunbook(JSON.parse(bytes.toString('utf8')), hash).runbook);
      }
    } catch (fault) {
      warn({ reason: String(fault) }, 'a runbook on disk was not readable');
      await cache.remove(hash, 'whole');
    }
    this.#recalling.delete(hash);
    onRecalled();
  }

  #keep(hash: string, runbook: Runbook): void {
    this.#kept.set(hash, runbook);
    const [leastUsed] = this.#kept.keys();
    if (this.#kept.size > runbookFiles && leastUsed !== undefined) this.#kept.delete(leastUsed);
  }
}
