import type { JournalEvent } from '../domain/hub-events.ts';
import { seatSubject } from '../domain/paging/seat-subject.ts';
import { sides } from '../protocol/identity.ts';
import type { Side } from '../protocol/identity.ts';
import type { Incident, Seat } from '../protocol/incident.ts';
import type { DueKind, DueTable } from './due-table.ts';

type SeatKind = Extract<DueKind, `seat.${string}`>;
const kinds: readonly SeatKind[] = ['seat.next', 'seat.lease', 'seat.hold'];

/** When something is to be done with seats: the next step, the end of a lease, the end of a hold. */
export class SeatDueRows {
  readonly #due: DueTable;

  constructor(due: DueTable) {
    this.#due = due;
  }

  /** @param after the incident with the event in it */
  follow(event: JournalEvent, after: Incident): void {
    switch (event.type) {
      case 'seat.planned':
      case 'seat.acknowledged':
      case 'seat.unacknowledged':
      case 'seat.snoozed':
      case 'seat.lease-ended':
      case 'seat.held':
      case 'seat.released':
        this.#set(after, event.side);
        return;
      case 'incident.opened':
      case 'incident.raised':
      case 'incident.reopened':
      case 'incident.resolved':
      case 'stopgap.installed':
        for (const side of sides) this.#set(after, side);
        return;
      default:
    }
  }

  /** An open seat waits for one thing, if for any. */
  #set({ id, status, seats }: Incident, side: Side): void {
    const subject = seatSubject(id, side);
    const next = status === 'resolved' ? null : nextOf(seats[side]);
    for (const kind of kinds) if (kind !== next?.kind) this.#due.remove(kind, subject);
    if (next) this.#due.put(next.kind, subject, Date.parse(next.at));
  }
}

/** A seat that rings and for which nothing is planned is due at once: it never rings without an end. */
function nextOf(seat: Seat): { kind: SeatKind; at: string } | null {
  const { state, plan, leaseUntil, hold, ringingSince } = seat;
  if (state === 'ringing') return { kind: 'seat.next', at: plan?.nextAt ?? ringingSince };
  if (state === 'held') return hold && { kind: 'seat.hold', at: hold.until };
  return leaseUntil === null ? null : { kind: 'seat.lease', at: leaseUntil };
}
