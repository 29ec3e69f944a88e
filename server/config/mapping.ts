import { jsonpath } from 'json-p3';
import { z } from 'zod';
import { severities } from '../protocol/severity.ts';

/** True when a part of a mapping is a JSONPath; everything else stands for itself. */
export function isPath(part: string): boolean {
  return part === '$' || part.startsWith('$.') || part.startsWith('$[');
}

/** One JSONPath (RFC 9535, beginning with `$.` or `$[`) or one literal text. */
const Part = z
  .string()
  .min(1)
  .max(1_000)
  .superRefine((part, context) => {
    const problem = isPath(part) ? findPathProblem(part) : null;
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });

const Path = Part.refine(isPath, 'A JSONPath begins with `$.` or `$[`.');

/** A part, or several that are joined, as in `["$.job.host", "/", "$.job.name"]`. */
export const MappedText = z.union([Part, z.array(Part).min(1).max(20)]);
export type MappedText = z.infer<typeof MappedText>;

/** A text that is looked up in `values`; what is not listed there counts as the sender's own word. */
function mappedWord<Word extends string>(words: readonly [Word, ...Word[]]) {
  const from = MappedText;
  return z.union([
    from,
    z.strictObject({
      from: from.describe('Where the sender’s own word is.'),
      values: z
        .record(z.string().max(200), z.enum(words))
        .describe('What the sender says → what it means here.'),
    }),
  ]);
}

/** How the words of a sender's own JSON are found. Only `key` must be given. */
export const GenericMapping = z.strictObject({
  alerts: Path.optional().describe(
    'Where the alerts are, when the body holds a list of them somewhere inside.',
  ),
  key: MappedText.describe('What makes an alert the same alert when it is sent again.'),
  status: mappedWord(['firing', 'acknowledged', 'resolved'])
    .optional()
    .describe('`firing`, `acknowledged` or `resolved`. Default: firing.'),
  severity: mappedWord(severities).optional().describe('`critical`, `error`, `warning` or `info`.'),
  title: MappedText.optional().describe('One line that says what is wrong.'),
  service: MappedText.optional().describe('What it is that breaks.'),
  startsAt: MappedText.optional().describe('When it began.'),
  endsAt: MappedText.optional().describe('When it ended, or will end unless repeated.'),
  labels: z.record(z.string().min(1), MappedText).optional().describe('Name → part.'),
  annotations: z.record(z.string().min(1), MappedText).optional().describe('Name → part.'),
  links: z
    .record(z.string().min(1), MappedText)
    .optional()
    .describe('Text of the link → part with its address.'),
});
export type GenericMapping = z.infer<typeof GenericMapping>;

function findPathProblem(path: string): string | null {
  try {
    jsonpath.compile(path);
    return null;
  } catch (error) {
    return `This is no JSONPath: ${error instanceof Error ? error.message : String(error)}`;
  }
}
