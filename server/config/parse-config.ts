import { placeIssues } from '../domain/yaml/placed-issues.ts';
import { checkReferences } from './cross-references.ts';
import { checkHolidays } from './holidays.ts';
import { mergeSources } from './merged.ts';
import type { ConfigProblem } from './problem.ts';
import type { Remark } from './remark.ts';
import { remedyOf } from './remedies.ts';
import type { SchemaNode } from './remedies.ts';
import { Config, configJsonSchema } from './schema.ts';
import { readSource } from './sources.ts';
import type { ConfigSource } from './sources.ts';

export type ParsedConfig =
  /** `warnings` are in the order of the files. */
  | { ok: true; config: Config; warnings: ConfigProblem[] }
  /** Never empty, in the order of the files. */
  | { ok: false; problems: ConfigProblem[] };

/**
 * Reads the text of a config file, without those that it includes; all its problems are told at once.
 * `file` is only a name. `nowMs`, epoch ms, tells which holidays are past.
 */
export function parseConfig(text: string, file: string, nowMs = Date.now()): ParsedConfig {
  const read = readSource(file, text);
  if ('problems' in read) return { ok: false, problems: read.problems };
  return checkSources([read.source], nowMs);
}

/** Reads files that belong together, at least one, the first of them first. */
export function checkSources(sources: readonly ConfigSource[], nowMs: number): ParsedConfig {
  const { content, problems: doubles, placeOf } = mergeSources(sources);
  const parsed = Config.safeParse(content, { reportInput: true });
  const remarks = [...checkReferences(content, nowMs), ...checkHolidays(content, nowMs)];
  const order = new Map(sources.map(({ file }, index) => [file, index]));
  const inOrder = (problems: ConfigProblem[]) =>
    problems.toSorted(
      (one, other) =>
        (order.get(one.file) ?? 0) - (order.get(other.file) ?? 0) ||
        one.line - other.line ||
        one.column - other.column,
    );
  const said = (level: Remark['level']) =>
    remarks
      .filter((remark) => remark.level === level)
      .map(({ path, atKey, reason, remedy }): ConfigProblem => {
        const { file, line, column } = placeOf(path, atKey);
        return { file, line, column, path: path.join('.'), reason, remedy };
      });
  const placed = placeIssues(parsed.error?.issues ?? [], placeOf);
  const schema = placed.length === 0 ? {} : schemaOfConfig();
  const issues = placed.map((issue): ConfigProblem => {
    const { file, line, column, path, reason } = issue;
    const remedy = remedyOf(issue, schema);
    return { file, line, column, path: path.join('.'), reason, remedy };
  });
  const problems = [...doubles, ...issues, ...said('error')];
  if (parsed.success && problems.length === 0) {
    return { ok: true, config: parsed.data, warnings: inOrder(said('warning')) };
  }
  return { ok: false, problems: inOrder(problems) };
}

let knownSchema: SchemaNode | null = null;

function schemaOfConfig(): SchemaNode {
  knownSchema ??= configJsonSchema() as SchemaNode;
  return knownSchema;
}
