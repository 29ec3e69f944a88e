import type { JournalEvent } from '../domain/hub-events.ts';
import type { Incident } from '../protocol/incident.ts';
import type { DueTable } from './due-table.ts';

/** When something is to be done with seats: the next step, the end of a lease, the end of a hold. */
export class SeatDueRows {
  readonly #due: DueTable;

  constructor(due: DueTable) {
    this.#due = due;
  }

  /** @param after the incident with the event in it */
  follow(_event: JournalEvent, _after: Incident): void {
    void this.#due;
  }
}
