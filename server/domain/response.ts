import type { Person } from '../protocol/identity.ts';
import type { Incident } from '../protocol/incident.ts';
import { already, applied, baseOf, doneBy, refused } from './command-case.ts';
import type { CommandCase, CommandVerdict, IncidentCircumstances } from './command-case.ts';
import type { NewEvent } from './hub-events.ts';
import { toInstant } from './instant.ts';
import { leaseUntil } from './paging/lease.ts';
import { takeSeat } from './paging/taking-seat.ts';
import { judgeSeverity } from './severity-change.ts';

/**
 * Long enough to speak a sentence on the phone or to read the alert in peace, short enough that
 * nobody falls asleep on it: silencing is no answer.
 */
export const silenceMs = 2 * 60 * 1_000;

/** Commands about the incident as such; all but `incident.resolve` need it to be open. */
export type ResponseType =
  | 'incident.acknowledge'
  | 'incident.unacknowledge'
  | 'incident.resolve'
  | 'incident.mitigate'
  | 'incident.unmitigate'
  | 'incident.set-severity'
  | 'sound.silence'
  | 'person.page';

/**
 * Says what a person's response to an incident does. A person acts on the seat of their own side,
 * and no other.
 */
export function judgeResponse(responseCase: CommandCase<ResponseType>): CommandVerdict {
  const { command, incident, person } = responseCase;
  if (incident.status === 'resolved') {
    return command.type === 'incident.resolve'
      ? judgeLateResolve(incident, person)
      : refused('too_late');
  }
  switch (command.type) {
    case 'incident.acknowledge':
      return acknowledge(responseCase);
    case 'incident.unacknowledge':
      return unacknowledge(responseCase);
    case 'incident.resolve':
      return resolve(responseCase);
    case 'incident.mitigate':
      return mitigate(responseCase);
    case 'incident.unmitigate':
      return unmitigate(responseCase);
    case 'incident.set-severity':
      return judgeSeverity({ ...responseCase, command });
    case 'sound.silence':
      return silence(responseCase);
    case 'person.page':
      return page({ ...responseCase, command });
  }
}

function judgeLateResolve({ resolvedBy, resolvedAt }: Incident, person: Person): CommandVerdict {
  if (!resolvedBy || resolvedAt === null) return already;
  return doneBy({ actor: resolvedBy, at: resolvedAt }, person);
}

/** Whoever is paged by name answers that, also when somebody has the seat. */
function acknowledge(responseCase: IncidentCircumstances): CommandVerdict {
  const { incident, person, paging, nowMs } = responseCase;
  const { side, id: personId } = person;
  const { acknowledgedBy, acknowledgedAt } = incident.seats[side];
  const base = baseOf(responseCase);
  if (acknowledgedBy === null) {
    return applied(...takeSeat(responseCase, leaseUntil(incident, paging, nowMs)));
  }
  if (isPaged(responseCase)) return applied({ ...base, type: 'person.answered', personId });
  if (acknowledgedAt === null) return already;
  const actor = { kind: 'person', personId: acknowledgedBy, deviceId: null } as const;
  return doneBy({ actor, at: acknowledgedAt }, person);
}

function unacknowledge(responseCase: IncidentCircumstances): CommandVerdict {
  const { incident, person } = responseCase;
  const { side, id: personId } = person;
  if (incident.seats[side].state !== 'acknowledged') return already;
  return applied({ ...baseOf(responseCase), type: 'seat.unacknowledged', side, personId });
}

/** Not while a temporary measure waits for an answer: it would be forgotten. */
function resolve(responseCase: IncidentCircumstances): CommandVerdict {
  const { incident, records } = responseCase;
  if (incident.openStopgaps > 0) return refused('stopgaps_open');
  const base = baseOf(responseCase);
  return applied(
    ...records.firingAlertIds(incident.id).map((alertId): NewEvent => ({
      ...base,
      type: 'alert.resolved',
      alertId,
      cause: 'person',
    })),
    { ...base, type: 'incident.resolved' },
  );
}

function mitigate(responseCase: IncidentCircumstances): CommandVerdict {
  const { incident, records, person } = responseCase;
  if (incident.status !== 'mitigated') {
    return applied({ ...baseOf(responseCase), type: 'incident.mitigated' });
  }
  const turn = records.lastTurn(incident.id, 'incident.mitigated');
  return turn ? doneBy(turn, person) : already;
}

/** A mitigation ends by itself when the incident gets louder. */
function unmitigate(responseCase: IncidentCircumstances): CommandVerdict {
  const { incident, records, person } = responseCase;
  if (incident.status === 'mitigated') {
    return applied({ ...baseOf(responseCase), type: 'incident.unmitigated' });
  }
  const begun = records.lastTurn(incident.id, 'incident.mitigated');
  const ends = (['incident.unmitigated', 'incident.raised'] as const).flatMap(
    (type) => records.lastTurn(incident.id, type) ?? [],
  );
  const ended = ends.filter(({ seq }) => begun && seq > begun.seq).sort((a, b) => a.seq - b.seq)[0];
  return ended ? doneBy(ended, person) : already;
}

function silence(responseCase: IncidentCircumstances): CommandVerdict {
  const { incident, person, nowMs } = responseCase;
  if (incident.seats[person.side].state !== 'ringing' && !isPaged(responseCase)) return already;
  const until = toInstant(nowMs + silenceMs);
  const base = baseOf(responseCase);
  return {
    ...applied({ ...base, type: 'sound.silenced', personId: person.id, until }),
    until,
  };
}

/** Whoever pages is up, so a page to oneself has been answered already. */
function page(responseCase: CommandCase<'person.page'>): CommandVerdict {
  const { command, incident, person, records } = responseCase;
  const paged = records.reachablePeople().find(({ id }) => id === command.personId);
  if (!paged) return refused('person_unknown');
  if (paged.id === person.id || Object.hasOwn(incident.paged, paged.id)) return already;
  const { side, id: personId } = paged;
  return applied({ ...baseOf(responseCase), type: 'person.paged', side, personId });
}

function isPaged({ incident, person }: IncidentCircumstances): boolean {
  return Object.hasOwn(incident.paged, person.id);
}
