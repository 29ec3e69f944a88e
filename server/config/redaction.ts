import { z } from 'zod';
import { mark } from '../domain/redaction/built-in-rules.ts';
import { compilePattern } from '../domain/redaction/configured-rules.ts';
import { patternLength } from '../domain/text-match.ts';

export const RedactionRule = z.strictObject({
  pattern: z
    .string()
    .min(1)
    .max(patternLength)
    .superRefine((pattern, context) => {
      const problem = findPatternProblem(pattern);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    })
    .describe('Regular expression in RE2’s syntax, found anywhere in a line.'),
  replaceBy: z.string().max(100).default(mark).describe('What stands in the stead of each find.'),
});

function findPatternProblem(pattern: string): string | null {
  try {
    compilePattern(pattern);
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `This is no pattern to look for: ${reason}`;
  }
}
