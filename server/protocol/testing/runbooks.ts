import type { Runbook, RunbookPart, RunbookStep, RunbookVersion } from '../runbook.ts';

/** A step that says its id, and nothing special about it but what is given. */
export function stepNamed(id: string, change: Partial<RunbookStep> = {}): RunbookStep {
  return {
    ...{ id, text: `Step ${id}`, line: 1, role: null, expectedMinutes: null, critical: false },
    ...{ condition: null, answers: null, stopgap: null, parts: [], steps: [] },
    ...change,
  };
}

export function commandsOf(hook: string | null): RunbookPart {
  return { kind: 'commands', language: 'sh', text: 'make it better', hook };
}

/** A runbook whose sections are these lists of steps. */
export function runbookOf(...sections: RunbookStep[][]): Runbook {
  return {
    ...{ title: 'Disk full', services: ['checkout'], alerts: [], labels: [] },
    sections: sections.map((steps, index) => ({
      ...{ title: `Section ${index + 1}`, level: 2, line: 1, parts: [], steps },
    })),
  };
}

/** A version whose hash is made of one hexadecimal digit. */
export function versionOf(runbook: Runbook, digit = 'a'): RunbookVersion {
  const { title } = runbook;
  return { hash: digit.repeat(64), path: `runbooks/${digit}.md`, title, runbook };
}

/** Half of them at the left margin, and one below each. */
export function manySteps(count: number): RunbookStep[] {
  return Array.from({ length: Math.ceil(count / 2) }, (_, index) =>
    stepNamed(`step-${index}`, { steps: [stepNamed(`below-${index}`)] }),
  );
}
