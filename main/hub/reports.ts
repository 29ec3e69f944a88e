import type { Report } from '../../server/protocol/commands.ts';
import type { ClientFrame } from '../../server/protocol/frames.ts';
import { limits } from '../../server/protocol/limits.ts';
import type { SelfCheck } from '../../server/protocol/oncall.ts';
import { ReportedStage } from '../../server/protocol/paging.ts';
import type { Clock, Timer } from '../clock.ts';

/** In the order in which a page goes through them. */
const stages = ReportedStage.options;

const batchMs = 50;
/** Receipts that wait for the link; older ones tell nobody anything. */
const waitingLimit = 2_000;
/** How far somebody has read is told at most this often for each room. */
const readEveryMs = 3_000;

interface ReadMark {
  upTo: number;
  /** What the hub was told; null when it may not have heard. */
  told: number | null;
  timer: Timer | null;
}

/**
 * Tells the hub what this laptop did: receipts in batches, whether it can be heard, what it found in
 * drills, and how far its person has read.
 */
export class Reports {
  readonly #clock: Clock;
  readonly #send: (frame: ClientFrame) => boolean;
  readonly #waiting: Record<ReportedStage, Set<string>> = {
    received: new Set(),
    shown: new Set(),
    sounded: new Set(),
    seen: new Set(),
  };
  /** What was found in drills that are still open. */
  readonly #drills = new Map<string, readonly SelfCheck[]>();
  readonly #reads = new Map<string, ReadMark>();
  #sound: 'audible' | 'silent' | null = null;
  #isOpen = false;
  #timer: Timer | null = null;

  constructor(clock: Clock, send: (frame: ClientFrame) => boolean) {
    this.#clock = clock;
    this.#send = send;
  }

  /** These pages got this far on this laptop. */
  receipts(stage: ReportedStage, incidentIds: Iterable<string>): void {
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

  /** What this laptop found in a drill; told at once, and after each welcome until the drill is over. */
  drill(drillId: string, checks: readonly SelfCheck[]): void {
    this.#drills.set(drillId, checks);
    if (this.#isOpen) this.#tell({ type: 'drill', drillId, checks: [...checks] });
  }

  drillOver(drillId: string): void {
    this.#drills.delete(drillId);
  }

  /** The person has seen everything of this room up to `upTo`; a lower one changes nothing. */
  read(incidentId: string, upTo: number): void {
    const mark = this.#reads.get(incidentId) ?? { upTo: 0, told: null, timer: null };
    if (upTo <= mark.upTo) return;
    mark.upTo = upTo;
    this.#reads.set(incidentId, mark);
    if (!mark.timer) this.#tellRead(incidentId, mark);
  }

  open(): void {
    this.#isOpen = true;
    if (this.#sound) this.#tell({ type: 'sound', sound: this.#sound });
    this.#flush();
    for (const [incidentId, mark] of this.#reads) this.#tellRead(incidentId, mark);
    for (const [drillId, checks] of this.#drills) {
      this.#tell({ type: 'drill', drillId, checks: [...checks] });
    }
  }

  close(): void {
    this.#isOpen = false;
    for (const mark of this.#reads.values()) mark.told = null;
  }

  stop(): void {
    this.#timer?.cancel();
    for (const { timer } of this.#reads.values()) timer?.cancel();
  }

  #tellRead(incidentId: string, mark: ReadMark): void {
    if (!this.#isOpen || mark.told === mark.upTo) return;
    this.#tell({ type: 'read', incidentId, upTo: mark.upTo });
    mark.told = mark.upTo;
    mark.timer?.cancel();
    mark.timer = this.#clock.after(readEveryMs, () => {
      mark.timer = null;
      this.#tellRead(incidentId, mark);
    });
  }

  #flush(): void {
    this.#timer?.cancel();
    this.#timer = null;
    if (!this.#isOpen) return;
    for (const stage of stages) {
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
