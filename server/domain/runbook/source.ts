import type { Block } from './block-tree.ts';
import type { RunbookProblem } from './problem.ts';
import { runbookLimits } from './runbook.ts';

/** The lines of a runbook, and what is found wrong with them. */
export class Source {
  /** As editors count them, without their ends. */
  readonly lines: readonly string[];
  readonly #problems: RunbookProblem[] = [];
  readonly #counts = { error: 0, warning: 0 };

  constructor(text: string) {
    this.lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  }

  get problems(): readonly RunbookProblem[] {
    return this.#problems;
  }

  /** Notes a problem, unless there are very many; one beyond the text is put at its nearest place. */
  add(problem: RunbookProblem): void {
    if (this.#counts[problem.level] >= runbookLimits.problems) return;
    this.#counts[problem.level] += 1;
    const line = Math.min(Math.max(1, problem.line), this.lines.length);
    const width = this.line(line - 1).length;
    const column = line === problem.line ? Math.min(Math.max(1, problem.column), width + 1) : 1;
    this.#problems.push({ ...problem, line, column });
  }

  /** @param line counts from 0, as does `at` within it */
  error(line: number, at: number, reason: string, remedy: string): void {
    this.add({ level: 'error', line: line + 1, column: at + 1, reason, remedy });
  }

  warn(line: number, at: number, reason: string, remedy: string): void {
    this.add({ level: 'warning', line: line + 1, column: at + 1, reason, remedy });
  }

  /** @param line counts from 0 */
  line(line: number): string {
    return this.lines[line] ?? '';
  }

  /** Where the first character of a line is that is no space. */
  indentOf(line: number): number {
    return this.line(line).search(/\S|$/);
  }

  /** A block as Markdown of its own, at the left margin. */
  markdownOf({ from, to }: Block): string {
    const lines = this.lines.slice(from, to);
    while (lines.at(-1)?.trim() === '') lines.pop();
    const indents = lines.flatMap((line) => (line.trim() === '' ? [] : [line.search(/\S/)]));
    const indent = indents.reduce((least, one) => Math.min(least, one), Infinity);
    return lines.map((line) => line.slice(Math.min(indent, line.length))).join('\n');
  }
}
