import type { StepView } from './step-rows.ts';

/** What `step.move` is to say: this step goes after that one. */
export interface Move {
  stepId: string;
  after: string;
}

/**
 * How a step changes places with its neighbour; null at the end of its group. The upper of two is put
 * after the lower, since a step can stand after another, but not before. Over a heading it goes alone.
 * @param steps those that are shown, in their order
 */
export function moveOf(steps: readonly StepView[], key: string, by: 1 | -1): Move | null {
  const index = steps.findIndex((step) => step.key === key);
  const step = steps[index];
  if (step === undefined) return null;
  const neighbour = neighbourOf(steps, index, by);
  if (neighbour === null) return null;
  if (neighbour.section !== step.section) return { stepId: step.stepId, after: neighbour.stepId };
  const [upper, lower] = by === 1 ? [step, neighbour] : [neighbour, step];
  return { stepId: upper.stepId, after: lower.stepId };
}

/** The step beside it, under the same one. */
function neighbourOf(steps: readonly StepView[], index: number, by: 1 | -1): StepView | null {
  const step = steps[index];
  if (step === undefined) return null;
  for (let at = index + by; ; at += by) {
    const other = steps[at];
    if (other === undefined || other.checklistId !== step.checklistId) return null;
    if (other.depth < step.depth) return null;
    if (other.depth === step.depth) return other;
  }
}
