import type { Report } from '../../server/protocol/commands.ts';
import type { ClientFrame } from '../../server/protocol/frames.ts';
import { limits } from '../../server/protocol/limits.ts';
import type { Clock, Timer } from '../clock.ts';

type Stage = 'shown' | 'sounded';

const batchMs = 50;
/** Receipts that wait for the link; older ones tell nobody anything. */
const waitingLimit = 2_000;

/** Tells the hub what this laptop did: receipts in batches, and whether it can be heard. */
export class Reports {
  readonly #clock: Clock;
  readonly #send: (frame: ClientFrame) => boolean;
  readonly #waiting: Record<Stage, Set<string>> = { shown: new Set(), sounded: new Set() };
  #sound: 'audible' | 'silent' | null = null;
  #isOpen = false;
  #timer: Timer | null = null;

  constructor(clock: Clock, send: (frame: ClientFrame) => boolean) {
    this.#clock = clock;
    this.#send = send;
  }

  /** These pages got this far on this laptop. */
  receipts(stage: Stage, incidentIds: Iterable<string>): void {
    const waiting = this.#waiting[stage];
    for (const id of incidentIds) if (waiting.size < waitingLimit) waiting.add(id);
    if (waiting.size > 0) this.#timer ??= this.#clock.after(batchMs, () => this.#flush());
  }

  /** Whether this laptop can be heard; told when it changes and after each welcome. */
  sound(sound: 'audible' | 'silent'): void {
    if (sound === this.#sound) return;
    this.#sound = sound;
    if (this.#isOpen) this.#tell({ type: 'sound', sound });
  }

  open(): void {
    this.#isOpen = true;
    if (this.#sound) this.#tell({ type: 'sound', sound: this.#sound });
    this.#flush();
  }

  close(): void {
    this.#isOpen = false;
  }

  stop(): void {
    this.#timer?.cancel();
  }

  #flush(): void {
    this.#timer?.cancel();
    this.#timer = null;
    if (!this.#isOpen) return;
    for (const stage of ['shown', 'sounded'] as const) {
      const ids = [...this.#waiting[stage]];
      this.#waiting[stage].clear();
      for (let start = 0; start < ids.length; start += limits.receiptIncidents) {
        const incidentIds = ids.slice(start, start + limits.receiptIncidents);
        this.#tell({ type: 'receipts', stage, incidentIds });
      }
    }
  }

  #tell(report: Report): void {
    this.#send({ type: 'report', report });
  }
}
