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
    z.strictObject({ from, values: z.record(z.string().max(200), z.enum(words)) }),
  ]);
}

/** How the words of a sender's own JSON are found. Only `key` must be given. */
export const GenericMapping = z.strictObject({
  /** Where the alerts are, when the body holds a list of them somewhere inside. */
  alerts: Path.optional(),
  /** What makes an alert the same alert when it is sent again. */
  key: MappedText,
  /** Default: firing. */
  status: mappedWord(['firing', 'acknowledged', 'resolved']).optional(),
  severity: mappedWord(severities).optional(),
  title: MappedText.optional(),
  service: MappedText.optional(),
  startsAt: MappedText.optional(),
  endsAt: MappedText.optional(),
  labels: z.record(z.string().min(1), MappedText).optional(),
  annotations: z.record(z.string().min(1), MappedText).optional(),
  /** Text of the link → its address. */
  links: z.record(z.string().min(1), MappedText).optional(),
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
