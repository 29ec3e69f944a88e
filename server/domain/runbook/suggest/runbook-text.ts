import type { Runbook, RunbookStep } from '../../../protocol/runbook.ts';
import { readBlocks } from '../block-tree.ts';
import type { Block } from '../block-tree.ts';
import { readFrontMatter } from '../front-matter.ts';
import { parseRunbook } from '../parse-runbook.ts';
import { allSteps } from './evidence.ts';

/** Lines of a step with all that is in it. They count from 0; `to` is the line after. */
export interface Place {
  step: RunbookStep;
  from: number;
  to: number;
  /** What stands before the box, as `  - `. */
  marker: string;
}

/** The text of a runbook and where its steps stand. */
export class RunbookText {
  readonly lines: readonly string[];
  readonly runbook: Runbook;
  readonly #ends: ReadonlyMap<number, number>;

  private constructor(lines: readonly string[], runbook: Runbook) {
    this.lines = lines;
    this.runbook = runbook;
    this.#ends = itemEnds(lines);
  }

  /** Null when it is no runbook. `lines` are without their ends. */
  static of(lines: readonly string[]): RunbookText | null {
    const parsed = parseRunbook(lines.join('\n'));
    return parsed.ok ? new RunbookText(lines, parsed.runbook) : null;
  }

  step(stepId: string): RunbookStep | undefined {
    return allSteps(this.runbook).find(({ id }) => id === stepId);
  }

  /** Null when its lines cannot be told. */
  place(stepId: string): Place | null {
    const step = this.step(stepId);
    if (!step) return null;
    const from = step.line - 1;
    const end = this.#ends.get(from);
    const [, marker] = /^([^[]*)\[[ xX]\]/.exec(this.lines[from] ?? '') ?? [];
    if (end === undefined || marker === undefined || marker.includes('\t')) return null;
    let to = end;
    while (to > from + 1 && this.lines[to - 1]?.trim() === '') to -= 1;
    return { step, from, to, marker };
  }

  /** Id of the first step. */
  get firstId(): string | null {
    return allSteps(this.runbook)[0]?.id ?? null;
  }
}

/** By the first line of each item the line after its last. */
function itemEnds(lines: readonly string[]): Map<number, number> {
  const { lineCount } = readFrontMatter(lines.map((line) => line.replace(/^\uFEFF|\r$/g, '')));
  const body = lines.map((line, index) => (index < lineCount ? '' : line)).join('\n');
  const ends = new Map<number, number>();
  const walk = (block: Block): void => {
    const [first] = block.blocks;
    if (block.type === 'list_item' && first) ends.set(first.from, block.to);
    for (const inner of block.blocks) walk(inner);
  };
  for (const block of readBlocks(body)) walk(block);
  return ends;
}
