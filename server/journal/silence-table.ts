import type { JournalEvent } from '../domain/hub-events.ts';
import type { Silence } from '../protocol/oncall.ts';

/** Silences and maintenance windows that are in force or to come. */
export class SilenceTable {
  /** In the order in which they were made. */
  silences(): readonly Silence[] {
    return [];
  }

  silence(_silenceId: string): Silence | undefined {
    return undefined;
  }

  project(_event: JournalEvent): void {
    // Filled with the events of silences.
  }
}
