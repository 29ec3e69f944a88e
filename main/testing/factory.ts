import type { Alert } from '../../server/protocol/alert.ts';
import type { VisibleEvent } from '../../server/protocol/events.ts';
import { foldIncident } from '../../server/protocol/fold.ts';
import type { Person, Side } from '../../server/protocol/identity.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import type { Severity } from '../../server/protocol/severity.ts';
import type { Page } from '../pager/loudness-input.ts';

/** Things of the hub as tests need them. */
export const t0 = '2026-10-03T01:12:00.000Z';
export const t0Ms = Date.parse(t0);

export const ana: Person = { id: 'ana', name: 'Ana Kovač', side: 'developer' };
export const raj: Person = { id: 'raj', name: 'Raj Patel', side: 'sre' };
export const people = new Map([ana, raj].map((person) => [person.id, person]));

export function makeAlert(change: Partial<Alert> = {}): Alert {
  return {
    id: 'a1',
    incidentId: 'i1',
    dedupKey: 'a1',
    sender: 'generic',
    integration: 'Alertmanager',
    title: '5xx ratio above 5 %',
    severity: 'critical',
    labels: {},
    annotations: {},
    links: [],
    status: 'firing',
    startsAt: t0,
    expiresAt: null,
    acknowledgedAtSender: null,
    resolvedAt: null,
    resolveCause: null,
    ...change,
  };
}

export function opened(
  seq: number,
  change: Partial<Alert> & { number?: number } = {},
): VisibleEvent {
  const { number = 1, ...content } = change;
  const alert = makeAlert(content);
  return {
    seq,
    at: alert.startsAt,
    actor: { kind: 'sender', integration: 'Alertmanager' },
    type: 'incident.opened',
    incidentId: alert.incidentId,
    number,
    service: 'checkout-api',
    called: { developer: ['ana'], sre: ['raj'] },
    alert,
  };
}

export function acknowledged(seq: number, side: Side, incidentId = 'i1', at = t0): VisibleEvent {
  const personId = side === 'sre' ? 'raj' : 'ana';
  const actor = { kind: 'person', personId, deviceId: null } as const;
  return { seq, at, actor, type: 'seat.acknowledged', incidentId, side, personId };
}

export function resolved(seq: number, incidentId = 'i1', at = t0): VisibleEvent {
  const actor = { kind: 'sender', integration: 'Alertmanager' } as const;
  return { seq, at, actor, type: 'incident.resolved', incidentId };
}

/** An incident after these events. */
export function incidentOf(...events: VisibleEvent[]): Incident {
  let incident: Incident | undefined;
  for (const event of events) incident = foldIncident(incident, event);
  if (!incident) throw new Error('no event opens it');
  return incident;
}

export function makePage(severity: Severity, change: Partial<Page> = {}): Page {
  return {
    incidentId: 'i1',
    service: 'checkout-api',
    title: '5xx ratio above 5 %',
    severity,
    mySide: 'developer',
    seat: 'ringing',
    acknowledgedBy: null,
    otherSideBy: null,
    callsMe: true,
    ringingSince: t0Ms,
    silencedUntil: null,
    isAnsweredHere: false,
    pagedBy: null,
    heldBecause: null,
    isDeclined: false,
    pagedAt: t0Ms,
    calledBecause: null,
    hint: null,
    ...change,
  };
}
