import { LineCounter, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';
import type { z } from 'zod';
import { checkReferences } from './cross-references.ts';
import type { Remark } from './cross-references.ts';
import { actionableIssues } from './issue.ts';
import { positionOf } from './position.ts';
import type { ConfigProblem } from './problem.ts';
import { Config } from './schema.ts';

export type ParsedConfig =
  /** `warnings` are in the order of the file. */
  | { ok: true; config: Config; warnings: ConfigProblem[] }
  /** Never empty, in the order of the file. */
  | { ok: false; problems: ConfigProblem[] };

/** Reads the text of a config file; all its problems are told at once. `file` is only a name. */
export function parseConfig(text: string, file: string): ParsedConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const flaws = [...document.errors, ...document.warnings];
  if (flaws.length > 0) {
    const problems = flaws.map((flaw) => {
      const { line, col } = lines.linePos(flaw.pos[0]);
      return { file, line, column: col, path: '', reason: flaw.message };
    });
    return { ok: false, problems };
  }
  const misfits = findMisfits(document);
  if (misfits.length > 0) {
    const problems = misfits.map(({ offset, reason }) => {
      const { line, col } = lines.linePos(offset);
      return { file, line, column: col, path: '', reason };
    });
    return { ok: false, problems };
  }
  const content = toPlain(document);
  if (!content.ok) {
    return {
      ok: false,
      problems: [{ file, line: 1, column: 1, path: '', reason: content.reason }],
    };
  }
  const parsed = Config.safeParse(content.value ?? {});
  const remarks = checkReferences(content.value ?? {});
  const said = (level: Remark['level']) =>
    remarks
      .filter((remark) => remark.level === level)
      .map(({ path, atKey, reason }) => {
        const position = positionOf(document, lines, path, atKey);
        return { file, ...position, path: path.join('.'), reason };
      });
  const issues = parsed.success ? [] : actionableIssues(parsed.error.issues);
  const problems = [
    ...issues.flatMap((issue) => describe(issue, document, lines, file)),
    ...said('error'),
  ];
  if (parsed.success && problems.length === 0) {
    return { ok: true, config: parsed.data, warnings: said('warning').toSorted(byPlace) };
  }
  return { ok: false, problems: problems.toSorted(byPlace) };
}

function byPlace(one: ConfigProblem, other: ConfigProblem): number {
  return one.line - other.line || one.column - other.column;
}

function toPlain(document: Document): { ok: true; value: unknown } | { ok: false; reason: string } {
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** What is YAML but cannot become values. */
function findMisfits(document: Document): { offset: number; reason: string }[] {
  const misfits: { offset: number; reason: string }[] = [];
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.resolve(document)) return;
      misfits.push({
        offset: alias.range?.[0] ?? 0,
        reason: `No anchor &${alias.source} before this.`,
      });
    },
    Scalar: (key, { value, range }) => {
      // It would vanish without a word.
      if (key !== 'key' || value !== '__proto__') return;
      misfits.push({ offset: range?.[0] ?? 0, reason: 'No field may have this name.' });
    },
  });
  return misfits;
}

function describe(
  issue: z.core.$ZodIssue,
  document: Document.Parsed,
  lines: LineCounter,
  file: string,
): ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      const position = positionOf(document, lines, path, true);
      return { file, ...position, path: path.join('.'), reason: 'There is no such field.' };
    });
  }
  const isKey = issue.code === 'invalid_key';
  const position = positionOf(document, lines, issue.path, isKey);
  const isMissing = issue.path.length > 0 && !document.hasIn(issue.path);
  const reason = isKey ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return [
    {
      file,
      ...position,
      path: issue.path.join('.'),
      reason: isMissing ? 'This field is missing.' : reason,
    },
  ];
}
