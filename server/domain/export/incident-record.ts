import type { Alert } from '../../protocol/alert.ts';
import type { VisibleEvent } from '../../protocol/events.ts';
import { foldAlert } from '../../protocol/fold.ts';
import type { Incident } from '../../protocol/incident.ts';
import type { IncidentExport } from '../../protocol/incident-export.ts';
import { RoomLog } from '../../protocol/room-log.ts';

type Durations = IncidentExport['durations'];

/** Folds the events of one incident into what an export tells. */
export class IncidentRecord {
  readonly #incident: Incident;
  readonly #log: RoomLog;
  readonly #alerts = new Map<string, Alert>();
  readonly #personIds = new Set<string>();
  readonly #durations: Durations = {
    acknowledgedAfterMs: { developer: null, sre: null },
    mitigatedAfterMs: null,
    resolvedAfterMs: null,
  };

  /** `incident` as it is now. */
  constructor(incident: Incident) {
    this.#incident = incident;
    this.#log = RoomLog.empty(incident.id);
  }

  /** Takes the next event in. */
  take(event: VisibleEvent): void {
    this.#log.apply(event);
    this.#takeAlert(event);
    this.#takeDuration(event);
    for (const personId of personIdsOf(event)) this.#personIds.add(personId);
  }

  get log(): RoomLog {
    return this.#log;
  }

  /** In the order in which they came. */
  get alerts(): Alert[] {
    return [...this.#alerts.values()];
  }

  get durations(): Durations {
    return this.#durations;
  }

  /** Everybody who is named in the events. */
  get personIds(): ReadonlySet<string> {
    return this.#personIds;
  }

  #takeAlert(event: VisibleEvent): void {
    const id = 'alert' in event ? event.alert.id : 'alertId' in event ? event.alertId : null;
    const alert = id === null ? undefined : foldAlert(this.#alerts.get(id), event);
    if (alert) this.#alerts.set(alert.id, alert);
  }

  #takeDuration(event: VisibleEvent): void {
    const afterMs = Date.parse(event.at) - Date.parse(this.#incident.openedAt);
    const durations = this.#durations;
    if (event.type === 'seat.acknowledged') {
      durations.acknowledgedAfterMs[event.side] ??= afterMs;
    } else if (event.type === 'incident.mitigated' || event.type === 'stopgap.installed') {
      // A stopgap mitigates without a further event.
      durations.mitigatedAfterMs ??= afterMs;
    } else if (event.type === 'incident.resolved') durations.resolvedAfterMs ??= afterMs;
  }
}

function personIdsOf(event: VisibleEvent): string[] {
  return [
    ...(event.actor.kind === 'person' ? [event.actor.personId] : []),
    ...('personId' in event && event.personId !== null ? [event.personId] : []),
    ...('personIds' in event ? event.personIds : []),
    ...('called' in event ? Object.values(event.called).flat() : []),
    ...('mentions' in event ? event.mentions.people : []),
  ];
}
