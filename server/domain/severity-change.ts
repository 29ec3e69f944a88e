import type { Side } from '../protocol/identity.ts';
import { isLouder } from '../protocol/severity.ts';
import { already, applied, baseOf, superseded } from './command-case.ts';
import type { CommandCase, CommandVerdict, IncidentCircumstances } from './command-case.ts';
import type { Turn } from './turn.ts';

/**
 * Changes the severity from what the person saw. A louder one rings both seats again, but for the
 * one that this very person holds; a softer one rings nobody.
 */
export function judgeSeverity(severityCase: CommandCase<'incident.set-severity'>): CommandVerdict {
  const { command, incident, person } = severityCase;
  const { severity, from } = command;
  if (from !== incident.severity) {
    const last = lastChange(severityCase);
    if (last && !isOwn(last, severityCase)) return superseded(last);
  }
  if (severity === incident.severity) return already;
  const base = baseOf(severityCase);
  if (!isLouder(severity, incident.severity)) {
    return applied({ ...base, type: 'incident.lowered', severity });
  }
  const { title, seats } = incident;
  const keeps: Side | undefined =
    seats[person.side].acknowledgedBy === person.id ? person.side : undefined;
  return applied({ ...base, type: 'incident.raised', severity, title, ...(keeps && { keeps }) });
}

function lastChange({ records, incident }: IncidentCircumstances): Turn | undefined {
  const turns = (['incident.opened', 'incident.raised', 'incident.lowered'] as const).flatMap(
    (type) => records.lastTurn(incident.id, type) ?? [],
  );
  return turns.toSorted((a, b) => a.seq - b.seq).at(-1);
}

/**
 * A device that waits to be connected does not see what its own waiting commands will change, so
 * they do not stand in each other's way.
 */
function isOwn({ actor }: Turn, { person, deviceId }: IncidentCircumstances): boolean {
  return actor.kind === 'person' && actor.personId === person.id && actor.deviceId === deviceId;
}
