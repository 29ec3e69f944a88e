import { LineCounter, parseDocument } from 'yaml';
import type { Document, ErrorCode } from 'yaml';
import type { z } from 'zod';
import { findMisfits } from './misfits.ts';
import type { Misfit } from './misfits.ts';
import { placeIssues } from './placed-issues.ts';
import { positionOf } from './position.ts';
import type { Position } from './position.ts';
import { quickValue } from './quick-value.ts';
import { countValues } from './value-count.ts';

/** One thing wrong with a text in YAML, where a person would correct it. Both count from 1. */
export interface YamlProblem extends Position {
  /** Field, e.g. `grouping.windowSeconds`; empty for the whole text. */
  path: string;
  reason: string;
}

/** A text that is no YAML, or none that can become values. */
export interface YamlFlaw extends YamlProblem {
  /** How it would be right. */
  remedy: string;
}

/** YAML that could be read, and where everything in it stands. */
export interface YamlText {
  readonly value: unknown;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  /** How many values it has where each reference counts as what it leads to. */
  readonly valueCount: number;
}

/** Longer texts are read quickly, and again only when somebody asks where something stands. */
const longText = 65_536;

class LongYaml implements YamlText {
  readonly value: unknown;
  readonly valueCount: number;
  readonly #text: string;
  #parsed: Parsed | null = null;

  constructor(text: string, value: unknown) {
    this.#text = text;
    this.value = value;
    this.valueCount = countValues(value);
  }

  get document(): Document.Parsed {
    return this.#parse().document;
  }

  get lines(): LineCounter {
    return this.#parse().lines;
  }

  #parse(): Parsed {
    this.#parsed ??= parse(this.#text);
    return this.#parsed;
  }
}

interface Parsed {
  document: Document.Parsed;
  lines: LineCounter;
}

function parse(text: string): Parsed {
  const lines = new LineCounter();
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false };
  return { document: parseDocument(text, options), lines };
}

export type ReadYaml = { ok: true; yaml: YamlText } | { ok: false; problems: YamlFlaw[] };

/** Reads YAML of people, which may be anything; its problems are in no order. */
export function readYaml(text: string): ReadYaml {
  try {
    const quick = text.length > longText ? quickValue(text) : null;
    return quick ? { ok: true, yaml: new LongYaml(text, quick.value) } : toValue(text);
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, problems: [tooDeepAt(1, 1)] };
    const reason = error instanceof Error ? error.message : String(error);
    const remedy = 'Write what is referred to so often where it is used.';
    return { ok: false, problems: [{ line: 1, column: 1, path: '', reason, remedy }] };
  }
}

/** What a schema finds wrong with it, for people. */
export function describeIssues(
  issues: readonly z.core.$ZodIssue[],
  { document, lines }: YamlText,
): YamlProblem[] {
  const placeOf = (path: readonly PropertyKey[], atKey: boolean) =>
    positionOf(document, lines, path, atKey);
  return placeIssues(issues, placeOf).map(({ line, column, path, reason }) => {
    return { line, column, path: path.join('.'), reason };
  });
}

function toValue(text: string): ReadYaml {
  const { document, lines } = parse(text);
  const flaws = [...document.errors, ...document.warnings].map(({ code, pos, message }) => {
    return { offset: pos[0], code, reason: message, remedy: remedies[code] ?? usualRemedy };
  });
  // The parser calls itself for each level, and then has hundreds of flaws to tell of.
  const tooDeep = flaws.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  if (tooDeep) {
    const { line, col } = lines.linePos(tooDeep.offset);
    return { ok: false, problems: [tooDeepAt(line, col)] };
  }
  const misfits: Misfit[] = flaws.length > 0 ? flaws : findMisfits(document);
  if (misfits.length > 0) {
    const problems = misfits.map(({ offset, reason, remedy }) => {
      const { line, col } = lines.linePos(offset);
      return { line, column: col, path: '', reason, remedy };
    });
    return { ok: false, problems };
  }
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  return { ok: true, yaml: { value, document, lines, valueCount: countValues(value) } };
}

function tooDeepAt(line: number, column: number): YamlFlaw {
  const reason = 'This is nested too deeply.';
  return { line, column, path: '', reason, remedy: 'Take levels out.' };
}

const usualRemedy =
  'Correct the line, or the one before. Texts with `: ` or ` #`, and those that begin with one of ' +
  '`*&!|>%@[{"\'`, stand between quotes.';

const remedies: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'Indent with spaces.',
  BAD_INDENT: 'Give what belongs together the same number of spaces at the beginning.',
  BAD_ALIAS: 'Put the text between quotes unless it is meant as a reference.',
  TAG_RESOLVE_FAILED: 'Put the text between quotes unless it is meant as a tag.',
  MULTIPLE_DOCS: 'Take the line `---` out: everything stands in one document.',
  MISSING_CHAR: 'Close what was opened: quotes and brackets come in pairs.',
  MULTILINE_IMPLICIT_KEY: 'Write `: ` behind the name of a field, and its value there or below.',
};
