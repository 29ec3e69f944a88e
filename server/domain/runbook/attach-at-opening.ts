import type { RunbookVersion } from '../../protocol/runbook.ts';
import { attachRunbook } from '../checklist/attach.ts';
import type { NewEvent } from '../hub-events.ts';
import type { OpenedIncident } from '../intake.ts';
import type { Circumstances, Records } from '../records.ts';
import { bestRunbooks } from './best-runbooks.ts';
import { occasionOf } from './occasion.ts';

/** Attaches the best of these runbooks to a new incident; nothing when none is for it. */
export function attachAtOpening(
  records: Omit<Records, 'append'>,
  opened: OpenedIncident,
  versions: readonly RunbookVersion[],
  { at, newId, rules }: Pick<Circumstances, 'at' | 'newId' | 'rules'>,
): NewEvent[] {
  const [best] = bestRunbooks(versions.map(toOffered), occasionOf(opened, rules.directory));
  if (!best) return [];
  return attachRunbook(records, {
    version: best.runbook.version,
    reasons: best.reasons,
    checklistId: newId(),
    base: { at, actor: { kind: 'hub' }, incidentId: opened.incidentId },
  });
}

/** A version as it is ranked. */
export function toOffered(version: RunbookVersion) {
  const { path, runbook } = version;
  const { services, alerts, labels } = runbook;
  return { path, services, alerts, labels, version };
}
