import { LineCounter, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';
import type { z } from 'zod';
import { actionableIssues } from './issue.ts';
import { positionOf } from './position.ts';
import type { Position } from './position.ts';

/** One thing wrong with a text in YAML, where a person would correct it. Both count from 1. */
export interface YamlProblem extends Position {
  /** Field, e.g. `grouping.windowSeconds`; empty for the whole text. */
  path: string;
  reason: string;
}

/** YAML that could be read, and where everything in it stands. */
export interface YamlText {
  value: unknown;
  document: Document.Parsed;
  lines: LineCounter;
}

export type ReadYaml = { ok: true; yaml: YamlText } | { ok: false; problems: YamlProblem[] };

/** Reads YAML of people, which may be anything; its problems are in no order. */
export function readYaml(text: string): ReadYaml {
  const lines = new LineCounter();
  try {
    return toValue(text, lines);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, problems: [{ line: 1, column: 1, path: '', reason }] };
  }
}

/** What a schema finds wrong with it, for people. */
export function describeIssues(
  issues: readonly z.core.$ZodIssue[],
  { document, lines }: YamlText,
): YamlProblem[] {
  return actionableIssues(issues).flatMap((issue) => describeIssue(issue, document, lines));
}

function toValue(text: string, lines: LineCounter): ReadYaml {
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const flaws = [...document.errors, ...document.warnings].map(({ code, pos, message }) => {
    return { offset: pos[0], code, reason: message };
  });
  // The parser calls itself for each level, and then has hundreds of flaws to tell of.
  const tooDeep = flaws.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  if (tooDeep) {
    const { line, col } = lines.linePos(tooDeep.offset);
    const reason = 'This is nested too deeply.';
    return { ok: false, problems: [{ line, column: col, path: '', reason }] };
  }
  const misfits = flaws.length > 0 ? flaws : findMisfits(document);
  if (misfits.length > 0) {
    const problems = misfits.map(({ offset, reason }) => {
      const { line, col } = lines.linePos(offset);
      return { line, column: col, path: '', reason };
    });
    return { ok: false, problems };
  }
  return { ok: true, yaml: { value: document.toJS({ maxAliasCount: 100 }), document, lines } };
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

function describeIssue(
  issue: z.core.$ZodIssue,
  document: Document.Parsed,
  lines: LineCounter,
): YamlProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      const position = positionOf(document, lines, path, true);
      return { ...position, path: path.join('.'), reason: 'There is no such field.' };
    });
  }
  const isKey = issue.code === 'invalid_key';
  const position = positionOf(document, lines, issue.path, isKey);
  const isMissing = issue.path.length > 0 && !document.hasIn(issue.path);
  const reason = isKey ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return [
    {
      ...position,
      path: issue.path.join('.'),
      reason: isMissing ? 'This field is missing.' : reason,
    },
  ];
}
