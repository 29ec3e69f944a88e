import { z } from 'zod';
import { limits } from '../../protocol/limits.ts';
import { LabelMatcher, MatchValue } from '../label-matcher.ts';
import { describeIssues, readYaml } from '../yaml/read-yaml.ts';
import type { RunbookProblem } from './problem.ts';
import { runbookLimits } from './runbook.ts';

/** More lines would be no front matter but a text whose end nobody marked. */
const mostLines = 500;
const mostCharacters = 65_536;
const mostEntries = 100;

const forWhat = 'Say what it is for: `services`, `alerts` or `labels`.';

export const FrontMatter = z
  .strictObject({
    title: z.string().trim().min(1).max(runbookLimits.titleLength).describe('For people.'),
    services: z
      .array(z.string().trim().min(1).max(limits.nameLength))
      .max(mostEntries)
      .default([])
      .describe('Ids or names of services.'),
    alerts: z
      .array(MatchValue)
      .max(mostEntries)
      .default([])
      .describe(
        'Names of alerts, or `/regular expression/` of RE2 that matches the whole name. One is enough.',
      ),
    labels: z
      .array(LabelMatcher)
      .max(mostEntries)
      .default([])
      .describe(
        'Label matchers: label → value, or `/regular expression/` that matches the whole value. ' +
          'All labels of one matcher must match; one matcher is enough.',
      ),
  })
  .refine(
    ({ services, alerts, labels }) => services.length + alerts.length + labels.length > 0,
    forWhat,
  );
export type FrontMatter = z.infer<typeof FrontMatter>;

/** The JSON Schema of front matter, for editors; docs/runbook.schema.json holds it. */
export function runbookJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(FrontMatter, { io: 'input' }),
    title: 'Front matter of a Tocsin runbook',
    anyOf: ['services', 'alerts', 'labels'].map((field) => ({
      required: [field],
      properties: { [field]: { minItems: 1 } },
    })),
  };
}

export interface ReadFrontMatter {
  /** Null: `problems` say why. */
  frontMatter: FrontMatter | null;
  problems: RunbookProblem[];
  /** How many lines it takes, with those of its dashes; 0: there is none. */
  lineCount: number;
}

const remedy = 'docs/runbooks.md describes each field.';

/** Reads what stands between the two lines of three dashes at the top. */
export function readFrontMatter(lines: readonly string[]): ReadFrontMatter {
  const refuse = (reason: string, how: string): ReadFrontMatter => {
    const problem: RunbookProblem = { level: 'error', line: 1, column: 1, reason, remedy: how };
    return { frontMatter: null, problems: [problem], lineCount: 0 };
  };
  if (!isFence(lines[0])) {
    return refuse(
      'A runbook begins with front matter.',
      'Begin the file with a line `---`, the fields, and another line `---`.',
    );
  }
  const end = lines.slice(1, mostLines).findIndex(isFence);
  if (end === -1) {
    return refuse('The front matter has no end.', 'Write a line `---` below its last field.');
  }
  // The empty line stands for the dashes, so that lines are counted as in the file.
  const text = `\n${lines.slice(1, end + 1).join('\n')}\n`;
  const lineCount = end + 2;
  if (text.length > mostCharacters) {
    return { ...refuse(`The front matter is too long.`, remedy), lineCount };
  }
  const read = readYaml(text);
  const parsed = read.ok ? FrontMatter.safeParse(read.yaml.value ?? {}) : null;
  if (parsed?.success) return { frontMatter: parsed.data, problems: [], lineCount };
  const found = read.ok ? describeIssues(parsed?.error.issues ?? [], read.yaml) : read.problems;
  const problems = found.map(({ line, column, path, reason }): RunbookProblem => {
    const named = path === '' ? reason : `${path}: ${reason}`;
    return { level: 'error', line, column, reason: named, remedy };
  });
  return { frontMatter: null, problems, lineCount };
}

function isFence(line: string | undefined): boolean {
  return line !== undefined && /^---[ \t]*$/.test(line);
}
