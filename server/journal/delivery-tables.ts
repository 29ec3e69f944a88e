import type { JournalEvent } from '../domain/hub-events.ts';

/** Pages on their way over channels, and the links that were sent with them. */
export class DeliveryTables {
  project(_event: JournalEvent): void {
    // Filled with the events of deliveries.
  }
}
