import { checklistItems } from '../../protocol/checklist-items.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import type { Stopgap } from '../../protocol/stopgap.ts';
import { already, applied, baseOf, refused } from '../command-case.ts';
import type { CommandCase, CommandVerdict } from '../command-case.ts';
import { toInstant } from '../instant.ts';
import { defaultExpiryMs, isGoodExpiry } from './expiry.ts';

type InstallCase = CommandCase<'stopgap.install'>;

/** Says what installing a stopgap does: the incident is mitigated while it is open. */
export function install(installCase: InstallCase): CommandVerdict {
  const { incident, records, commandId, person } = installCase;
  // Answers are forgotten after some weeks, stopgaps are not: a very late repeat ends up here.
  const known = records.stopgap(commandId);
  if (known) {
    const isOwn = known.incidentId === incident.id && known.installedBy === person.id;
    return isOwn ? already : refused('command_reused');
  }
  if (incident.status === 'resolved') return refused('too_late');
  const problem = findProblem(installCase);
  if (problem !== null) return refused(problem);
  return applied({
    ...baseOf(installCase),
    type: 'stopgap.installed',
    stopgap: newStopgap(installCase),
  });
}

function newStopgap({ command, commandId, incident, person, work, nowMs }: InstallCase): Stopgap {
  const team = work.owningTeam(incident.service);
  const { what, undo, probeUrl, step } = command;
  const expiryMs = defaultExpiryMs(team, nowMs, work.stopgapGraceMs);
  return {
    id: commandId,
    incidentId: incident.id,
    incidentNumber: incident.number,
    service: incident.service,
    ...{ what, undo, probeUrl, step },
    installedBy: person.id,
    installedAt: toInstant(nowMs),
    team: team?.reference ?? null,
    ownerId: command.ownerId ?? incident.seats.developer.acknowledgedBy,
    expiresAt: command.expiresAt ?? toInstant(expiryMs),
    extensions: [],
    state: 'open',
    askedAt: null,
    askedCount: 0,
    permanence: null,
    probe: null,
    answeredBy: null,
    answeredAt: null,
    note: null,
  };
}

function findProblem(installCase: InstallCase): ErrorCode | null {
  const { command, incident, records, work, nowMs } = installCase;
  const { ownerId, expiresAt, probeUrl } = command;
  if (incident.openStopgaps >= limits.openStopgaps) return 'stopgaps_full';
  if (expiresAt !== null && !isGoodExpiry(expiresAt, nowMs)) return 'stopgap_expiry_invalid';
  if (probeUrl !== null && !work.mayProbe(probeUrl)) return 'probe_not_allowed';
  if (ownerId !== null) {
    const owner = records.people().find(({ id }) => id === ownerId);
    if (!owner) return 'person_unknown';
    if (owner.side !== 'developer') return 'stopgap_not_yours';
  }
  return findStepProblem(installCase);
}

function findStepProblem({ command, incident, records }: InstallCase): ErrorCode | null {
  if (command.step === null) return null;
  const { checklistId, stepId } = command.step;
  const checklist = records.checklist(checklistId);
  if (checklist?.incidentId !== incident.id) return 'checklist_unknown';
  const hash = checklist.runbook?.hash;
  const runbook = hash === undefined ? null : (records.runbook(hash)?.runbook ?? null);
  const isThere = checklistItems(checklist, runbook).some((item) => item.stepId === stepId);
  return isThere ? null : 'step_unknown';
}
