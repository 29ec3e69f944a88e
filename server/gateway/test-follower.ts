import type { Alert } from '../protocol/alert.ts';
import type { WireEvent } from '../protocol/events.ts';
import { foldAlert, foldIncident } from '../protocol/fold.ts';
import type { HubFrame } from '../protocol/frames.ts';
import type { Device, Person } from '../protocol/identity.ts';
import type { Incident } from '../protocol/incident.ts';

type Snapshot = Pick<
  Extract<HubFrame, { type: 'snapshot' }>,
  'seq' | 'people' | 'devices' | 'incidents' | 'alerts'
>;

/** A client by the letter of docs/protocol.md: what it knows after the frames of its sessions. */
export class TestFollower {
  since: number | null = null;
  hubId: string | null = null;
  epoch: string | null = null;
  #people = new Map<string, Person>();
  #devices = new Map<string, Device>();
  #incidents = new Map<string, Incident>();
  #alerts = new Map<string, Alert>();

  /** Takes what arrived in one session, from its welcome on; it may have ended anywhere. */
  follow(frames: readonly HubFrame[]): void {
    const [welcome] = frames;
    if (welcome?.type !== 'welcome') return;
    let parts: Snapshot[] = [];
    for (const frame of frames) {
      if (frame.type === 'snapshot') {
        parts = frame.part === 0 ? [frame] : [...parts, frame];
        if (!frame.last) continue;
        this.#replace(parts);
      } else if (frame.type === 'event' && frame.event.seq > (this.since ?? -1)) {
        this.#apply(frame.event);
      } else continue;
      this.hubId = welcome.hubId;
      this.epoch = welcome.epoch;
    }
  }

  /** In one order, and without the times of expiry, which no event tells. */
  get state(): Snapshot {
    return comparable({
      seq: this.since ?? 0,
      people: [...this.#people.values()],
      devices: [...this.#devices.values()],
      incidents: [...this.#incidents.values()],
      alerts: [...this.#alerts.values()],
    });
  }

  #replace(parts: readonly Snapshot[]): void {
    this.since = parts[0]?.seq ?? null;
    this.#people = mapOf(parts.flatMap(({ people }) => people));
    this.#devices = mapOf(parts.flatMap(({ devices }) => devices));
    this.#incidents = mapOf(parts.flatMap(({ incidents }) => incidents));
    this.#alerts = mapOf(parts.flatMap(({ alerts }) => alerts));
  }

  #apply(event: WireEvent): void {
    if (event.seq !== (this.since ?? 0) + 1) throw new Error(`${event.seq} after ${this.since}.`);
    this.since = event.seq;
    if (event.type === 'withheld') return;
    if (event.type === 'person.enrolled') this.#people.set(event.person.id, event.person);
    if (event.type === 'device.added') this.#devices.set(event.device.id, event.device);
    if (!('incidentId' in event)) return;
    const incident = foldIncident(this.#incidents.get(event.incidentId), event);
    if (incident) this.#incidents.set(incident.id, incident);
    const alertId = 'alert' in event ? event.alert.id : 'alertId' in event ? event.alertId : null;
    const alert = alertId === null ? undefined : foldAlert(this.#alerts.get(alertId), event);
    if (alert) this.#alerts.set(alert.id, alert);
  }
}

/** A snapshot in one order, and without the times of expiry, which no event tells. */
export function comparable({ seq, people, devices, incidents, alerts }: Snapshot): Snapshot {
  return {
    seq,
    people: people.toSorted(byId),
    devices: devices.toSorted(byId),
    incidents: incidents.toSorted(byId),
    alerts: alerts.map((alert) => ({ ...alert, expiresAt: null })).toSorted(byId),
  };
}

function mapOf<T extends { id: string }>(items: T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}
