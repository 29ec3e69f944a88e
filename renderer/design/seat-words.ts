import type { PersonView, SeatView } from '../../main/ipc/views.ts';
import type { Side } from '../../server/protocol/identity.ts';

export const sideNames: Record<Side, string> = { developer: 'Developer', sre: 'SRE' };

/** A person's name as the reader would say it. */
export function nameOf(person: PersonView): string {
  return person.isMe ? 'You' : person.name;
}

/** Who is meant: "Ana", "Ana and Bo", "Ana, Bo and 3 more". */
export function namesOf(people: readonly PersonView[]): string {
  const [first, second, third] = people;
  if (!first) return 'Nobody';
  if (!second) return nameOf(first);
  const other = second.isMe ? 'you' : second.name;
  if (!third) return `${nameOf(first)} and ${other}`;
  return `${nameOf(first)}, ${other} and ${people.length - 2} more`;
}

/**
 * Who has a seat, in short, for a row of a list: "you have it", "Raj has it", "asleep"; null when it
 * rings.
 */
export function holderInWords(seat: SeatView): string | null {
  if (seat.state === 'held') return seat.hold?.kind === 'stand-down' ? 'asleep' : 'silenced';
  if (seat.state !== 'acknowledged') return null;
  if (seat.acknowledgedBy === null) return 'acknowledged';
  return seat.acknowledgedBy.isMe ? 'you have it' : `${seat.acknowledgedBy.name} has it`;
}

/** The seat that the reader's own side fills. */
export function mySeatOf(seats: { developer: SeatView; sre: SeatView }): SeatView | null {
  if (seats.developer.isMine) return seats.developer;
  return seats.sre.isMine ? seats.sre : null;
}
