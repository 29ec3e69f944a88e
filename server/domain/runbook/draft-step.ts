import { splitAttributes } from './attribute-tokens.ts';
import type { OutlineStep } from './outline.ts';
import { runbookLimits } from './runbook.ts';
import type { Source } from './source.ts';
import { noAttributes, readAttributes } from './step-attributes.ts';
import type { StepAttributes } from './step-attributes.ts';

/** A step whose attributes are read. Lines and columns count from 0. */
export interface DraftStep {
  text: string;
  line: number;
  /** Where the text begins in the line. */
  at: number;
  attributes: StepAttributes;
}

/** Reads the first line of a step. */
export function draftOf(step: OutlineStep, source: Source): DraftStep {
  const { line, at } = step;
  const { text, attributes } = readFirstLine(step, source);
  if (text === '') {
    source.error(line, at, 'This step says nothing.', 'Write what to do after the box.');
  }
  if (step.depth > runbookLimits.depth) {
    const reason = `This step is ${step.depth} deep; ${runbookLimits.depth} are allowed.`;
    source.error(line, at, reason, 'Outdent it, or give it a section of its own.');
  }
  return { text, line, at, attributes };
}

function readFirstLine(
  { text: whole, line, at }: OutlineStep,
  source: Source,
): { text: string; attributes: StepAttributes } {
  if (whole.length > runbookLimits.lineLength) {
    const reason = `The first line of a step has at most ${runbookLimits.lineLength} characters.`;
    source.error(line, at, reason, 'Put the rest into lines of its own below it, indented.');
    return { text: whole.slice(0, runbookLimits.lineLength), attributes: noAttributes };
  }
  const split = splitAttributes(whole);
  if (split.tokens === null) {
    if (split.at !== null) {
      const remedy = 'Put them last in the line, with both braces and all quotation marks.';
      source.warn(line, at + split.at, 'These attributes are taken for text.', remedy);
    }
    return { text: split.text, attributes: noAttributes };
  }
  const { attributes, problems } = readAttributes(split.tokens, split.at ?? 0);
  for (const problem of problems) {
    source.error(line, at + problem.at, problem.reason, problem.remedy);
  }
  return { text: split.text, attributes };
}
