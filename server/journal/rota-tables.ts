import type { JournalEvent } from '../domain/hub-events.ts';
import type { Override, Swap } from '../protocol/oncall.ts';

/** Overrides and swaps as they are now, and what was said of shifts and gaps. */
export class RotaTables {
  /** Those that are not over yet, in the order in which they were added. */
  overrides(): readonly Override[] {
    return [];
  }

  override(_overrideId: string): Override | undefined {
    return undefined;
  }

  openSwaps(): readonly Swap[] {
    return [];
  }

  swap(_swapId: string): Swap | undefined {
    return undefined;
  }

  project(_event: JournalEvent): void {
    // Filled with the events of rotas.
  }
}
