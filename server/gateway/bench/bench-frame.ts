import type { WireEvent } from '../../protocol/events.ts';

/** Payload of every frame that is timed. */
export const payloadBytes = 500;
/** With the header of a WebSocket frame of that length. */
export const frameBytes = payloadBytes + 4;

/** Stands before the time at which the frame was sent. */
export const timeMark = Buffer.from('sent-at-');
const timeDigits = 20;

/** An event whose frame has exactly `payloadBytes`, and says when it was made. */
export function timedEvent(seq: number): WireEvent {
  const event = (title: string): WireEvent => ({
    seq,
    at: '2026-11-23T03:00:00.000Z',
    actor: { kind: 'hub' },
    type: 'incident.raised',
    incidentId: '0198f2c4-0000-7000-8000-0000000000c1',
    severity: 'critical',
    title,
  });
  const time = `${timeMark.toString()}${String(process.hrtime.bigint()).padStart(timeDigits, '0')}`;
  const bare = JSON.stringify({ type: 'event', event: event(time) }).length;
  return event(`${time}${'.'.repeat(payloadBytes - bare)}`);
}

/** Milliseconds since the first timed frame of a chunk was made; null when it begins none. */
export function ageOf(chunk: Buffer, nowNs: bigint): number | null {
  const start = chunk.indexOf(timeMark);
  const digits = chunk.toString(
    'latin1',
    start + timeMark.length,
    start + timeMark.length + timeDigits,
  );
  if (start === -1 || digits.length < timeDigits) return null;
  return Number(nowNs - BigInt(digits)) / 1e6;
}
