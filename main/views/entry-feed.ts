import type { RoomEntry } from '../../server/protocol/room.ts';
import type { Clock, Timer } from '../clock.ts';
import type { RoomChange } from '../hub/room-knowledge.ts';
import type { RoomEntriesPush } from '../ipc/room-views.ts';

export interface EntryFeedOptions {
  clock: Clock;
  incidentId: string;
  /** All that is known of the room now, in order of `seq`. */
  entries(): readonly RoomEntry[];
  push(push: RoomEntriesPush): void;
}

/** The newest ones fill the window at once; the older ones follow in bites that stop nobody. */
const newestCount = 300;
const biteCount = 5_000;
/** The page draws the newest before it has to sort in the older ones. */
const biteAfterMs = 250;
/** Two frames of a screen would be felt; what comes in between goes together. */
const everyMs = 16;

/**
 * Tells one room's window its entries: what is new at once, what is old from the newest backwards.
 * Its page must be listening.
 */
export class EntryFeed {
  readonly #options: EntryFeedOptions;
  /** Entries before this `seq` have not been told yet; null: all have. */
  #toldFrom: number | null = null;
  readonly #changed = new Map<number, RoomEntry>();
  #bite: Timer | null = null;
  #batch: Timer | null = null;

  constructor(options: EntryFeedOptions) {
    this.#options = options;
  }

  /** Tells everything, from the newest on. */
  begin(): void {
    this.stop();
    const newest = this.#options.entries().slice(-newestCount);
    this.#push(newest, true);
    this.#after(newest[0]);
  }

  changed({ entries, isReset }: Pick<RoomChange, 'entries' | 'isReset'>): void {
    if (isReset) {
      this.begin();
      return;
    }
    for (const entry of entries) this.#changed.set(entry.seq, entry);
    if (this.#batch === null) this.#flush();
  }

  stop(): void {
    this.#bite?.cancel();
    this.#batch?.cancel();
    this.#bite = this.#batch = null;
    this.#changed.clear();
  }

  #flush(): void {
    if (this.#changed.size === 0) return;
    const entries = [...this.#changed.values()].sort((a, b) => a.seq - b.seq);
    this.#changed.clear();
    this.#batch = this.#options.clock.after(everyMs, () => {
      this.#batch = null;
      this.#flush();
    });
    this.#push(entries, false);
  }

  /** The next older bite, once the page has had time to draw. */
  #after(oldestTold: RoomEntry | undefined): void {
    this.#toldFrom = oldestTold?.seq ?? null;
    if (this.#toldFrom === null) return;
    this.#bite = this.#options.clock.after(biteAfterMs, () => this.#tellOlder());
  }

  #tellOlder(): void {
    const entries = this.#options.entries();
    const end = placeOf(entries, this.#toldFrom ?? 0);
    const bite = entries.slice(Math.max(0, end - biteCount), end);
    if (bite.length > 0) this.#push(bite, false);
    this.#after(bite[0]);
  }

  #push(entries: RoomEntry[], isReset: boolean): void {
    this.#options.push({ incidentId: this.#options.incidentId, isReset, entries });
  }
}

/** Index of the first entry at or after `seq`. */
function placeOf(entries: readonly RoomEntry[], seq: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.seq ?? Infinity) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
