import type { Checklist, StepStatus } from '../../../../../server/protocol/checklist.ts';
import type { Runbook, RunbookStep } from '../../../../../server/protocol/runbook.ts';
import type { ChecklistCommand } from '../overlay.ts';

export const hash = 'a'.repeat(64);

/** So many minutes after 03:12. */
export function at(minute: number): string {
  return new Date(Date.parse('2026-11-23T03:12:00.000Z') + minute * 60_000).toISOString();
}

export function ofStep(stepId: string) {
  return { incidentId: 'one', checklistId: 'list', stepId };
}

export function set(
  stepId: string,
  status: StepStatus,
  reason: string | null = null,
): ChecklistCommand & { type: 'step.set' } {
  return { type: 'step.set', ...ofStep(stepId), from: 'open', status, reason, answer: null };
}

function step(id: string, change: Partial<RunbookStep> = {}): RunbookStep {
  return {
    ...{ id, text: `Step ${id}`, line: 1, role: null, expectedMinutes: null, critical: false },
    ...{ condition: null, answers: null, stopgap: null, parts: [], steps: [] },
    ...change,
  };
}

/** look (yes, no) → deep (only after yes), fix with a command that runs; then a section with end. */
export const runbook: Runbook = {
  ...{ title: 'Errors', services: ['checkout'], alerts: [], labels: [] },
  sections: [
    {
      ...{ title: 'First', level: 2, line: 3, parts: [{ kind: 'text', markdown: 'Be quick.' }] },
      steps: [
        step('look', { answers: ['yes', 'no'], role: 'sre' }),
        step('deep', { condition: { step: 'look', is: 'equal', answer: 'yes' } }),
        step('fix', {
          parts: [
            { kind: 'commands', language: 'sh', text: 'ls', hook: null },
            { kind: 'commands', language: 'sh', text: 'fix', hook: 'fixer' },
          ],
          steps: [step('under-1'), step('under-2')],
        }),
      ],
    },
    { title: 'Only later', level: 2, line: 20, parts: [], steps: [] },
    { title: 'Then', level: 2, line: 30, parts: [], steps: [step('end')] },
  ],
};

export function attached(change: Partial<Checklist> = {}): Checklist {
  return {
    ...{ id: 'list', incidentId: 'one', runbook: { hash, path: 'errors.md', title: 'Errors' } },
    ...{ attachedAt: at(0), attachedBy: { kind: 'hub' }, reasons: ['service checkout'] },
    ...{ detachedAt: null, added: [], placements: [], steps: {} },
    ...change,
  };
}
