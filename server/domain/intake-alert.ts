import type { Alert, AlertContent } from '../protocol/alert.ts';
import type { Actor, Side } from '../protocol/identity.ts';
import type { Incident } from '../protocol/incident.ts';
import { isLouder } from '../protocol/severity.ts';
import { isSameContent } from './alert-content.ts';
import type { NewEvent } from './hub-events.ts';
import type { IncomingAlert, IngestOutcome, Source } from './incoming.ts';
import { normalizeInstant } from './instant.ts';
import type { KnownAlert } from './known-alert.ts';
import { firstCalled } from './paging/escalation.ts';
import { heldBySilence, release } from './paging/holding.ts';
import type { Circumstances } from './records.ts';

/** What one incoming alert is judged by. */
export interface AlertCase {
  incoming: IncomingAlert;
  source: Source;
  /** Newest episode of the same dedup key. */
  known: KnownAlert | undefined;
  /** Incident of `known`. */
  incident: Incident | undefined;
  /** Newest open incident of a service; read only when a new episode begins. */
  newestOpenIncident: (service: string) => Incident | undefined;
  lastIncidentNumber: () => number;
  /** Whether nobody is called for alerts with these labels. */
  isSilenced: (service: string, content: Pick<AlertContent, 'labels'>) => boolean;
}

export interface AlertVerdict {
  outcome: keyof IngestOutcome;
  /** Incident that the alert belongs to, when it belongs to one. */
  incidentId: string | null;
  events: NewEvent[];
  /** For the batch's `alerts.extended`. */
  extension?: { alertId: string; expiresAt: string | null };
  /** For the batch's `alerts.clocked`. */
  clock?: { alertId: string; startsAt?: string; endedAt?: string };
}

/** Says what one incoming alert means. */
export function judgeAlert(alertCase: AlertCase, circumstances: Circumstances): AlertVerdict {
  const { incoming, known } = alertCase;
  const endsAt = normalizeInstant(incoming.endsAt);
  const startsAt = normalizeInstant(incoming.startsAt);
  const hasEnded = endsAt !== null && endsAt <= circumstances.at;
  if (incoming.action === 'resolve' || (incoming.action === 'fire' && hasEnded)) {
    return judgeResolve(alertCase, endsAt, circumstances);
  }
  if (incoming.action === 'acknowledge') return judgeAcknowledge(alertCase, circumstances);
  if (known?.alert.status === 'firing') {
    return judgeRepeat(alertCase, known, startsAt, endsAt, circumstances);
  }
  if (known && isLate(known, startsAt, circumstances)) return unchanged(known);
  return beginEpisode(alertCase, startsAt, endsAt, circumstances);
}

function unchanged(known: KnownAlert | undefined): AlertVerdict {
  return { outcome: 'unchanged', incidentId: known?.alert.incidentId ?? null, events: [] };
}

/**
 * A firing post that was overtaken by the resolve of its own episode. Only for a while: a sender
 * that still says firing after that is believed, since a missed page is worse than a repeated one.
 * What the hub let expire by itself was never said to be over, so it comes back at once.
 */
function isLate(
  { alert, senderEndedAt }: KnownAlert,
  startsAt: string | null,
  { nowMs, rules }: Circumstances,
): boolean {
  if (startsAt === null || alert.resolvedAt === null || alert.resolveCause === 'expired') {
    return false;
  }
  const sinceResolveMs = nowMs - Date.parse(alert.resolvedAt);
  // Resolved in the future: the clock was set back, and no longer tells what came before what.
  const isRecent = sinceResolveMs >= 0 && sinceResolveMs < rules.reorderWindowMs;
  return isRecent && startsAt < (senderEndedAt ?? alert.resolvedAt);
}

function judgeResolve(
  { known, source }: AlertCase,
  endsAt: string | null,
  { at }: Circumstances,
): AlertVerdict {
  if (known?.alert.status !== 'firing') return unchanged(known);
  const { alert, senderStartsAt } = known;
  const isStale = endsAt !== null && senderStartsAt !== null && endsAt < senderStartsAt;
  if (isStale) return unchanged(known);
  return {
    outcome: 'resolved',
    incidentId: alert.incidentId,
    events: [
      {
        type: 'alert.resolved',
        at,
        actor: senderOf(source),
        incidentId: alert.incidentId,
        alertId: alert.id,
        cause: 'sender',
      },
    ],
    ...(endsAt !== null && endsAt !== at && { clock: { alertId: alert.id, endedAt: endsAt } }),
  };
}

