import type { StepStatus } from '../../protocol/checklist.ts';
import { isSettled } from '../../protocol/checklist-items.ts';
import type { ChecklistItem } from '../../protocol/checklist-items.ts';
import { toInstant } from '../instant.ts';

const minuteMs = 60_000;

/** When a step is due once somebody brings it to a status; null: at no time. */
export function dueOnceSet(
  { state, step }: ChecklistItem,
  status: StepStatus,
  nowMs: number,
): string | null {
  if (isSettled({ status })) return state.dueAt;
  // What was settled and is taken up again is not late at once.
  const isPast = state.dueAt !== null && Date.parse(state.dueAt) <= nowMs;
  const kept = isSettled(state) && isPast ? null : state.dueAt;
  return status === 'doing' ? (kept ?? expected(step, nowMs)) : kept;
}

/** When it is due once somebody has it. */
export function dueOnceAssigned({ state, step }: ChecklistItem, nowMs: number): string | null {
  return isSettled(state) ? state.dueAt : (state.dueAt ?? expected(step, nowMs));
}

function expected(step: ChecklistItem['step'], nowMs: number): string | null {
  const minutes = step?.expectedMinutes ?? null;
  return minutes === null ? null : toInstant(nowMs + minutes * minuteMs);
}
