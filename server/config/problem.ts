/** One thing wrong with a config file, at the place where a person would correct it. */
export interface ConfigProblem {
  file: string;
  /** Counts from 1, as does `column`. */
  line: number;
  column: number;
  /** Field, e.g. `grouping.windowSeconds`; empty for the whole file. */
  path: string;
  reason: string;
}

/** `hub.yaml:3:5: grouping.windowSeconds: reason`, as editors and people jump to it. */
export function formatProblem({ file, line, column, path, reason }: ConfigProblem): string {
  return [`${file}:${line}:${column}`, path, reason].filter((text) => text !== '').join(': ');
}
