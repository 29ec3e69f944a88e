import { checklistItems, progressOf } from '../../protocol/checklist-items.ts';
import type { Checklist } from '../../protocol/checklist.ts';
import type { RunbookVersion } from '../../protocol/runbook.ts';
import type { NewEvent } from '../hub-events.ts';
import type { OpenedIncident } from '../intake.ts';
import type { Circumstances } from '../records.ts';
import { bestRunbooks } from './best-runbooks.ts';
import { occasionOf } from './occasion.ts';

export interface AttachCircumstances extends Pick<Circumstances, 'at' | 'newId' | 'rules'> {
  /** Whether the journal has this version already. */
  isStored: (hash: string) => boolean;
}

/** Attaches the best runbook for a new incident; nothing when none is for it. */
export function attachAtOpening(
  opened: OpenedIncident,
  versions: readonly RunbookVersion[],
  { at, newId, rules, isStored }: AttachCircumstances,
): NewEvent[] {
  if (versions.length === 0) return [];
  const [best] = bestRunbooks(versions.map(toOffered), occasionOf(opened, rules.directory));
  if (!best) return [];
  const { version } = best.runbook;
  const { hash, path, title, runbook } = version;
  const actor = { kind: 'hub' } as const;
  const reference = { hash, path, title };
  const reasons = [...best.reasons];
  const { incidentId } = opened;
  const checklistId = newId();
  const copy: Checklist = {
    ...{ id: checklistId, incidentId, runbook: reference, attachedAt: at, attachedBy: actor },
    ...{ reasons, detachedAt: null, added: [], placements: [], steps: {} },
  };
  const progress = progressOf(checklistItems(copy, runbook));
  const attached: NewEvent = {
    ...{ type: 'checklist.attached', at, actor, incidentId, checklistId },
    ...{ runbook: reference, reasons, progress },
  };
  return isStored(hash) ? [attached] : [{ type: 'runbook.stored', at, actor, version }, attached];
}

function toOffered(version: RunbookVersion) {
  const { path, runbook } = version;
  const { services, alerts, labels } = runbook;
  return { path, services, alerts, labels, version };
}
