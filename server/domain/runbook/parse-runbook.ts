import { readBlocks } from './block-tree.ts';
import { checkConditions, checkGivenIds, checkRepeatedTexts } from './check-steps.ts';
import { draftOf } from './draft-step.ts';
import type { DraftStep } from './draft-step.ts';
import { readFrontMatter } from './front-matter.ts';
import { readOutline } from './outline.ts';
import type { OutlineSection, OutlineStep } from './outline.ts';
import { byPlace } from './problem.ts';
import type { RunbookProblem } from './problem.ts';
import { runbookLimits } from './runbook.ts';
import type { Runbook, RunbookStep, StepCondition } from './runbook.ts';
import { Source } from './source.ts';
import { assignIds } from './step-ids.ts';

export type ParsedRunbook =
  /** `warnings` are in the order of the file. */
  | { ok: true; runbook: Runbook; warnings: readonly RunbookProblem[] }
  /** With at least one error, in the order of the file; warnings are among them. */
  | { ok: false; problems: readonly RunbookProblem[] };

/** Reads the text of a runbook; all its problems are told at once. It may be any text. */
export function parseRunbook(text: string): ParsedRunbook {
  const source = new Source(text);
  checkCharacters(source);
  const { frontMatter, problems, lineCount } = readFrontMatter(source.lines);
  for (const problem of problems) source.add(problem);
  // Empty lines take the place of the front matter, so that lines are counted as in the file.
  const body = source.lines.map((line, index) => (index < lineCount ? '' : line)).join('\n');
  const outline = readOutline(readBlocks(body), source);
  const steps = outline.flatMap((section) => section.steps.flatMap(withSubSteps));
  const sections = checkCount(steps, lineCount, source) ? finish(outline, source) : [];
  const sorted = source.problems.toSorted(byPlace);
  const isRefused = sorted.some(({ level }) => level === 'error');
  if (frontMatter === null || isRefused) return { ok: false, problems: sorted };
  return { ok: true, runbook: { ...frontMatter, sections }, warnings: sorted };
}

/** Commands are copied and run: what cannot be seen must not be in them. */
const unseen = /(?!\t)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;

function checkCharacters(source: Source): void {
  for (const [index, line] of source.lines.entries()) {
    const at = line.search(unseen);
    if (at === -1) continue;
    const code = line.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
    const reason = `The character U+${code} cannot be seen.`;
    source.error(index, at, reason, 'Remove it.');
  }
}

function checkCount(steps: OutlineStep[], firstLine: number, source: Source): boolean {
  const most = runbookLimits.steps;
  const tooMany = steps[most];
  if (steps.length === 0) {
    const remedy = 'Write at least one item `- [ ] What to do`.';
    source.error(firstLine, 0, 'This runbook has no steps.', remedy);
  }
  if (!tooMany) return true;
  const reason = `This runbook has ${steps.length} steps; ${most} are allowed.`;
  source.error(tooMany.line, tooMany.at, reason, 'Make several runbooks of it.');
  return false;
}

function withSubSteps(step: OutlineStep): OutlineStep[] {
  return [step, ...step.steps.flatMap(withSubSteps)];
}

/** Reads the attributes, gives ids and checks what the steps say of each other. */
function finish(outline: readonly OutlineSection[], source: Source): Runbook['sections'] {
  const drafts = new Map<OutlineStep, DraftStep>();
  for (const section of outline) {
    const here = section.steps.flatMap(withSubSteps).map((step) => {
      const draft = draftOf(step, source);
      drafts.set(step, draft);
      return draft;
    });
    checkRepeatedTexts(here, source);
  }
  const all = [...drafts.values()];
  checkGivenIds(all, source);
  const ids = assignIds(
    all.map(({ text, attributes }) => {
      return { text, givenId: attributes.id?.value ?? null };
    }),
  );
  const idOf = new Map(all.map((draft, index) => [draft, ids[index] ?? '']));
  const answersOf = checkConditions(all, ids, source);
  const toStep = (outlined: OutlineStep): RunbookStep[] => {
    const draft = drafts.get(outlined);
    const id = draft && idOf.get(draft);
    if (!draft || id === undefined) return [];
    const { text, line, attributes } = draft;
    const { role, expectedMinutes, critical, stopgap } = attributes;
    const { parts } = outlined;
    const answers = answersOf.get(id) ?? null;
    const condition = attributes.condition && toCondition(attributes.condition);
    const said = { role, expectedMinutes, critical, condition, answers, stopgap };
    const subSteps = outlined.steps.flatMap(toStep);
    return [{ id, text, line: line + 1, ...said, parts, steps: subSteps }];
  };
  return outline.map(({ title, level, line, parts, steps }) => {
    return { title, level, line: line + 1, parts, steps: steps.flatMap(toStep) };
  });
}

function toCondition({ step, is, answer }: StepCondition): StepCondition {
  return { step, is, answer };
}
