import type { Runbook } from '../../../protocol/runbook.ts';
import type { Side } from '../../../protocol/identity.ts';
import { runbookLimits } from '../runbook.ts';
import { commonest, median } from './commonest.ts';
import { allSteps, foldText, gatherEvidence, predecessors } from './evidence.ts';
import type { Evidence, StepEvidence } from './evidence.ts';
import { fewestRuns } from './runbook-run.ts';
import type { RunbookRun } from './runbook-run.ts';
import { grouped } from '../../grouped.ts';

export interface NewStep {
  text: string;
  role: Side | null;
  isCritical: boolean;
}

/** One change of a runbook's file, with what speaks for it. */
export type Suggestion = { why: string } & (
  | { kind: 'remove'; stepId: string }
  | { kind: 'annotate'; stepId: string; note: string }
  | { kind: 'time'; stepId: string; minutes: number }
  | { kind: 'move'; stepId: string; after: string | null }
  | { kind: 'insert'; step: NewStep; after: string | null }
);

/** How much longer than expected a step must take before that is worth saying. */
const slowFactor = 1.25;

/** A step is moved, and one that people add is taken in, when it happened in as many runs. */
const fewestAlike = 2;

/**
 * What the runs suggest to change in the runbook: moves and new steps first, so that notes go where
 * their steps are by then. Nothing before the third run.
 */
export function suggestionsOf(current: Runbook, runs: readonly RunbookRun[]): Suggestion[] {
  if (runs.length < fewestRuns) return [];
  const evidence = gatherEvidence(current, runs);
  const asked = new Set(allSteps(current).flatMap(({ condition }) => condition?.step ?? []));
  return [
    ...moves(current, evidence, runs.length),
    ...insertions(current, evidence, runs.length),
    ...evidence.steps.flatMap((step) => [
      ...timeOf(step),
      ...failureOf(step),
      ...skippingOf(step, asked.has(step.step.id)),
    ]),
  ];
}

function moves(current: Runbook, { moved }: Evidence, runCount: number): Suggestion[] {
  const before = predecessors(current);
  const known = moved.filter(({ stepId, after }) => {
    const isKnown = before.has(stepId) && (after === null || before.has(after));
    return isKnown && before.get(stepId) !== after;
  });
  return [...grouped(known, ({ stepId }) => stepId)].flatMap(([stepId, all]): Suggestion[] => {
    const [most, count] = commonest(all, ({ after }) => after ?? '') ?? [null, 0];
    if (!most || count < fewestAlike) return [];
    const { after } = most;
    const where = after === null ? 'before all others' : `after “${after}”`;
    const why = `“${stepId}” was moved ${where} in ${count} of ${runCount} runs`;
    return [{ kind: 'move', stepId, after, why }];
  });
}

function insertions(current: Runbook, { added }: Evidence, runCount: number): Suggestion[] {
  const texts = new Set(allSteps(current).map(({ text }) => foldText(text)));
  const ids = new Set(allSteps(current).map(({ id }) => id));
  const groups = grouped(added, ({ added: { text } }) => foldText(text));
  return [...groups].flatMap(([folded, all]): Suggestion[] => {
    const [first] = all;
    if (!first || all.length < fewestAlike || texts.has(folded)) return [];
    const places = all.filter(({ after }) => after === null || ids.has(after));
    const after = commonest(places, (one) => one.after ?? '')?.[0].after;
    if (after === undefined) return [];
    const roles = new Set(all.map(({ added: { role } }) => role));
    const { text } = first.added;
    const step: NewStep = {
      text: text.replace(/\s+/gu, ' ').trim(),
      role: roles.size === 1 ? first.added.role : null,
      isCritical: all.every(({ added: { isCritical } }) => isCritical),
    };
    const why = `“${step.text}” was added in ${all.length} of ${runCount} runs`;
    return [{ kind: 'insert', step, after, why }];
  });
}

function timeOf({ step: { id, expectedMinutes }, minutes }: StepEvidence): Suggestion[] {
  const middle = median(minutes);
  if (expectedMinutes === null || middle === undefined || minutes.length < fewestAlike) return [];
  const took = Math.min(Math.ceil(middle), runbookLimits.expectedMinutes);
  if (took <= expectedMinutes * slowFactor) return [];
  const why = `“${id}” took ${took} min and not ${expectedMinutes} min, in the middle of ${minutes.length} runs`;
  return [{ kind: 'time', stepId: id, minutes: took, why }];
}

function failureOf({ step: { id }, failed, seen }: StepEvidence): Suggestion[] {
  if (failed.length === 0) return [];
  const told = `ailed in ${failed.length} of ${seen} runs${because(failed)}`;
  return [{ kind: 'annotate', stepId: id, note: `F${told}.`, why: `“${id}” f${told}` }];
}

function skippingOf({ step, skipped, seen }: StepEvidence, isAsked: boolean): Suggestion[] {
  const { id: stepId } = step;
  if (seen < fewestRuns || skipped.length * 2 <= seen) return [];
  const told = `kipped in ${skipped.length} of ${seen} runs${because(skipped)}`;
  const why = `“${stepId}” was s${told}`;
  const isNeeded = isAsked || step.critical || step.stopgap !== null || step.steps.length > 0;
  if (skipped.length === seen && !isNeeded) return [{ kind: 'remove', stepId, why }];
  return [{ kind: 'annotate', stepId, note: `S${told}.`, why }];
}

/** The commonest of the reasons. */
function because(reasons: readonly (string | null)[]): string {
  const given = reasons.flatMap((reason) => reason ?? []);
  const [reason] = commonest(given, foldText) ?? [null];
  return reason === null ? '' : `: “${reason.replace(/\s+/gu, ' ').trim()}”`;
}
