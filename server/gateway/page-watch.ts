import type { Logger } from 'pino';
import type { Desk, DeviceLinks } from '../desk/contract.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { WireEvent } from '../protocol/events.ts';

/** Who on call can be reached is looked at this often, and when a device comes. */
const reachEveryMs = 5_000;

export interface PageWatchOptions {
  desk: Pick<Desk, 'noteWritten' | 'watchReach'>;
  links: DeviceLinks;
  log: Logger;
  /** Ms of a clock that nobody sets. */
  steadyNow: () => number;
  /** How long a device without a session may be on its way back. */
  linkReturnMs: number;
  /** Pages of one storm are noted together. */
  gatherPagesMs: number;
}

/**
 * Tells the desk to which devices pages were written and whose are out of reach. Looks at what pages
 * people, at all open incidents when a device has come, and again at those whose devices might come back.
 */
export class PageWatch {
  readonly #options: PageWatchOptions;
  /** Null: all open incidents. */
  #next: Set<string> | null = new Set();
  /** When it is known of devices that seemed to be on their way back. */
  #returnedAt: number;
  #reachAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;
  #isStopped = false;
  #underWay: Promise<void> = Promise.resolve();

  constructor(options: PageWatchOptions) {
    this.#options = options;
    // Pages from before this start, whose devices were not told of or have not come back.
    this.#returnedAt = options.steadyNow() + options.linkReturnMs;
  }

  onEvents(events: readonly WireEvent[]): void {
    const paged = events.flatMap((event) => (isPaging(event) ? [event.incidentId] : []));
    if (paged.length === 0) return;
    for (const id of paged) this.#next?.add(id);
    this.#schedule();
  }

  /** A device has a session. */
  onLinked(): void {
    this.#next = null;
    this.#reachAt = 0;
    this.#schedule();
  }

  /** To be called every now and then. */
  pulse(): void {
    const nowMs = this.#options.steadyNow();
    if (nowMs >= this.#returnedAt) {
      this.#returnedAt = Infinity;
      this.#next = null;
    } else if (nowMs < this.#reachAt) return;
    this.#schedule();
  }

  /** Settles when nothing is under way any more. */
  stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    return this.#underWay;
  }

  #schedule(): void {
    if (this.#timer || this.#isLooking || this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#isLooking = true;
      this.#underWay = this.#look().finally(() => {
        this.#isLooking = false;
        if (this.#next === null || this.#next.size > 0) this.#schedule();
      });
    }, this.#options.gatherPagesMs);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const { desk, links, log, steadyNow, linkReturnMs } = this.#options;
    const incidentIds = this.#next && [...this.#next];
    this.#next = new Set();
    try {
      if (incidentIds === null || incidentIds.length > 0) {
        const isAnyReturning = await desk.noteWritten(incidentIds, links);
        const returnedAt = steadyNow() + linkReturnMs;
        if (isAnyReturning) this.#returnedAt = Math.min(this.#returnedAt, returnedAt);
      }
      if (steadyNow() < this.#reachAt) return;
      this.#reachAt = steadyNow() + reachEveryMs;
      await desk.watchReach(links);
    } catch (error) {
      if (error instanceof TocsinError && error.code === 'shutting_down') return;
      log.error({ err: error }, 'receipts and links could not be noted');
    }
  }
}

/** Whether an event calls people whom its incident did not call just before. */
function isPaging(event: WireEvent): event is Extract<WireEvent, { type: PagingType }> {
  return pagingTypes.has(event.type);
}

type PagingType = 'incident.opened' | 'seat.called' | 'seat.lease-ended' | 'person.paged';

const pagingTypes: ReadonlySet<string> = new Set<PagingType>([
  'incident.opened',
  'seat.called',
  'seat.lease-ended',
  'person.paged',
]);
