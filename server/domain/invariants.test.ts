import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alert } from '../protocol/alert.ts';
import { foldAlert, foldIncident } from '../protocol/fold.ts';
import { sides } from '../protocol/identity.ts';
import type { Person, Side } from '../protocol/identity.ts';
import type { RoomLog } from '../protocol/room-log.ts';
import type { Incident } from '../protocol/incident.ts';
import { isLouder } from '../protocol/severity.ts';
import { expireAlerts } from './expiry.ts';
import { isVisible, toWireEvent } from './hub-events.ts';
import type { IntakeBatch } from './intake.ts';
import { takeIn } from './intake.ts';
import { toInstant } from './instant.ts';
import { defaultIntakeRules } from './records.ts';
import type { Circumstances } from './records.ts';
import { judgeCommand } from './judge-command.ts';
import { history, toCommand, toIncoming } from './testing/history.ts';
import type { CommandStep, Step } from './testing/history.ts';
import { MemoryRecords } from './testing/memory-records.ts';
import { noWork } from './work-rules.ts';
import { callArrivals } from './paging/escalation.ts';
import { pagingWithoutConfig } from './paging/paging-rules.ts';
import { defaultPagingSettings } from './paging/settings.ts';

const source = { name: 'prometheus', sender: 'generic', service: null } as const;

/** A hub without input and output: the rules, a clock that is moved by hand, ids that count. */
class RulesOnly {
  readonly records = new MemoryRecords([], { follows: true });
  nowMs = Date.UTC(2026, 10, 23, 3);
  #lastId = 0;

  circumstances(): Circumstances {
    return {
      nowMs: this.nowMs,
      at: toInstant(this.nowMs),
      newId: () => `id-${++this.#lastId}`,
      rules: defaultIntakeRules,
      paging: () => pagingWithoutConfig(this.records.reachablePeople()),
    };
  }

  batch(step: Extract<Step, { do: 'ingest' }>): IntakeBatch {
    const alerts = step.alerts.map((alert) => toIncoming(alert, this.nowMs));
    return { source, alerts, group: step.group };
  }

  person(index: number): Person | undefined {
    const people = this.records.reachablePeople();
    return people[index % Math.max(people.length, 1)];
  }

  incident(index: number): Incident | undefined {
    const incidents = [...this.records.incidents.values()].toReversed();
    return incidents[index % Math.max(incidents.length, 1)];
  }

  take(step: Step): void {
    const { records, nowMs } = this;
    const at = toInstant(nowMs);
    if (step.do === 'wait') this.nowMs += step.ms;
    if (step.do === 'ingest') takeIn(records, this.batch(step), this.circumstances());
    if (step.do === 'enrol') this.#enrol(step.side, at);
    if (step.do === 'expire') {
      const due = [...records.alerts.values()].filter(
        ({ alert }) => alert.expiresAt !== null && alert.expiresAt <= at,
      );
      expireAlerts(
        records,
        due.map(({ alert }) => alert.id),
        at,
      );
    }
    if (step.do === 'command') this.#command(step);
    if (step.do === 'read') this.#read(step, at);
    if (step.do === 'receipts') this.#receipts(step, at);
  }

  #enrol(side: Person['side'], at: string): void {
    const id = `person-${++this.#lastId}`;
    const person = { id, name: id, side };
    const actor = { kind: 'hub' } as const;
    this.records.append({ type: 'person.enrolled', at, actor, person });
    for (const incident of this.records.incidents.values()) {
      const paging = pagingWithoutConfig(this.records.reachablePeople());
      const seatCase = { incident, side, paging, nowMs: this.nowMs };
      for (const event of callArrivals(seatCase, () => true)) this.records.append(event);
    }
  }

  #command(step: CommandStep): void {
    const { records } = this;
    const by = this.person(step.person);
    const about = this.incident(step.incident);
    if (!by || !about) return;
    const command = toCommand(step, {
      incidentId: about.id,
      severity: about.severity,
      personIds: records.people().map(({ id }) => id),
      messageIds: [...records.rooms.values()].flatMap(messageIdsOf).toReversed(),
    });
    const verdict = judgeCommand(command, {
      commandId: uuidOf(++this.#lastId),
      person: by,
      deviceId: 'laptop',
      records,
      calleesOf: () => records.reachablePeople(),
      paging: pagingWithoutConfig(records.reachablePeople()),
      settings: defaultPagingSettings,
      work: noWork,
      nowMs: this.nowMs,
    });
    if ('events' in verdict) for (const event of verdict.events) records.append(event);
  }

  #read({ person, incident, behind }: Extract<Step, { do: 'read' }>, at: string): void {
    const by = this.person(person);
    const about = this.incident(incident);
    if (!by || !about) return;
    this.records.append({
      type: 'room.read',
      at,
      actor: { kind: 'person', personId: by.id, deviceId: 'laptop' },
      incidentId: about.id,
      personId: by.id,
      upTo: Math.max(0, this.records.events.length - Math.max(0, behind)),
    });
  }

  #receipts({ person, incident, stage }: Extract<Step, { do: 'receipts' }>, at: string): void {
    const by = this.person(person);
    const about = this.incident(incident);
    if (!by || !about || about.status === 'resolved') return;
    this.records.append({
      type: 'page.receipts',
      at,
      actor: { kind: 'person', personId: by.id, deviceId: 'laptop' },
      personId: by.id,
      deviceId: 'laptop',
      stage,
      incidentIds: [about.id],
    });
  }
}

