import { sides } from '../../protocol/identity.ts';
import type { Side } from '../../protocol/identity.ts';
import type { Incident } from '../../protocol/incident.ts';
import type { JournalEvent, NewEvent } from '../hub-events.ts';
import { toInstant } from '../instant.ts';
import type { Records } from '../records.ts';
import { askHolder, beginSeat, continueEarly, planOpened } from './escalation.ts';
import type { SeatCase } from './escalation.ts';
import { tellHandoffDue } from './handoff.ts';
import { holdOpened, release } from './holding.ts';
import { beginLeases, shortenLeases } from './lease.ts';
import type { PagingRules } from './paging-rules.ts';

/** What of the records is read, as of the event. */
export type SeatRecords = Pick<Records, 'incident' | 'reachablePeople' | 'silences'>;

/**
 * What follows for seats from an event, however it came about: a seat that begins to ring begins its
 * policy, one that is left by somebody goes on with it. `paging` is asked for only when it is needed.
 */
export function followSeats(
  records: SeatRecords,
  event: JournalEvent,
  paging: () => PagingRules,
): NewEvent[] {
  if (!('incidentId' in event)) return [];
  const nowMs = Date.parse(event.at);
  const caseOf = (incident: Incident, side: Side): SeatCase => ({
    ...{ incident, side, nowMs },
    paging: paging(),
  });
  const begin = (incident: Incident, side: Side): NewEvent[] => beginSeat(caseOf(incident, side));
  const follow = (then: (incident: Incident) => NewEvent[]): NewEvent[] => {
    const incident = records.incident(event.incidentId);
    return incident && incident.status !== 'resolved' ? then(incident) : [];
  };
  switch (event.type) {
    case 'incident.opened':
      return follow((incident) => {
        const held = holdOpened(records, incident, event.alert, nowMs);
        return held.length > 0 ? held : sides.flatMap((side) => planOpened(caseOf(incident, side)));
      });
    case 'incident.raised':
      return follow((incident) => [
        ...sides.flatMap((side) => {
          const { state } = incident.seats[side];
          if (state === 'held') return [release(incident, side, 'raised', event.at)];
          return state === 'ringing' ? begin(incident, side) : [];
        }),
        ...shortenLeases(incident, paging(), nowMs),
      ]);
    case 'incident.reopened':
      return follow((incident) => sides.flatMap((side) => beginAfterHold(caseOf(incident, side))));
    case 'seat.unacknowledged':
      return follow((incident) =>
        incident.seats[event.side].state === 'ringing' ? begin(incident, event.side) : [],
      );
    case 'seat.released':
      return follow((incident) => {
        const seatCase = caseOf(incident, event.side);
        return isOfSilence(event.cause) ? beginSeat(seatCase) : beginAfterHold(seatCase);
      });
    case 'seat.lease-ended':
      return follow((incident) => {
        const isReachable = records.reachablePeople().some(({ id }) => id === event.personId);
        return askHolder(caseOf(incident, event.side), isReachable);
      });
    case 'page.declined':
      return follow((incident) => goOn(caseOf(incident, event.side), event.personId));
    case 'page.unheard':
      return event.to === 'next'
        ? follow((incident) => goOn(caseOf(incident, event.side), event.personId))
        : [];
    case 'stopgap.undone':
    case 'stopgap.made-permanent':
      return follow((incident) => {
        const isOver = incident.firingCount === 0 && Object.keys(incident.unseen).length === 0;
        return isOver ? [] : beginLeases(incident, paging(), nowMs);
      });
    default:
      return [];
  }
}

function goOn(seatCase: SeatCase, personId: string): NewEvent[] {
  const { state } = seatCase.incident.seats[seatCase.side];
  return state === 'ringing' ? continueEarly(seatCase, personId) : [];
}

/** What the other side owes is due once this one is called. */
function beginAfterHold(seatCase: SeatCase): NewEvent[] {
  const { incident, side, nowMs } = seatCase;
  const events = beginSeat(seatCase);
  const calledIds = events.flatMap((event) =>
    event.type === 'seat.called' ? event.personIds : [],
  );
  return [...events, ...tellHandoffDue(incident, side, calledIds, toInstant(nowMs))];
}

function isOfSilence(cause: Extract<NewEvent, { type: 'seat.released' }>['cause']): boolean {
  return cause === 'other-alert' || cause === 'silence-ended';
}
