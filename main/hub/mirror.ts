import type { Alert } from '../../server/protocol/alert.ts';
import type { CardSummary } from '../../server/protocol/card.ts';
import { isOfCard } from '../../server/protocol/card-fold.ts';
import type { VisibleEvent, WireEvent } from '../../server/protocol/events.ts';
import { foldAlert, foldIncident } from '../../server/protocol/fold.ts';
import type { HubFrame } from '../../server/protocol/frames.ts';
import type { Device, Person } from '../../server/protocol/identity.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import { limits } from '../../server/protocol/limits.ts';
import { nobodyOnCall } from '../../server/protocol/oncall.ts';
import type { OnCallView } from '../../server/protocol/oncall.ts';
import type { Stopgap } from '../../server/protocol/stopgap.ts';
import { isOfStopgap } from '../../server/protocol/stopgap-fold.ts';
import { noConfig } from '../../server/protocol/teams.ts';
import type { ConfigView } from '../../server/protocol/teams.ts';
import { afterDutyEvent, afterOnCallFrame } from './mirrored-duty.ts';
import { afterCardEvent, afterStopgapEvent } from './mirrored-work.ts';

/** All that a laptop knows of its hub, as plain data. */
export interface MirrorState {
  hubId: string | null;
  /** The hub's epoch when the cursor last moved: whose history the cursor counts in. */
  epoch: string | null;
  /**
   * The epoch in which the history that the cursor counts in began for this laptop. What was learned
   * under another one may never have happened: the hub was restored from a backup.
   */
  lineage: string | null;
  /** `seq` of the last event folded in; null when nothing is known. */
  cursor: number | null;
  people: Person[];
  devices: Device[];
  incidents: Incident[];
  alerts: Alert[];
  /** Those that nobody has answered for yet. */
  stopgaps: Stopgap[];
  /** Those that wait for their team. */
  cards: CardSummary[];
  /** What the hub last told of its config. */
  config: ConfigView;
  /** What the hub last told of who is on call. */
  oncall: OnCallView;
}

export const emptyMirror: MirrorState = {
  hubId: null,
  epoch: null,
  lineage: null,
  cursor: null,
  people: [],
  devices: [],
  incidents: [],
  alerts: [],
  stopgaps: [],
  cards: [],
  config: noConfig,
  oncall: nobodyOnCall,
};

type SnapshotPart = Extract<HubFrame, { type: 'snapshot' }>;

/** Resolved incidents kept; the hub has them all. */
const resolvedKept = 300;
/** Things are forgotten this many at a time, so that a storm does not pay for each. */
const slack = 50;

/** The laptop's copy of the hub: folded from the same events by the same function. */
export class Mirror {
  #hubId: string | null = null;
  #epoch: string | null = null;
  #lineage: string | null = null;
  /** The epoch of the session that is going on. */
  #sessionEpoch: string | null = null;
  #cursor: number | null = null;
  #people = new Map<string, Person>();
  #devices = new Map<string, Device>();
  #incidents = new Map<string, Incident>();
  #alerts = new Map<string, Map<string, Alert>>();
  #stopgaps: ReadonlyMap<string, Stopgap> = new Map();
  #cards: ReadonlyMap<string, CardSummary> = new Map();
  #config: ConfigView = noConfig;
  #oncall: OnCallView = nobodyOnCall;
  #calendarVersion = 0;
  /** Ids of resolved incidents, the first one resolved first. */
  #resolved = new Set<string>();
  #parts: SnapshotPart[] = [];
  #peopleVersion = 0;

  constructor(state: MirrorState = emptyMirror) {
    this.#replace(state);
  }

  get hubId(): string | null {
    return this.#hubId;
  }
  get epoch(): string | null {
    return this.#epoch;
  }
  get lineage(): string | null {
    return this.#lineage;
  }
  get cursor(): number | null {
    return this.#cursor;
  }
  get people(): ReadonlyMap<string, Person> {
    return this.#people;
  }
  /** Changes whenever `people` does. */
  get peopleVersion(): number {
    return this.#peopleVersion;
  }
  get devices(): ReadonlyMap<string, Device> {
    return this.#devices;
  }
  /** Incidents are replaced, never changed: one that is the same object has not changed. */
  get incidents(): ReadonlyMap<string, Incident> {
    return this.#incidents;
  }