function messageIdsOf({ entries }: RoomLog): string[] {
  return entries.flatMap((entry) => (entry.kind === 'message' ? [entry.messageId] : []));
}

function uuidOf(number: number): string {
  return `019ab000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

function checkIncident(incident: Incident, alerts: Alert[]): void {
  const own = alerts.filter(({ incidentId }) => incidentId === incident.id);
  const firing = own.filter(({ status }) => status === 'firing');
  expect(incident.alertCount).toBe(own.length);
  expect(incident.firingCount).toBe(firing.length);
  const acknowledged = sides.filter((side) => incident.seats[side].state === 'acknowledged');
  for (const side of sides) {
    const seat = incident.seats[side];
    const { state, acknowledgedBy, acknowledgedAt, called, heard, pages } = seat;
    const isOpen = incident.status !== 'resolved';
    expect(seat.plan !== null).toBe(isOpen && state === 'ringing');
    expect(seat.hold !== null).toBe(state === 'held');
    expect(seat.leaseUntil !== null).toBe(isOpen && state === 'acknowledged');
    const paged = pages.filter(({ isDeclined }) => !isDeclined);
    expect(paged.map(({ personId }) => personId)).toEqual(called);
    expect(acknowledgedBy !== null).toBe(state === 'acknowledged');
    expect(acknowledgedAt !== null).toBe(state === 'acknowledged');
    expect(new Set(called).size).toBe(called.length);
    expect(heard.every((id) => called.includes(id))).toBe(true);
  }
  const called = sides.flatMap((side) => incident.seats[side].called);
  expect(Object.keys(incident.paged).every((id) => called.includes(id))).toBe(true);
  if (incident.status === 'resolved') {
    expect(incident.paged).toEqual({});
    expect(firing).toEqual([]);
    expect(incident.resolvedAt).not.toBeNull();
    expect(incident.resolvedBy).not.toBeNull();
    // Only a person may close what may fire unseen.
    if (incident.resolvedBy?.kind !== 'person') expect(incident.unseen).toEqual({});
  } else {
    const unmitigated = acknowledged.length > 0 ? 'acknowledged' : 'triggered';
    expect(incident.status).toBe(incident.mitigatedAt === null ? unmitigated : 'mitigated');
    expect(incident.resolvedAt).toBeNull();
    // What is over is closed, unless alerts may fire unseen.
    if (firing.length === 0) expect(incident.unseen).not.toEqual({});
  }
}

function check(hub: RulesOnly): void {
  const alerts = [...hub.records.alerts.values()].map(({ alert }) => alert);
  for (const incident of hub.records.incidents.values()) checkIncident(incident, alerts);
  const firingKeys = alerts
    .filter(({ status }) => status === 'firing')
    .map(({ dedupKey }) => dedupKey);
  expect(new Set(firingKeys).size).toBe(firingKeys.length);
}

/** What the seats are, without what comes next for them: nothing does in an incident that is over. */
function seatsOf({ seats }: Incident): Incident['seats'] {
  const lasting = (side: Side) => ({ ...seats[side], plan: null, leaseUntil: null });
  return { developer: lasting('developer'), sre: lasting('sre') };
}

function checkTransition(before: ReadonlyMap<string, Incident>, hub: RulesOnly, step: Step): void {
  for (const [id, was] of before) {
    const is = hub.records.incidents.get(id);
    if (!is) throw new Error('An incident vanished.');
    if (was.status === 'resolved') expect(is).toEqual(was);
    else if (step.do === 'ingest' && isLouder(is.severity, was.severity)) {
      expect(sides.map((side) => is.seats[side].state)).toEqual(['ringing', 'ringing']);
      if (is.status !== 'resolved') expect(is.status).toBe('triggered');
      expect(is.silences).toEqual({});
    } else if (step.do === 'ingest' || step.do === 'expire') {
      // What is not louder rings nobody again, and silences nobody.
      expect(seatsOf(is)).toEqual(seatsOf(was));
      expect(is.severity).toBe(was.severity);
    } else if (step.do === 'command' && step.type === 'incident.set-severity') {
      const mayRing = isLouder(is.severity, was.severity);
      if (!mayRing) expect(seatsOf(is)).toEqual(seatsOf(was));
    } else expect(is.severity).toBe(was.severity);
  }
}

test('invariants hold after every step of any history', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const hub = new RulesOnly();
      for (const step of steps) {
        const before = new Map(hub.records.incidents);
        hub.take(step);
        check(hub);
        checkTransition(before, hub, step);
      }
    }),
    { numRuns: 300 },
  );
});

test('a person changes the seat of their own side and no other', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const hub = new RulesOnly();
      for (const step of steps) {
        const before = new Map(hub.records.incidents);
        hub.take(step);
        if (step.do !== 'command') continue;
        const own = hub.person(step.person)?.side;
        for (const [id, was] of before) {
          const is = hub.records.incidents.get(id);
          for (const side of sides.filter((other) => other !== own)) {
            // A louder incident rings for all, and a page may call anybody; neither takes a seat.
            if (step.type === 'incident.set-severity' || step.type === 'person.page') {
              expect([was.seats[side].state, 'ringing']).toContain(is?.seats[side].state);
            } else if (is) expect(seatsOf(is)[side]).toEqual(seatsOf(was)[side]);
          }
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('a repeated batch is a no-op, whatever came before', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const hub = new RulesOnly();
      for (const step of steps) {
        hub.take(step);
        if (step.do !== 'ingest') continue;
        // Contradictions within one request are taken in order, so only the last word is a repeat.
        const keys = step.alerts.map(({ key }) => key);
        if (new Set(keys).size < keys.length) continue;
        const repeated = hub.records.during(() => hub.take(step));
        expect(repeated).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});

test('whoever folds what goes out over the wire sees what the hub sees', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const hub = new RulesOnly();
      for (const step of steps) hub.take(step);
      const incidents = new Map<string, Incident>();
      const alerts = new Map<string, Alert>();
      const wire = hub.records.events.map(toWireEvent);
      expect(wire.map(({ seq }) => seq)).toEqual(wire.map((_, index) => index + 1));
      for (const event of wire) {
        if (event.type === 'withheld') continue;
        for (const id of 'incidentIds' in event ? event.incidentIds : incidentIdsOf(event)) {
          const after = foldIncident(incidents.get(id), event);
          if (after) incidents.set(id, after);
        }
        const alertId = 'alert' in event ? event.alert.id : 'alertId' in event ? event.alertId : '';
        const after = foldAlert(alerts.get(alertId), event);
        if (after) alerts.set(alertId, after);
      }
      expect(incidents).toEqual(hub.records.incidents);
      for (const { alert } of hub.records.alerts.values()) {
        // Extensions stay on the hub: they come every minute and change nothing that is shown.
        const { expiresAt: _, ...shown } = alert;
        expect(alerts.get(alert.id)).toMatchObject(shown);
      }
    }),
    { numRuns: 200 },
  );
});

test('the journal keeps no event that is neither visible nor known to be withheld', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const hub = new RulesOnly();
      for (const step of steps) hub.take(step);
      for (const event of hub.records.events) {
        const isBookkeeping = event.type === 'alerts.extended' || event.type === 'alerts.clocked';
        expect(isVisible(event)).toBe(!isBookkeeping);
      }
    }),
    { numRuns: 50 },
  );
});

function incidentIdsOf(event: object): string[] {
  return 'incidentId' in event && typeof event.incidentId === 'string' ? [event.incidentId] : [];
}
