import type { Side } from '../../protocol/identity.ts';

/** What the due rows of a seat are called. */
export function seatSubject(incidentId: string, side: Side): string {
  return JSON.stringify([incidentId, side]);
}

/** @param subject made by `seatSubject` */
export function readSeatSubject(subject: string): { incidentId: string; side: Side } {
  const [incidentId, side] = JSON.parse(subject) as [string, Side];
  return { incidentId, side };
}
