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

/**
 * What an event does to the stopgap that it concerns: the only code that says so. An event of
 * another stopgap returns it unchanged.
 */
export function foldStopgap(
  stopgap: Stopgap | undefined,
  event: StopgapEvent,
): Stopgap | undefined {
  if (event.type === 'stopgap.installed') return stopgap ?? event.stopgap;
  if (stopgap?.id !== event.stopgapId) return stopgap;
  const { at } = event;
  const by = event.actor.kind === 'person' ? event.actor.personId : null;
  switch (event.type) {
    case 'stopgap.asked':
      return { ...stopgap, askedAt: stopgap.askedAt ?? at, askedCount: stopgap.askedCount + 1 };
    case 'stopgap.extended': {
      const { until, reason } = event;
      const personId = by ?? stopgap.installedBy;
      const extension = { from: stopgap.expiresAt, until, reason, personId, at };
      return {
        ...stopgap,
        expiresAt: until,
        extensions: [...stopgap.extensions, extension],
        askedAt: null,
        askedCount: 0,
      };
    }
    case 'stopgap.undone':
      return { ...stopgap, state: 'undone', answeredBy: by, answeredAt: at, note: event.note };
    case 'stopgap.permanence-asked': {
      const personId = by ?? stopgap.installedBy;
      return { ...stopgap, permanence: { personId, at, reason: event.reason } };
    }
    case 'stopgap.permanence-declined':
      return { ...stopgap, permanence: null };
    case 'stopgap.made-permanent':
      return { ...stopgap, state: 'permanent', answeredBy: by, answeredAt: at };
    case 'stopgap.probe-failed':
      return { ...stopgap, probe: { state: 'failing', since: at, detail: event.detail } };
    case 'stopgap.probe-recovered':
      return { ...stopgap, probe: { state: 'holding', since: at, detail: null } };
  }
}
