import type { z } from 'zod';
import { TocsinError } from '../protocol/errors.ts';

/** The first thing that is wrong, as `alerts[2].labels: Invalid input: expected record, …`. */
export function describeIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'The body is not of a known form.';
  const path = issue.path.map((step) =>
    typeof step === 'number' ? `[${step}]` : `.${String(step)}`,
  );
  return `${path.join('').replace(/^\./, '') || 'body'}: ${issue.message}`;
}

/**
 * Checks a value from outside against its schema.
 * @throws TocsinError `body_invalid`, naming the field
 */
export function parseBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new TocsinError('body_invalid', describeIssue(parsed.error));
  return parsed.data;
}
