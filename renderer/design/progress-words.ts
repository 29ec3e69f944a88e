import type { ChecklistProgress } from '../../server/protocol/checklist.ts';

/** How far the checklists of an incident got: "7 of 12 steps dealt with, 1 failed". */
export function progressInWords({ total, settled, failed }: ChecklistProgress): string {
  const steps = total === 1 ? 'step' : 'steps';
  return `${settled} of ${total} ${steps} dealt with${failed === 0 ? '' : `, ${failed} failed`}`;
}