  /** Those that are open, of all incidents, by id. Another map with each change. */
  get stopgaps(): ReadonlyMap<string, Stopgap> {
    return this.#stopgaps;
  }
  /** Those that wait for their team, by incident. Another map with each change. */
  get cards(): ReadonlyMap<string, CardSummary> {
    return this.#cards;
  }
  /** Another object with each change. */
  get config(): ConfigView {
    return this.#config;
  }
  /** Another object with each change. */
  get oncall(): OnCallView {
    return this.#oncall;
  }
  /** Changes whenever something in a calendar may have. */
  get calendarVersion(): number {
    return this.#calendarVersion;
  }

  alertsOf(incidentId: string): Alert[] {
    return [...(this.#alerts.get(incidentId)?.values() ?? [])];
  }

  /** A session begins: parts of an older snapshot are worth nothing. */
  begin(hubId: string, epoch: string): void {
    this.#parts = [];
    if (this.#hubId !== hubId) {
      this.#cursor = this.#epoch = null;
      this.#config = noConfig;
      this.#oncall = nobodyOnCall;
    }
    if (this.#cursor === null) this.#lineage = epoch;
    this.#hubId = hubId;
    this.#sessionEpoch = epoch;
  }

  /** The hub tells what of its config laptops know. */
  configure(config: ConfigView): void {
    this.#config = config;
    this.#calendarVersion += 1;
  }

  /** The hub tells who is on call. */
  takeOnCall(frame: Extract<HubFrame, { type: 'oncall' }>): void {
    this.#oncall = afterOnCallFrame(this.#oncall, frame);
    this.#calendarVersion += 1;
  }

  /**
   * Takes one event. `gap`: an event before this one is missing, nothing was changed.
   */
  apply(event: WireEvent): 'applied' | 'duplicate' | 'gap' {
    if (this.#cursor !== null && event.seq <= this.#cursor) return 'duplicate';
    if (event.seq !== (this.#cursor ?? -1) + 1 && !this.#isFirstOfAll(event.seq)) return 'gap';
    this.#cursor = event.seq;
    this.#epoch = this.#sessionEpoch;
    if (event.type !== 'withheld') this.#fold(event);
    return 'applied';
  }

  /** Takes one part of a snapshot; all is replaced at once by the last. `gap`: a part is missing. */
  takePart(part: SnapshotPart): 'kept' | 'replaced' | 'gap' {
    if (part.part !== this.#parts.length) return 'gap';
    this.#parts.push(part);
    if (!part.last) return 'kept';
    const parts = this.#parts;
    this.#parts = [];
    const isSameHistory = this.#cursor !== null && this.#epoch === this.#sessionEpoch;
    this.#replace({
      hubId: this.#hubId,
      epoch: this.#sessionEpoch,
      lineage: isSameHistory ? this.#lineage : this.#sessionEpoch,
      cursor: part.seq,
      people: parts.flatMap(({ people }) => people),
      devices: parts.flatMap(({ devices }) => devices),
      incidents: parts.flatMap(({ incidents }) => incidents),
      alerts: parts.flatMap(({ alerts }) => alerts),
      stopgaps: parts.flatMap(({ stopgaps }) => stopgaps),
      cards: parts.flatMap(({ cards }) => cards),
      config: this.#config,
      oncall: this.#oncall,
    });
    return 'replaced';
  }

  /** The hub says that all up to `seq` was sent. `gap`: not all of it arrived. */
  reach(seq: number): 'ok' | 'gap' {
    if (this.#cursor === null && seq === 0) [this.#cursor, this.#epoch] = [0, this.#sessionEpoch];
    return this.#cursor !== null && this.#cursor >= seq ? 'ok' : 'gap';
  }

  toState(): MirrorState {
    return {
      hubId: this.#hubId,
      epoch: this.#epoch,
      lineage: this.#lineage,
      cursor: this.#cursor,
      people: [...this.#people.values()],
      devices: [...this.#devices.values()],
      incidents: [...this.#incidents.values()],
      alerts: [...this.#alerts.values()].flatMap((alerts) => [...alerts.values()]),
      stopgaps: [...this.#stopgaps.values()],
      cards: [...this.#cards.values()],
      config: this.#config,
      oncall: this.#oncall,
    };
  }

  /** A journal's numbers begin with 1: who knows nothing may begin there. */
  #isFirstOfAll(seq: number): boolean {
    return this.#cursor === null && seq === 1;
  }

  #fold(event: VisibleEvent): void {
    if (event.type === 'person.enrolled') {
      this.#people.set(event.person.id, event.person);
      this.#peopleVersion += 1;
    } else if (event.type === 'device.added') this.#devices.set(event.device.id, event.device);
    else if (event.type === 'device.removed') this.#devices.delete(event.deviceId);
    else if (event.type === 'device.sound-changed') this.#foldSound(event);
    else if ('incidentIds' in event) {
      for (const id of event.incidentIds) this.#foldIncident(id, event);
    } else if (!('incidentId' in event)) {
      this.#oncall = afterDutyEvent(this.#oncall, event);
      if (changesCalendar(event)) this.#calendarVersion += 1;
    } else {
      this.#foldIncident(event.incidentId, event);
      this.#foldAlert(event);
      if (isOfStopgap(event)) this.#stopgaps = afterStopgapEvent(this.#stopgaps, event);
      else if (isOfCard(event)) {
        this.#cards = afterCardEvent(this.#cards, event, this.#incidents.get(event.incidentId));
      }
    }
  }

  #foldSound(event: Extract<VisibleEvent, { type: 'device.sound-changed' }>): void {
    const device = this.#devices.get(event.deviceId);
    if (device) this.#devices.set(device.id, { ...device, sound: event.sound });
  }

  #foldIncident(id: string, event: VisibleEvent): void {
    const incident = foldIncident(this.#incidents.get(id), event);
    if (!incident) return;
    this.#incidents.set(id, incident);
    if (incident.status !== 'resolved' || this.#resolved.has(id)) return;
    this.#resolved.add(id);
    if (this.#resolved.size > resolvedKept + slack) this.#forgetResolved();
  }

  #foldAlert(event: VisibleEvent): void {
    if (!('incidentId' in event)) return;
    const alerts = this.#alerts.get(event.incidentId) ?? new Map<string, Alert>();
    const alertId = 'alert' in event ? event.alert.id : 'alertId' in event ? event.alertId : null;
    if (alertId === null) return;
    const alert = foldAlert(alerts.get(alertId), event);
    if (!alert) return;
    this.#alerts.set(event.incidentId, alerts.set(alertId, alert));
    if (alerts.size > limits.snapshotAlertsPerIncident + slack) forgetAlerts(alerts);
  }

  #forgetResolved(): void {
    for (const id of this.#resolved) {
      if (this.#resolved.size <= resolvedKept) return;
      this.#resolved.delete(id);
      this.#incidents.delete(id);
      this.#alerts.delete(id);
    }
  }

  #replace(state: MirrorState): void {
    this.#hubId = state.hubId;
    this.#epoch = state.epoch;
    this.#lineage = state.lineage;
    this.#cursor = state.cursor;
    this.#people = byId(state.people);
    this.#peopleVersion += 1;
    this.#devices = byId(state.devices);
    this.#incidents = byId(state.incidents);
    this.#stopgaps = byId(state.stopgaps);
    this.#cards = new Map(state.cards.map((card) => [card.incidentId, card]));
    this.#config = state.config;
    this.#oncall = state.oncall;
    this.#alerts = new Map();
    for (const alert of state.alerts) {
      const alerts = this.#alerts.get(alert.incidentId) ?? new Map<string, Alert>();
      this.#alerts.set(alert.incidentId, alerts.set(alert.id, alert));
    }
    for (const alerts of this.#alerts.values()) forgetAlerts(alerts);
    const resolved = state.incidents.filter(({ resolvedAt }) => resolvedAt !== null);
    resolved.sort((a, b) => resolvedMs(a) - resolvedMs(b));
    this.#resolved = new Set(resolved.map(({ id }) => id));
    this.#forgetResolved();
  }
}

function changesCalendar({ type }: VisibleEvent): boolean {
  return type === 'override.added' || type === 'override.removed';
}

function resolvedMs({ resolvedAt }: Incident): number {
  return resolvedAt === null ? 0 : Date.parse(resolvedAt);
}

/** Resolved ones go first, then the oldest. */
function forgetAlerts(alerts: Map<string, Alert>): void {
  for (const mayForget of [(alert: Alert) => alert.status === 'resolved', () => true]) {
    for (const alert of alerts.values()) {
      if (alerts.size <= limits.snapshotAlertsPerIncident) return;
      if (mayForget(alert)) alerts.delete(alert.id);
    }
  }
}

function byId<T extends { id: string }>(items: T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}
