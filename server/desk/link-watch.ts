import type { JournalEvent } from '../domain/hub-events.ts';
import type { DeviceLinks } from '../domain/paging/device-links.ts';
import { limits } from '../protocol/limits.ts';
import { watchReach } from './reaching.ts';
import type { Surroundings } from './surroundings.ts';
import { noteWritten } from './writing-pages.ts';

/** Devices that come within this time are looked at together: each means a look at all open incidents. */
const gatherMs = 50;

/** After a look that failed. */
const retryMs = 1_000;

/** Who on call can be reached is looked at this often at most. */
const reachEveryMs = 1_000;

/** Events that page people, in the incident that they name. */
const pagingTypes = ['incident.opened', 'seat.called', 'seat.lease-ended', 'person.paged'] as const;
type PagingEvent = Extract<JournalEvent, { type: (typeof pagingTypes)[number] }>;

/** Events after which other people, or other devices, are to be watched. */
const dutyTypes: ReadonlySet<JournalEvent['type']> = new Set([
  'shift.turned',
  'look.put-off',
  'device.added',
  'device.removed',
]);

/**
 * Follows pages to devices, and people on call to their laptops, for as long as somebody knows of links.
 * What hangs on the time is done with what is due; links are in no row, so neither are these times.
 */
export class LinkWatch {
  readonly #surroundings: Surroundings;
  readonly #listeners = new Set<() => void>();
  #links: DeviceLinks | null = null;
  /** Incidents to be looked at; null: all that are open. */
  #incidentIds: Set<string> | null = new Set();
  #isLooking = false;
  #isGathering = false;
  /** When it is known of devices that seemed to be on their way back, in epoch ms. */
  #returnedAtMs = Infinity;
  #reachAtMs = Infinity;
  #reachedAtMs = -Infinity;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Begins to follow; returns how to stop it. */
  use(links: DeviceLinks): () => void {
    this.#links = links;
    // Pages from before this start, whose devices were not told of or will not come back.
    this.#returnedAtMs = this.#nowMs() + limits.linkReturnMs;
    this.#lookAtReach();
    const stops = [
      links.onChange((isLinked) => this.#onLink(isLinked)),
      this.#surroundings.journal.onCommitted((events) => this.#onEvents(events)),
    ];
    return () => {
      this.#links = null;
      for (const stop of stops) stop();
    };
  }

  /** When something is to be looked at, in epoch ms; null when nothing is. */
  nextMs(): number | null {
    const nextMs = Math.min(this.#returnedAtMs, this.#reachAtMs);
    return this.#links && nextMs < Infinity ? nextMs : null;
  }

  /** Tells when `nextMs` is sooner than before; returns how to stop it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Looks at what is to be looked at now. */
  async run(): Promise<void> {
    const links = this.#links;
    if (!links) return;
    if (this.#returnedAtMs <= this.#nowMs()) {
      this.#returnedAtMs = Infinity;
      await this.#notePages(links, null);
    }
    if (this.#reachAtMs > this.#nowMs()) return;
    this.#reachedAtMs = this.#nowMs();
    this.#reachAtMs = Infinity;
    const nextMs = await watchReach(this.#surroundings, links);
    this.#reachAtMs = Math.min(this.#reachAtMs, nextMs ?? Infinity);
  }

  #onEvents(events: readonly JournalEvent[]): void {
    const paged = events.filter(isPaging);
    for (const { incidentId } of paged) this.#incidentIds?.add(incidentId);
    // Before any device can have told of it.
    if (paged.length > 0) this.#lookAtPages();
    if (events.some(({ type }) => dutyTypes.has(type))) this.#lookAtReach();
  }

  #onLink(isLinked: boolean): void {
    if (isLinked) this.#gather();
    this.#lookAtReach();
  }

  #lookAtReach(): void {
    const atMs = Math.max(this.#nowMs(), this.#reachedAtMs + reachEveryMs);
    if (atMs >= this.#reachAtMs) return;
    this.#reachAtMs = atMs;
    for (const listener of this.#listeners) listener();
  }

  #gather(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    setTimeout(() => {
      this.#isGathering = false;
      this.#incidentIds = null;
      this.#lookAtPages();
    }, gatherMs).unref();
  }

  #lookAtPages(): void {
    const links = this.#links;
    if (!links || this.#isLooking || this.#incidentIds?.size === 0) return;
    this.#isLooking = true;
    const incidentIds = this.#incidentIds && [...this.#incidentIds];
    this.#incidentIds = new Set();
    // What fails is tried again with what is due, where somebody hears of it when it fails again.
    void this.#notePages(links, incidentIds)
      .catch(() => this.#lookAgain(retryMs))
      .then(() => {
        this.#isLooking = false;
        this.#lookAtPages();
      });
  }

  async #notePages(links: DeviceLinks, incidentIds: readonly string[] | null): Promise<void> {
    const isAnyReturning = await noteWritten(this.#surroundings, incidentIds, links);
    if (isAnyReturning) this.#lookAgain(limits.linkReturnMs);
  }

  #lookAgain(afterMs: number): void {
    const atMs = this.#nowMs() + afterMs;
    if (atMs >= this.#returnedAtMs) return;
    this.#returnedAtMs = atMs;
    for (const listener of this.#listeners) listener();
  }

  #nowMs(): number {
    return this.#surroundings.clock.now();
  }
}

function isPaging(event: JournalEvent): event is PagingEvent {
  return (pagingTypes as readonly string[]).includes(event.type);
}
