import type { VisibleEvent } from './events.ts';
import type { Stopgap } from './stopgap.ts';

export type StopgapEvent = Extract<VisibleEvent, { type: `stopgap.${string}` }>;

/** Whether an event is about a stopgap. */
export function isOfStopgap(event: VisibleEvent): event is StopgapEvent {
  return event.type.startsWith('stopgap.');
}

/** Id of the stopgap that an event is about. */
export function stopgapIdOf(event: StopgapEvent): string {
  return event.type === 'stopgap.installed' ? event.stopgap.id : event.stopgapId;
}

/** What an event does to the stopgap that it concerns: the only code that says so. */
export function foldStopgap(
  stopgap: Stopgap | undefined,
  event: StopgapEvent,
): Stopgap | undefined {
  return event.type === 'stopgap.installed' ? event.stopgap : stopgap;
}
