import type { StoredAttachment } from '../../protocol/attachment.ts';
import { VisibleEvent } from '../../protocol/events.ts';
import { foldIncident } from '../../protocol/fold.ts';
import type { Card } from '../../protocol/card.ts';
import type { Checklist } from '../../protocol/checklist.ts';
import type { Person } from '../../protocol/identity.ts';
import type { Drill, Override, Silence, Swap } from '../../protocol/oncall.ts';
import type { RunbookVersion } from '../../protocol/runbook.ts';
import type { Stopgap } from '../../protocol/stopgap.ts';
import type { Incident } from '../../protocol/incident.ts';
import { RoomLog } from '../../protocol/room-log.ts';
import { isVisible } from '../hub-events.ts';
import type { JournalEvent, NewEvent } from '../hub-events.ts';
import { foldKnownAlert } from '../known-alert.ts';
import type { KnownAlert } from '../known-alert.ts';
import type { KnownMessage } from '../known-message.ts';
import { followSeats } from '../paging/following-seats.ts';
import { followSilences } from '../paging/following-silences.ts';
import { pagingWithoutConfig } from '../paging/paging-rules.ts';
import type { DutyEnd, Records } from '../records.ts';
import type { Turn, TurnType } from '../turn.ts';

/** Records without a database: every state is folded from the events, every search is a walk. */
export class MemoryRecords implements Records {
  readonly events: JournalEvent[] = [];
  readonly incidents = new Map<string, Incident>();
  readonly alerts = new Map<string, KnownAlert>();
  readonly rooms = new Map<string, RoomLog>();
  readonly attachments = new Map<string, StoredAttachment>();
  readonly #follows: boolean;
  #people: Person[];

  /** @param follows whether seats and silences do by themselves what follows from an event */
  constructor(people: Person[] = [], { follows = false } = {}) {
    this.#people = people;
    this.#follows = follows;
  }

  append(newEvent: NewEvent): void {
    const event = this.#append(newEvent);
    if (!this.#follows) return;
    const paging = () => pagingWithoutConfig(this.#people);
    const following = [...followSeats(this, event, paging), ...followSilences(this, event)];
    for (const next of following) this.append(next);
  }

  #append(newEvent: NewEvent): JournalEvent {
    const event: JournalEvent = { seq: this.events.length + 1, ...newEvent };
    // What goes out must have the form that clients accept.
    if (isVisible(event)) VisibleEvent.parse(event);
    this.events.push(event);
    if (event.type === 'person.enrolled') this.#people = [...this.#people, event.person];
    for (const known of this.alerts.values()) {
      const after = foldKnownAlert(known, event);
      if (after) this.alerts.set(after.alert.id, after);
    }
    if (event.type === 'incident.opened' || event.type === 'alert.joined') {
      const known = foldKnownAlert(undefined, event);
      if (known) this.alerts.set(known.alert.id, known);
    }
    if (!isVisible(event)) return event;
    for (const [id, incident] of this.incidents) {
      const after = foldIncident(incident, event);
      if (after && event.type !== 'incident.opened') this.incidents.set(id, after);
    }
    if (event.type === 'incident.opened') {
      const opened = foldIncident(undefined, event);
      if (opened) this.incidents.set(opened.id, opened);
      this.rooms.set(event.incidentId, RoomLog.empty(event.incidentId));
    }
    for (const room of this.rooms.values()) room.apply(event);
    return event;
  }

  /** Runs `change` and returns what it appended. */
  during(change: () => void): JournalEvent[] {
    const before = this.events.length;
    change();
    return this.events.slice(before);
  }

  latestAlert(integration: string, dedupKey: string): KnownAlert | undefined {
    return [...this.alerts.values()].findLast(
      ({ alert }) => alert.integration === integration && alert.dedupKey === dedupKey,
    );
  }

  alert(alertId: string): KnownAlert | undefined {
    return this.alerts.get(alertId);
  }

  firingAlertIds(incidentId: string): string[] {
    return [...this.alerts.values()]
      .filter(({ alert }) => alert.incidentId === incidentId && alert.status === 'firing')
      .map(({ alert }) => alert.id);
  }

  incident(incidentId: string): Incident | undefined {
    return this.incidents.get(incidentId);
  }

  checklist(checklistId: string): Checklist | undefined {
    return [...this.rooms.values()]
      .flatMap(({ checklists }) => checklists)
      .find(({ id }) => id === checklistId);
  }

  checklistsOf(incidentId: string): Checklist[] {
    return [...(this.rooms.get(incidentId)?.checklists ?? [])];
  }

  runbook(hash: string): RunbookVersion | undefined {
    return this.events
      .flatMap((event) => (event.type === 'runbook.stored' ? [event.version] : []))
      .find((version) => version.hash === hash);
  }

  stopgap(stopgapId: string): Stopgap | undefined {
    return [...this.rooms.values()]
      .flatMap(({ stopgaps }) => stopgaps)
      .find(({ id }) => id === stopgapId);
  }

  openStopgapsOf(incidentId: string): Stopgap[] {
    const stopgaps = this.rooms.get(incidentId)?.stopgaps ?? [];
    return stopgaps.filter(({ state }) => state === 'open');
  }

  stopgapsOf(incidentId: string): Stopgap[] {
    return [...(this.rooms.get(incidentId)?.stopgaps ?? [])];
  }

  card(incidentId: string): Card | undefined {
    return this.rooms.get(incidentId)?.card ?? undefined;
  }

  newestOpenIncident(service: string): Incident | undefined {
    return [...this.incidents.values()].findLast(
      (incident) => incident.service === service && incident.status !== 'resolved',
    );
  }

  openIncidentIds(): string[] {
    return [...this.incidents.values()]
      .filter(({ status }) => status !== 'resolved')
      .map(({ id }) => id);
  }

  incidentIdsWithUnseen(groupKey: string): string[] {
    return this.openIncidentIds().filter((id) => this.incidents.get(id)?.unseen[groupKey]);
  }

  lastIncidentNumber(): number {
    return this.incidents.size;
  }

  reachablePeople(): readonly Person[] {
    return this.#people;
  }

  people(): readonly Person[] {
    return this.#people;
  }

  message(messageId: string): KnownMessage | undefined {
    for (const [incidentId, room] of this.rooms) {
      const entry = room.message(messageId);
      if (entry) return { incidentId, entry };
    }
    return undefined;
  }

  attachment(hash: string): StoredAttachment | undefined {
    return this.attachments.get(hash);
  }

  lastTurn(incidentId: string, type: TurnType): Turn | undefined {
    return this.events.findLast(
      (event) => event.type === type && 'incidentId' in event && event.incidentId === incidentId,
    );
  }

  overrides(): readonly Override[] {
    return [];
  }

  override(): Override | undefined {
    return undefined;
  }

  openSwaps(): readonly Swap[] {
    return [];
  }

  swap(): Swap | undefined {
    return undefined;
  }

  dutyEnd(): DutyEnd | undefined {
    return undefined;
  }

  silences(): readonly Silence[] {
    const ended = new Set(
      this.events.flatMap((event) => (event.type === 'silence.ended' ? [event.silenceId] : [])),
    );
    return this.events.flatMap((event) =>
      event.type === 'silence.created' && !ended.has(event.silence.id) ? [event.silence] : [],
    );
  }

  silence(silenceId: string): Silence | undefined {
    return this.silences().find(({ id }) => id === silenceId);
  }

  drills(): readonly Drill[] {
    return [];
  }

  drill(): Drill | undefined {
    return undefined;
  }
}
