import type { Actor } from '../../protocol/identity.ts';
import { limits } from '../../protocol/limits.ts';
import type { RunbookVersion } from '../../protocol/runbook.ts';
import { already, applied, baseOf, doneBy, refused } from '../command-case.ts';
import type { CommandCase, CommandVerdict } from '../command-case.ts';
import type { NewEvent } from '../hub-events.ts';
import { counted, uncounted } from './checklist-event.ts';
import { attachedChecklist } from './known-checklist.ts';
import type { ReadRecords } from './known-checklist.ts';

/** A runbook that is to be attached. */
export interface Attaching {
  version: RunbookVersion;
  /** Why this one, for people. */
  reasons: readonly string[];
  checklistId: string;
  base: { at: string; actor: Actor; incidentId: string };
}

/** Gives an incident its own copy of a runbook; the incident must be in the records already. */
export function attachRunbook(records: ReadRecords, attaching: Attaching): NewEvent[] {
  const { version, checklistId, base } = attaching;
  const { hash, path, title, runbook } = version;
  const reasons = attaching.reasons.slice(0, limits.checklistReasons);
  const attached = counted(
    records,
    { checklist: undefined, runbook },
    {
      ...base,
      type: 'checklist.attached' as const,
      checklistId,
      runbook: { hash, path, title },
      reasons,
      progress: uncounted,
    },
  );
  if (records.runbook(hash)) return [attached];
  const { at, actor } = base;
  return [{ type: 'runbook.stored', at, actor, version }, attached];
}

/** One version is attached once; after it was detached, again as a new copy. */
export function judgeAttach(attachCase: CommandCase<'checklist.attach'>): CommandVerdict {
  const { command, commandId, records, incident, person, work } = attachCase;
  const version = work.offeredRunbook(command.hash) ?? records.runbook(command.hash);
  const checklists = records.checklistsOf(incident.id);
  const attached = checklists.filter(({ detachedAt }) => detachedAt === null);
  const same = attached.find(({ runbook }) => runbook?.hash === command.hash);
  if (same) return doneBy({ actor: same.attachedBy, at: same.attachedAt }, person);
  if (!version) return refused('runbook_unknown');
  const isTaken = records.checklist(commandId) ?? records.incident(commandId);
  if (isTaken) return refused('command_reused');
  const copies = attached.filter(({ runbook }) => runbook !== null);
  const isFull =
    copies.length >= limits.checklistsPerIncident || checklists.length >= limits.checklistsEver;
  if (isFull) return refused('checklists_full');
  const base = baseOf(attachCase);
  return applied(...attachRunbook(records, { version, reasons: [], checklistId: commandId, base }));
}

export function judgeDetach(detachCase: CommandCase<'checklist.detach'>): CommandVerdict {
  const { command, records, incident } = detachCase;
  const { checklistId } = command;
  const known = attachedChecklist(records, incident.id, checklistId);
  if (!known) {
    const isDetached = records.checklist(checklistId)?.incidentId === incident.id;
    return isDetached ? already : refused('checklist_unknown');
  }
  const event = { ...baseOf(detachCase), type: 'checklist.detached' as const, checklistId };
  return applied(counted(records, known, { ...event, progress: uncounted }));
}
