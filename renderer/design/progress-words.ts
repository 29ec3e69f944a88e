import type { ChecklistProgress } from '../../server/protocol/checklist.ts';

/** How far the checklists of an incident got: "7 of 12 steps dealt with, 1 failed". */
export function progressInWords({ total, settled, failed }: ChecklistProgress): string {
  const steps = total === 1 ? 'step' : 'steps';
  return `${settled} of ${total} ${steps} dealt with${failed === 0 ? '' : `, ${failed} failed`}`;
}

/** The same among other facts, in few words; nothing where there is no checklist. */
export function progressFacts(progress: ChecklistProgress | null): string[] {
  if (progress === null || progress.total === 0) return [];
  const { total, settled, failed } = progress;
  return [`checklist ${settled}/${total}${failed === 0 ? '' : `, ${failed} failed`}`];
}
