import type { Alert } from '../../protocol/alert.ts';
import type { WireEvent } from '../../protocol/events.ts';
import { foldAlert, foldIncident } from '../../protocol/fold.ts';
import type { Device, Person } from '../../protocol/identity.ts';
import type { Incident } from '../../protocol/incident.ts';

/** A device's picture of the hub, made from the events alone. */
export class Mirror {
  seq = 0;
  readonly people = new Map<string, Person>();
  readonly devices = new Map<string, Device>();
  readonly incidents = new Map<string, Incident>();
  readonly alerts = new Map<string, Alert>();

  /** @throws Error when an event is missing or comes twice */
  take(event: WireEvent): void {
    if (event.seq !== this.seq + 1) throw new Error(`${event.seq} came after ${this.seq}.`);
    this.seq = event.seq;
    if (event.type === 'withheld') return;
    if (event.type === 'person.enrolled') this.people.set(event.person.id, event.person);
    if (event.type === 'device.added') this.devices.set(event.device.id, event.device);
    if (event.type === 'device.removed') this.devices.delete(event.deviceId);
    if (event.type === 'device.sound-changed') {
      const device = this.devices.get(event.deviceId);
      if (device) this.devices.set(device.id, { ...device, sound: event.sound });
    }
    const incidentIds =
      'incidentIds' in event ? event.incidentIds : 'incidentId' in event ? [event.incidentId] : [];
    for (const id of incidentIds) {
      const incident = foldIncident(this.incidents.get(id), event);
      if (incident) this.incidents.set(id, incident);
    }
    const alertId = 'alert' in event ? event.alert.id : 'alertId' in event ? event.alertId : null;
    const alert = alertId === null ? undefined : foldAlert(this.alerts.get(alertId), event);
    if (alert) this.alerts.set(alert.id, alert);
  }
}
