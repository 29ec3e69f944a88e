/** One thing wrong with a runbook, where a person would correct it. */
export interface RunbookProblem {
  /** With an error it is no runbook; with a warning it may not be the one that was meant. */
  level: 'error' | 'warning';
  /** Counts from 1, as does `column`. */
  line: number;
  column: number;
  reason: string;
  remedy: string;
}

/** `db.md:3:5: reason remedy`, as editors and people jump to it. */
export function formatRunbookProblem(file: string, problem: RunbookProblem): string {
  const { level, line, column, reason, remedy } = problem;
  const suffix = level === 'warning' ? ' (warning)' : '';
  return `${file}:${line}:${column}: ${reason} ${remedy}${suffix}`;
}

/** In the order of the file. */
export function byPlace(one: RunbookProblem, other: RunbookProblem): number {
  return one.line - other.line || one.column - other.column;
}
