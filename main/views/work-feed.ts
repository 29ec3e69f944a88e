import type { Checklist } from '../../server/protocol/checklist.ts';
import type { Clock } from '../clock.ts';
import type { PayloadOf } from '../ipc/contract.ts';
import { Coalescer } from '../pager/coalescer.ts';
import type { RoomChannel } from '../pager/ports.ts';
import type { Knowledge } from './knowledge.ts';
import { localCard, localChecklist, localStopgap } from './work-times.ts';

type WorkChannel = Extract<RoomChannel, 'room:work' | 'room:runbook'>;

export interface WorkFeedOptions {
  clock: Clock;
  incidentId: string;
  knowledge(): Knowledge;
  push<C extends WorkChannel>(channel: C, payload: PayloadOf<C>): void;
}

/** Two frames of a screen would be felt; what comes in between goes together. */
const everyMs = 16;

/**
 * Tells one room's window its checklists, stopgaps and card: whole, and at once when something of them
 * changes. Each runbook goes once, ahead of the checklist that is a copy of it. Its page must be
 * listening.
 */
export class WorkFeed {
  readonly #options: WorkFeedOptions;
  readonly #pushes: Coalescer;
  /** Hashes of runbooks that the window has. */
  readonly #runbooks = new Set<string>();
  /** What the last push was made from. */
  #shown: readonly unknown[] | null = null;

  constructor(options: WorkFeedOptions) {
    this.#options = options;
    this.#pushes = new Coalescer(
      options.clock,
      () => everyMs,
      () => this.show(options.knowledge()),
    );
  }

  /** Something of it changed. */
  changed(): void {
    this.#pushes.ask();
  }

  /** Tells what the window does not know yet. */
  show(known: Knowledge): void {
    const { incidentId, push } = this.#options;
    const log = known.rooms.of(incidentId)?.log;
    const { checklists, stopgaps, card } = log ?? nothing;
    const missingRunbooks = this.#tellRunbooks(checklists, known);
    const { clockSkewMs } = known;
    const hasMoments = checklists.length + stopgaps.length > 0 || card !== null;
    const turnedBy = hasMoments ? clockSkewMs : 0;
    const shown = [checklists, stopgaps, card, missingRunbooks.join(' '), turnedBy];
    if (this.#shown?.every((part, index) => part === shown[index]) === true) return;
    this.#shown = shown;
    push('room:work', {
      incidentId,
      checklists: checklists.map((one) => localChecklist(one, clockSkewMs)),
      missingRunbooks,
      stopgaps: stopgaps.map((one) => localStopgap(one, clockSkewMs)),
      card: card && localCard(card, clockSkewMs),
    });
  }

  stop(): void {
    this.#pushes.stop();
  }

  /** @returns hashes of those that cannot be had now */
  #tellRunbooks(checklists: readonly Checklist[], { rooms }: Knowledge): string[] {
    const { incidentId, push } = this.#options;
    const missing = new Set<string>();
    for (const { runbook: reference } of checklists) {
      if (reference === null || this.#runbooks.has(reference.hash)) continue;
      const { hash } = reference;
      const runbook = rooms.runbookOf(hash);
      if (runbook === 'missing') missing.add(hash);
      if (typeof runbook === 'string') continue;
      this.#runbooks.add(hash);
      push('room:runbook', { incidentId, hash, runbook });
    }
    return [...missing];
  }
}

const none: readonly never[] = [];
const nothing = { checklists: none, stopgaps: none, card: null };
