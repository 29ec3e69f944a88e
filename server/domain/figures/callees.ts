import type { VisibleEvent } from '../../protocol/events.ts';
import { sides } from '../../protocol/identity.ts';
import type { Side } from '../../protocol/identity.ts';
import type { Incident } from '../../protocol/incident.ts';

/** Ids of people who are called at once, by the seat that they are called for. */
export type Callees = Readonly<Record<Side, readonly string[]>>;

/**
 * Who begins to be called by an event, for what `PageFigures.pages` says of a page.
 * @param before the incident before it; undefined when the event opens it
 * @param after the incident after it
 */
export function newCallees(
  event: VisibleEvent,
  before: Incident | undefined,
  after: Incident,
): Callees {
  if (event.type === 'person.paged') {
    const { side, personId } = event;
    return { developer: [], sre: [], [side]: [personId] };
  }
  const onSide = (side: Side): readonly string[] => {
    const seat = after.seats[side];
    if (seat.state !== 'ringing') return [];
    const seatBefore = before?.seats[side];
    if (seatBefore?.state !== 'ringing') {
      // Whoever is paged by name rings already, whatever becomes of the seat.
      return seat.called.filter((id) => !before || !Object.hasOwn(before.paged, id));
    }
    return seat.called.slice(seatBefore.called.length);
  };
  return { developer: onSide('developer'), sre: onSide('sre') };
}

/** True when nobody is called. */
export function isNobody(callees: Callees): boolean {
  return sides.every((side) => callees[side].length === 0);
}
