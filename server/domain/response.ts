import type { Command, Verdict } from '../protocol/commands.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { Actor, Person } from '../protocol/identity.ts';
import type { Incident } from '../protocol/incident.ts';
import { callMissing } from './enrolment.ts';
import type { NewEvent } from './hub-events.ts';
import { toInstant } from './instant.ts';

/**
 * Long enough to speak a sentence on the phone or to read the alert in peace, short enough that
 * nobody falls asleep on it: silencing is no answer.
 */
export const silenceMs = 2 * 60 * 1_000;

export interface ResponseCase {
  command: Command;
  person: Person;
  deviceId: string;
  incident: Incident | undefined;
  /** Alerts of the incident that fire; read only when the incident is resolved. */
  firingAlertIds: () => readonly string[];
  /** Those who are called for the incident. */
  callees: readonly Person[];
  nowMs: number;
}

export type ResponseVerdict =
  | { verdict: Verdict; events: NewEvent[]; until?: string }
  | { error: Extract<ErrorCode, 'too_late' | 'incident_unknown'> };

/** Says what a person's command does. A person acts on the seat of their own side, and no other. */
export function judgeResponse(responseCase: ResponseCase): ResponseVerdict {
  const { command, person, deviceId, incident, nowMs } = responseCase;
  if (!incident) return { error: 'incident_unknown' };
  const actor: Actor = { kind: 'person', personId: person.id, deviceId };
  const base = { at: toInstant(nowMs), actor, incidentId: incident.id };
  const { side, id: personId } = person;
  const isRinging = incident.seats[side].state === 'ringing';
  if (incident.status === 'resolved') {
    return command.type === 'incident.resolve' ? already : { error: 'too_late' };
  }
  switch (command.type) {
    case 'incident.acknowledge':
      return isRinging ? applied({ ...base, type: 'seat.acknowledged', side, personId }) : already;
    case 'incident.unacknowledge':
      return isRinging
        ? already
        : applied(
            { ...base, type: 'seat.unacknowledged', side, personId },
            ...callMissing(incident, responseCase.callees, [side], base.at, actor),
          );
    case 'incident.resolve':
      return applied(
        ...responseCase.firingAlertIds().map((alertId): NewEvent => ({
          ...base,
          type: 'alert.resolved',
          alertId,
          cause: 'person',
        })),
        { ...base, type: 'incident.resolved' },
      );
    case 'sound.silence': {
      if (!isRinging) return already;
      const until = toInstant(nowMs + silenceMs);
      return { ...applied({ ...base, type: 'sound.silenced', personId, until }), until };
    }
  }
}

const already = { verdict: 'already', events: [] } satisfies ResponseVerdict;

function applied(...events: NewEvent[]): { verdict: 'applied'; events: NewEvent[] } {
  return { verdict: 'applied', events };
}
