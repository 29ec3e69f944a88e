import { z } from 'zod';
import { limits } from '../protocol/limits.ts';
import { compileTextMatch } from './text-match.ts';

/** A text that stands for itself, or `/pattern/`. */
export const MatchValue = z
  .string()
  .min(1)
  .max(limits.labelValueLength)
  .superRefine((text, context) => {
    const problem = findPatternProblem(text);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });

/** Label → what its value must be; all of them must match. */
export const LabelMatcher = z
  .record(z.string().min(1).max(limits.labelNameLength), MatchValue)
  .refine((labels) => Object.keys(labels).length > 0, 'Name at least one label.');

function findPatternProblem(text: string): string | null {
  try {
    compileTextMatch(text);
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `This is no regular expression of RE2: ${reason}`;
  }
}
