import type { Person } from '../../server/protocol/identity.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import { handledWhileAway } from './away.ts';
import type { AwayLine } from './away.ts';
import type { LinkStatus } from './link.ts';

/** Catching up is silent for this long; then what is known so far counts. */
const silentMs = 10_000;
const linesKept = 100;

/** What of the mirror may ring while the laptop catches up, and what others handled meanwhile. */
export class CatchingUp {
  #lines: readonly AwayLine[];
  /** What was known before the catching up that is going on. */
  #before: ReadonlyMap<string, Incident> | null = null;
  /** The hub was reached, or found to be out of reach, since the app started. */
  #hasSettled = false;

  constructor(lines: readonly AwayLine[]) {
    this.#lines = lines;
  }

  /** What others handled while this laptop was away, newest first. */
  get lines(): readonly AwayLine[] {
    return this.#lines;
  }

  clearLines(): void {
    this.#lines = [];
  }

  /** @param known incidents as this laptop knew them; null when they are of no use for this hub */
  begin(known: ReadonlyMap<string, Incident> | null): void {
    this.#before ??= known && new Map(known);
  }

  followed({ state }: LinkStatus): void {
    if (state === 'online' || state === 'cut-off' || state === 'refused') this.#hasSettled = true;
  }

  /** All that happened so far has come. */
  end(incidents: ReadonlyMap<string, Incident>, people: ReadonlyMap<string, Person>): void {
    if (this.#before) {
      const handled = handledWhileAway(this.#before, incidents, people);
      this.#lines = [...handled, ...this.#lines].slice(0, linesKept);
    }
    this.#before = null;
  }

  /**
   * The incidents that may ring. While the laptop catches up these are the ones known before, as
   * much of what comes in was handled by others meanwhile; right after the start there are none.
   */
  settled(
    incidents: ReadonlyMap<string, Incident>,
    { state, since }: LinkStatus,
    nowMs: number,
  ): ReadonlyMap<string, Incident> {
    const isCatchingUp = state === 'catching-up';
    if (isCatchingUp && nowMs - since >= silentMs) return incidents;
    if (!this.#hasSettled) return nothingKnown;
    return isCatchingUp ? (this.#before ?? nothingKnown) : incidents;
  }
}

const nothingKnown: ReadonlyMap<string, Incident> = new Map();
