import { TocsinError } from '../../server/protocol/errors.ts';
import { limits } from '../../server/protocol/limits.ts';
import { ContextPack } from '../../server/protocol/room-api.ts';
import type { HubApi } from './hub-api.ts';
import type { RoomFiles, SavedContext } from './room-file.ts';

/** What surrounds the content of a pack in its file and its answer. */
const frameBytes = 64 * 1024;

interface KeptPack extends SavedContext {
  lineage: string | null;
}

/** The context packs of rooms, as far as they were fetched; readable without the hub. */
export class ContextPacks {
  readonly #api: Pick<HubApi, 'getJson'>;
  readonly #files: RoomFiles;
  readonly #packs = new Map<string, KeptPack>();

  constructor(api: Pick<HubApi, 'getJson'>, files: RoomFiles) {
    this.#api = api;
    this.#files = files;
  }

  of(incidentId: string): SavedContext {
    return this.#packs.get(incidentId) ?? nothing;
  }

  /** Reads what is on disk; does nothing once something was fetched. */
  async recall(incidentId: string): Promise<void> {
    if (this.#packs.has(incidentId)) return;
    const saved = await this.#files.loadContext(incidentId);
    if (saved && !this.#packs.has(incidentId)) this.#packs.set(incidentId, saved);
  }

  /** Whether all that was added up to `contextSeq` is here. */
  isWhole(incidentId: string, contextSeq: number, lineage: string | null): boolean {
    const pack = this.#packs.get(incidentId);
    if (contextSeq === 0) return true;
    return pack !== undefined && pack.lineage === lineage && pack.through >= contextSeq;
  }

  /**
   * Fetches the pack and keeps it on disk.
   * @param contextSeq `seq` of the newest addition that is known
   * @throws TocsinError; also when the pack is larger than any may be
   */
  async fetch(
    incidentId: string,
    { contextSeq, lineage }: { contextSeq: number; lineage: string | null },
    signal: AbortSignal,
  ): Promise<void> {
    const path = `/api/incidents/${encodeURIComponent(incidentId)}/context`;
    const pack = await this.#api.getJson(path, {}, ContextPack, signal);
    if (signal.aborted) return;
    if (pack.through < contextSeq) throw new TocsinError('hub_answer_invalid', '(old context)');
    const bytes = Buffer.byteLength(JSON.stringify(pack.items));
    if (bytes > limits.contextBytes + frameBytes) throw new TocsinError('context_too_large');
    const items = [...pack.items].sort((a, b) => a.seq - b.seq);
    this.#packs.set(incidentId, { lineage, through: pack.through, items });
    await this.#files.saveContext(incidentId, lineage, { through: pack.through, items });
  }

  forget(incidentId: string): void {
    this.#packs.delete(incidentId);
  }
}

const nothing: SavedContext = { through: 0, items: [] };
