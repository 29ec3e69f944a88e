import { checklistItems } from '../../../protocol/checklist-items.ts';
import type { ChecklistItem } from '../../../protocol/checklist-items.ts';
import type { AddedStep, Checklist } from '../../../protocol/checklist.ts';
import type { Runbook, RunbookStep } from '../../../protocol/runbook.ts';
import { foldName } from '../../directory.ts';
import type { RunbookRun } from './runbook-run.ts';

/** What was done with one step of the runbook, as it stands now. */
export interface StepEvidence {
  step: RunbookStep;
  /** Runs in which it was to be done. */
  seen: number;
  /** Why it was skipped and failed, each time. */
  skipped: (string | null)[];
  failed: (string | null)[];
  minutes: number[];
}

/** A step that somebody added in a run, after a step of the runbook; null: before all. */
export interface AddedEvidence {
  added: AddedStep;
  after: string | null;
}

/** A step that somebody moved in a run; null: before all. */
export interface MovedEvidence {
  stepId: string;
  after: string | null;
}

export interface Evidence {
  steps: StepEvidence[];
  added: AddedEvidence[];
  moved: MovedEvidence[];
}

/**
 * What the runs say of the runbook as it stands now. Of a step that was changed since, only the runs
 * after that count: what they led to has been done.
 */
export function gatherEvidence(current: Runbook, runs: readonly RunbookRun[]): Evidence {
  const steps = allSteps(current).map((step): StepEvidence => {
    return { step, seen: 0, skipped: [], failed: [], minutes: [] };
  });
  const evidence: Evidence = { steps, added: [], moved: [] };
  const byId = new Map(steps.map((one) => [one.step.id, one]));
  for (const run of runs) {
    const items = checklistItems(run.checklist, run.runbook);
    for (const item of items) noteItem(byId.get(item.stepId), item, run);
    notePlaces(evidence, run.checklist, items);
  }
  return evidence;
}

export function allSteps({ sections }: Runbook): RunbookStep[] {
  const withBelow = (step: RunbookStep): RunbookStep[] => [step, ...step.steps.flatMap(withBelow)];
  return sections.flatMap(({ steps }) => steps.flatMap(withBelow));
}

/** Which step each stands after and beside, by id; null: it is the first of all. */
export function predecessors({ sections }: Runbook): Map<string, string | null> {
  const found = new Map<string, string | null>();
  const walk = (steps: readonly RunbookStep[]): void => {
    for (const [index, step] of steps.entries()) {
      found.set(step.id, steps[index - 1]?.id ?? (found.size === 0 ? null : ''));
      walk(step.steps);
    }
  };
  for (const { steps } of sections) walk(steps);
  return found;
}

/** The form in which texts of steps are compared. */
export function foldText(text: string): string {
  return foldName(text.replace(/\s+/gu, ' ')).replace(/[.!?…]+$/u, '');
}

function noteItem(
  known: StepEvidence | undefined,
  { step, state, isHidden }: ChecklistItem,
  { minutes }: RunbookRun,
): void {
  if (!known || !step || isHidden || !isSame(known.step, step)) return;
  known.seen += 1;
  if (state.status === 'skipped') known.skipped.push(state.reason);
  if (state.status === 'failed') known.failed.push(state.reason);
  const took = Object.hasOwn(minutes, step.id) ? minutes[step.id] : undefined;
  if (took !== undefined && state.status === 'done') known.minutes.push(took);
}

/** But for where it stands. */
function isSame(one: RunbookStep, other: RunbookStep): boolean {
  const form = ({ line: _line, steps: _steps, ...said }: RunbookStep) => JSON.stringify(said);
  return form(one) === form(other);
}

function notePlaces(
  evidence: Evidence,
  { added, placements }: Checklist,
  items: readonly ChecklistItem[],
): void {
  const addedById = new Map(added.map((step) => [step.stepId, step]));
  const afterOf = new Map(placements.map(({ stepId, after }) => [stepId, after]));
  const present = new Set(items.map(({ stepId }) => stepId));
  for (const { stepId } of placements) {
    if (!present.has(stepId)) continue;
    const after = anchorOf(stepId, afterOf, addedById);
    const step = addedById.get(stepId);
    if (step) evidence.added.push({ added: step, after });
    else evidence.moved.push({ stepId, after });
  }
}

/** The step of the runbook that it stands after, beyond those that were added in between. */
function anchorOf(
  stepId: string,
  afterOf: ReadonlyMap<string, string | null>,
  added: ReadonlyMap<string, AddedStep>,
): string | null {
  let after = afterOf.get(stepId) ?? null;
  const passed = new Set([stepId]);
  while (after !== null && added.has(after) && !passed.has(after)) {
    passed.add(after);
    after = afterOf.get(after) ?? null;
  }
  return after;
}
