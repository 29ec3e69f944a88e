import { describeIssues, readYaml } from '../domain/yaml/read-yaml.ts';
import type { YamlProblem } from '../domain/yaml/read-yaml.ts';
import { positionOf } from '../domain/yaml/position.ts';
import { checkReferences } from './cross-references.ts';
import type { Remark } from './cross-references.ts';
import { checkHolidays } from './holidays.ts';
import type { ConfigProblem } from './problem.ts';
import { Config } from './schema.ts';

export type ParsedConfig =
  /** `warnings` are in the order of the file. */
  | { ok: true; config: Config; warnings: ConfigProblem[] }
  /** Never empty, in the order of the file. */
  | { ok: false; problems: ConfigProblem[] };

/**
 * Reads the text of a config file; all its problems are told at once. `file` is only a name. `nowMs`,
 * epoch ms, tells which holidays are past.
 */
export function parseConfig(text: string, file: string, nowMs = Date.now()): ParsedConfig {
  const inFile = (problem: YamlProblem): ConfigProblem => ({ file, ...problem });
  const read = readYaml(text);
  if (!read.ok) return { ok: false, problems: read.problems.map(inFile) };
  const { yaml } = read;
  const content = yaml.value ?? {};
  const parsed = Config.safeParse(content);
  const remarks = [...checkReferences(content), ...checkHolidays(content, nowMs)];
  const said = (level: Remark['level']) =>
    remarks
      .filter((remark) => remark.level === level)
      .map(({ path, atKey, reason }) => {
        const position = positionOf(yaml.document, yaml.lines, path, atKey);
        return { file, ...position, path: path.join('.'), reason };
      });
  const issues = parsed.success ? [] : parsed.error.issues;
  const problems = [...describeIssues(issues, yaml).map(inFile), ...said('error')];
  if (parsed.success && problems.length === 0) {
    return { ok: true, config: parsed.data, warnings: said('warning').toSorted(byPlace) };
  }
  return { ok: false, problems: problems.toSorted(byPlace) };
}

function byPlace(one: ConfigProblem, other: ConfigProblem): number {
  return one.line - other.line || one.column - other.column;
}
