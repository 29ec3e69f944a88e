/** One thing wrong with a config file, at the place where a person would correct it. */
export interface ConfigProblem {
  file: string;
  /** Counts from 1, as does `column`. */
  line: number;
  column: number;
  /** Field, e.g. `grouping.windowSeconds`; empty for the whole file. */
  path: string;
  reason: string;
  /** How it would be right. */
  remedy: string;
}

/** `hub.yaml:3:5: grouping.windowSeconds: reason`, as editors and people jump to it. */
export function formatProblem({ file, line, column, path, reason }: ConfigProblem): string {
  const texts = [`${file}:${line}:${column}`, path, reason].filter((text) => text !== '');
  return texts.map(presentable).join(': ');
}

/** With its remedy on a line of its own. */
export function formatWithRemedy(problem: ConfigProblem): string {
  return `${formatProblem(problem)}\n    ${presentable(problem.remedy)}`;
}

const longestText = 1_000;

/** Of what a file holds nothing may act on a terminal, or fill a log. */
function presentable(text: string): string {
  const line = text.replaceAll(/\p{C}/gu, '\uFFFD');
  return line.length > longestText ? `${line.slice(0, longestText)}...` : line;
}

/** More than so many are read by nobody, and come from one mistake. */
const mostLines = 100;

/** One line for each, of the first hundred. */
export function formatProblems(
  problems: readonly ConfigProblem[],
  format: (problem: ConfigProblem) => string = formatProblem,
): string {
  const lines = problems.slice(0, mostLines).map(format);
  const more = problems.length - lines.length;
  return [...lines, ...(more > 0 ? [`... and ${more} more.`] : [])].join('\n');
}
