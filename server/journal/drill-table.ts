import type { JournalEvent } from '../domain/hub-events.ts';
import type { Drill } from '../protocol/oncall.ts';

/** Drills, and who on call cannot be reached. */
export class DrillTable {
  /** Open ones, and the last of each person. */
  drills(): readonly Drill[] {
    return [];
  }

  drill(_drillId: string): Drill | undefined {
    return undefined;
  }

  project(_event: JournalEvent): void {
    // Filled with the events of drills.
  }
}