/** Recorded and shown, but it names nobody who is awake, so it silences nobody. */
function judgeAcknowledge({ known, source }: AlertCase, { at }: Circumstances): AlertVerdict {
  if (known?.alert.status !== 'firing' || known.alert.acknowledgedAtSender !== null) {
    return unchanged(known);
  }
  const { id: alertId, incidentId } = known.alert;
  const actor = senderOf(source);
  return {
    outcome: 'changed',
    incidentId,
    events: [{ type: 'alert.acknowledged-at-sender', at, actor, incidentId, alertId }],
  };
}

function judgeRepeat(
  { incoming, source, incident, isSilenced }: AlertCase,
  { alert, senderStartsAt }: KnownAlert,
  startsAt: string | null,
  endsAt: string | null,
  { at }: Circumstances,
): AlertVerdict {
  const { id: alertId, incidentId } = alert;
  const events: NewEvent[] = [];
  if (!isSameContent(alert, incoming.content, source.sender)) {
    const { title, severity, labels, annotations, links } = incoming.content;
    const content = { title, severity, labels, annotations, links };
    const actor = senderOf(source);
    events.push({ type: 'alert.changed', at, actor, incidentId, alertId, content });
    // Said of this alert before, and perhaps found less severe by a person since.
    const isLoudest = isLouder(severity, alert.severity);
    if (incident && !isSilenced(incident.service, content)) {
      events.push(...ring(incident, isLoudest ? content : null, at, actor));
    }
  }
  const beganAnew =
    startsAt !== null && senderStartsAt !== null && startsAt > senderStartsAt && startsAt <= at;
  return {
    outcome: events.length > 0 ? 'changed' : 'unchanged',
    incidentId,
    events,
    ...(endsAt !== alert.expiresAt && { extension: { alertId, expiresAt: endsAt } }),
    ...(beganAnew && { clock: { alertId, startsAt } }),
  };
}

function beginEpisode(
  { incoming, source, newestOpenIncident, lastIncidentNumber, isSilenced }: AlertCase,
  startsAt: string | null,
  endsAt: string | null,
  { at, nowMs, newId, rules, paging }: Circumstances,
): AlertVerdict {
  const actor = senderOf(source);
  const { directory } = rules;
  const service = directory.serviceOf(source.service ?? incoming.service, incoming.content.labels, {
    senders: [source.sender, source.name],
    dedupKey: incoming.dedupKey,
  });
  const open = newestOpenIncident(service);
  // Either way: after a clock was set back, an old incident must not swallow all that is new.
  const joins =
    open !== undefined && Math.abs(nowMs - Date.parse(open.lastAlertAt)) <= rules.groupingWindowMs;
  const incidentId = joins ? open.id : newId();
  const { title, severity, labels, annotations, links } = incoming.content;
  const alert: Alert = {
    id: newId(),
    incidentId,
    dedupKey: incoming.dedupKey,
    sender: source.sender,
    integration: source.name,
    status: 'firing',
    title,
    severity,
    labels,
    annotations,
    links,
    // A start in the future would show a negative age.
    startsAt: startsAt === null || startsAt > at ? at : startsAt,
    expiresAt: endsAt,
    acknowledgedAtSender: null,
    resolvedAt: null,
    resolveCause: null,
  };
  if (joins) {
    return {
      outcome: 'joined',
      incidentId,
      events: [
        { type: 'alert.joined', at, actor, incidentId, alert },
        ...(isSilenced(service, alert) ? [] : ring(open, alert, at, actor)),
      ],
    };
  }
  const number = lastIncidentNumber() + 1;
  const call = (side: Side): string[] => firstCalled({ service, severity, side, paging: paging() });
  const called = isSilenced(service, alert)
    ? { developer: [], sre: [] }
    : { developer: call('developer'), sre: call('sre') };
  return {
    outcome: 'opened',
    incidentId,
    events: [{ type: 'incident.opened', at, actor, incidentId, number, service, called, alert }],
  };
}

/** Who did it, when a sender did. */
export function senderOf(source: Source): Actor {
  return { kind: 'sender', integration: source.name };
}

/**
 * Louder than all before: both seats ring again, whoever had acknowledged. What is not, but is not silenced
 * either, rings the seats that a silence held.
 */
function ring(
  incident: Incident,
  content: Pick<Alert, 'severity' | 'title'> | null,
  at: string,
  actor: Actor,
): NewEvent[] {
  const { id: incidentId } = incident;
  if (content && isLouder(content.severity, incident.severity)) {
    const { severity, title } = content;
    return [{ type: 'incident.raised', at, actor, incidentId, severity, title }];
  }
  return heldBySilence(incident).map((side) => release(incident, side, 'other-alert', at));
}
