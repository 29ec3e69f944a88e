import type { AddedStep, Checklist, ChecklistProgress, StepState } from './checklist.ts';
import type { Runbook, RunbookSection, RunbookStep } from './runbook.ts';

/** A line of a checklist as people see it. Free of zod, since windows use it too. */
export interface ChecklistItem {
  stepId: string;
  /** A step at the left margin has depth 1. */
  depth: number;
  /** Null for what was added to no runbook. */
  section: RunbookSection | null;
  /** Null for an added step. */
  step: RunbookStep | null;
  added: AddedStep | null;
  state: StepState;
  /** Its condition, or that of a step above it, does not hold (yet): it is not shown, and does not count. */
  isHidden: boolean;
}

/** A step that nobody touched. */
export const untouched: StepState = {
  ...{ status: 'open', statusBy: null, statusAt: null, reason: null, answer: null },
  ...{ assigneeId: null, dueAt: null, overdueAt: null, comments: [], runs: [] },
};

/** What people did with a step; any name may be the id of one. */
export function stateOf({ steps }: Pick<Checklist, 'steps'>, stepId: string): StepState {
  return (Object.hasOwn(steps, stepId) ? steps[stepId] : undefined) ?? untouched;
}

/** Done, skipped or failed. */
export function isSettled({ status }: Pick<StepState, 'status'>): boolean {
  return status === 'done' || status === 'skipped' || status === 'failed';
}

/**
 * All steps of a checklist in the order in which they stand, each once. `runbook` is that of the
 * checklist; null when it has none. Placements that name a step which is not there, or put a step below
 * itself, change nothing.
 */
export function checklistItems(checklist: Checklist, runbook: Runbook | null): ChecklistItem[] {
  const tree = new StepTree(checklist.added, runbook);
  for (const { stepId, after } of checklist.placements) tree.place(stepId, after);
  const nodes = tree.inOrder();
  const isShown = shownBy(checklist, new Map(nodes.map(({ node }) => [node.id, node])));
  return nodes.map(({ node, depth, section }) => ({
    stepId: node.id,
    depth,
    section,
    step: node.step,
    added: node.added,
    state: stateOf(checklist, node.id),
    isHidden: !isShown(node),
  }));
}

/** How far the items got. */
export function progressOf(items: readonly ChecklistItem[]): ChecklistProgress {
  const progress = { total: 0, settled: 0, failed: 0 };
  for (const { state, isHidden } of items) {
    if (isHidden) continue;
    progress.total += 1;
    if (isSettled(state)) progress.settled += 1;
    if (state.status === 'failed') progress.failed += 1;
  }
  return progress;
}

interface StepNode {
  id: string;
  step: RunbookStep | null;
  added: AddedStep | null;
  /** Null at the left margin, where `section` says where it stands. */
  parent: StepNode | null;
  section: RunbookSection | null;
  below: StepNode[];
}

/** The steps of a runbook and those that were added, which stand last until they are placed. */
class StepTree {
  readonly #top: StepNode[] = [];
  readonly #byId = new Map<string, StepNode>();

  constructor(added: readonly AddedStep[], runbook: Runbook | null) {
    for (const section of runbook?.sections ?? []) {
      for (const step of section.steps) this.#addSteps(step, null, section);
    }
    const section = this.#top.at(-1)?.section ?? runbook?.sections.at(-1) ?? null;
    for (const one of added) {
      this.#insert({
        ...{ id: one.stepId, step: null, added: one },
        ...{ parent: null, section, below: [] },
      });
    }
  }

  place(stepId: string, after: string | null): void {
    const node = this.#byId.get(stepId);
    const before = after === null ? null : this.#byId.get(after);
    if (!node || before === undefined || (before && isBelow(before, node))) return;
    const old = this.#siblings(node);
    old.splice(old.indexOf(node), 1);
    node.parent = before?.parent ?? null;
    if (before) {
      node.section = before.section;
      const siblings = this.#siblings(before);
      siblings.splice(siblings.indexOf(before) + 1, 0, node);
    } else {
      node.section = this.#top[0]?.section ?? node.section;
      this.#top.unshift(node);
    }
  }

  inOrder(): { node: StepNode; depth: number; section: RunbookSection | null }[] {
    const waiting = this.#top
      .toReversed()
      .map((node) => ({ node, depth: 1, section: node.section }));
    const ordered: typeof waiting = [];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      ordered.push(next);
      const { node, depth, section } = next;
      for (const below of node.below.toReversed()) {
        waiting.push({ node: below, depth: depth + 1, section });
      }
    }
    return ordered;
  }

  #addSteps(step: RunbookStep, parent: StepNode | null, section: RunbookSection): void {
    const node: StepNode = { id: step.id, step, added: null, parent, section, below: [] };
    this.#insert(node);
    for (const below of step.steps) this.#addSteps(below, node, section);
  }

  #insert(node: StepNode): void {
    if (this.#byId.has(node.id)) return;
    this.#byId.set(node.id, node);
    this.#siblings(node).push(node);
  }

  #siblings({ parent }: StepNode): StepNode[] {
    return parent ? parent.below : this.#top;
  }
}

/** Whether a step is another one, or stands somewhere below it. */
function isBelow(node: StepNode, other: StepNode): boolean {
  for (let one: StepNode | null = node; one; one = one.parent) if (one === other) return true;
  return false;
}

/**
 * Whether a step is shown: the answers of steps that are not shown themselves do not count. Steps that
 * wait for each other are not shown.
 */
function shownBy(
  checklist: Checklist,
  nodes: ReadonlyMap<string, StepNode>,
): (node: StepNode) => boolean {
  const known = new Map<StepNode, boolean>();
  const isShown = (node: StepNode): boolean => {
    const before = known.get(node);
    if (before !== undefined) return before;
    known.set(node, false);
    const shown = (node.parent === null || isShown(node.parent)) && holds(node);
    known.set(node, shown);
    return shown;
  };
  const holds = ({ step }: StepNode): boolean => {
    const condition = step?.condition ?? null;
    if (condition === null) return true;
    const asked = nodes.get(condition.step);
    if (!asked || !isShown(asked)) return false;
    const { status, answer } = stateOf(checklist, asked.id);
    if (status !== 'done' || answer === null) return false;
    return (answer === condition.answer) === (condition.is === 'equal');
  };
  return isShown;
}
