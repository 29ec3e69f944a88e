import type { Row } from './step-rows.ts';

/** What is shown of which checklist: what comes and goes with an answer is told to who does not see it. */
export type ShownSteps = ReadonlyMap<string, { checklistId: string; text: string }>;

export function shownSteps(rows: readonly Row[]): ShownSteps {
  return new Map(
    rows.flatMap((row) =>
      row.kind === 'step'
        ? [[row.key, { checklistId: row.step.checklistId, text: row.step.text }] as const]
        : [],
    ),
  );
}

/** Steps that came or went within a checklist that was there before; null when none did. */
export function newsInWords(before: ShownSteps, now: ShownSteps): string | null {
  const lists = (steps: ShownSteps) =>
    new Set([...steps.values()].map(({ checklistId }) => checklistId));
  const [then, still] = [lists(before), lists(now)];
  const lacking = (some: ShownSteps, others: ShownSteps) =>
    [...some].flatMap(([key, { checklistId, text }]) =>
      then.has(checklistId) && still.has(checklistId) && !others.has(key) ? [text] : [],
    );
  const words = [
    inWords('appeared', lacking(now, before)),
    inWords('is gone', lacking(before, now)),
  ].filter(Boolean);
  return words.length === 0 ? null : words.join(' ');
}

function inWords(what: string, texts: readonly string[]): string {
  const [first] = texts;
  if (first === undefined) return '';
  if (texts.length === 1) return `The step “${first}” ${what}.`;
  return `${texts.length} steps ${what === 'is gone' ? 'are gone' : what}: “${first}” and others.`;
}
