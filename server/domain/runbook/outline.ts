import { isList } from './block-tree.ts';
import type { Block } from './block-tree.ts';
import { readCommands } from './command-block.ts';
import type { RunbookPart } from './runbook.ts';
import type { Source } from './source.ts';

/** An item with a box, as it stands in the file. Lines and columns count from 0. */
export interface OutlineStep {
  /** The first line after the box. */
  text: string;
  line: number;
  at: number;
  /** 1 at the left margin. */
  depth: number;
  parts: RunbookPart[];
  steps: OutlineStep[];
}

export interface OutlineSection {
  title: string | null;
  level: number;
  line: number;
  parts: RunbookPart[];
  steps: OutlineStep[];
}

type Host = OutlineSection | OutlineStep;

const box = /^\[([ xX])\](?=\s|$)/;

/** Finds the sections and the items with boxes. */
export function readOutline(blocks: readonly Block[], source: Source): OutlineSection[] {
  let section: OutlineSection = { title: null, level: 0, line: 0, parts: [], steps: [] };
  const sections = [section];
  for (const block of blocks) {
    if (block.type === 'heading') {
      const title = block.blocks[0]?.content.replaceAll(/\s+/g, ' ').trim() ?? '';
      const level = Number(block.tag.slice(1));
      section = { title, level, line: block.from, parts: [], steps: [] };
      sections.push(section);
    } else {
      readInto(section, block, 0, source);
    }
  }
  return sections.filter(({ title, parts, steps }) => {
    return title !== null || parts.length > 0 || steps.length > 0;
  });
}

function readInto(host: Host, block: Block, depth: number, source: Source): void {
  if (isList(block) && hasBox(block)) {
    for (const item of block.blocks) readItem(host, item, depth, source);
    return;
  }
  if (block.type === 'fence') {
    host.parts.push(readCommands(block, depth > 0, source));
    return;
  }
  if (hasBox(block)) misplaced(block, source);
  addText(host, source.markdownOf(block));
}

function readItem(host: Host, item: Block, depth: number, source: Source): void {
  const [first, ...rest] = item.blocks;
  const line = item.from;
  const content = boxedContent(item);
  if (!first || content === null) {
    for (const block of item.blocks) if (hasBox(block)) misplaced(block, source);
    addText(host, source.markdownOf(item));
    return;
  }
  const [whole = '', ...more] = content.split('\n');
  const firstLine = whole.trimEnd();
  const text = firstLine.replace(box, '').trimStart();
  const end = source.line(first.from).trimEnd().length;
  const step: OutlineStep = {
    text,
    line: first.from,
    at: Math.max(0, end - text.length),
    depth: depth + 1,
    parts: [],
    steps: [],
  };
  if (!firstLine.startsWith('[ ]')) {
    const at = Math.max(0, end - firstLine.length);
    source.warn(first.from, at, 'This step is ticked.', 'Write `[ ]`: each incident ticks a copy.');
  }
  if (/^ *\t/.test(source.line(line))) {
    const remedy = 'Use spaces: how wide a tab is depends on who reads it.';
    source.warn(line, 0, 'This step is indented with a tab.', remedy);
  }
  host.steps.push(step);
  if (more.length > 0) addText(step, more.map((one) => one.trim()).join('\n'));
  for (const block of rest) readInto(step, block, depth + 1, source);
}

/** What the first paragraph of an item says, when it begins with a box. */
function boxedContent(item: Block): string | null {
  const [first] = item.blocks;
  const content = first?.type === 'paragraph' ? (first.blocks[0]?.content ?? '') : '';
  return box.test(content) ? content : null;
}

function hasBox(block: Block): boolean {
  if (block.type === 'list_item' && boxedContent(block) !== null) return true;
  return block.blocks.some(hasBox);
}

/** Says so of the first box; correcting it shows whether there are more. */
function misplaced(block: Block, source: Source): void {
  if (block.type === 'list_item' && boxedContent(block) !== null) {
    const remedy = 'Take it out of the quotation, or give the item around it a box too.';
    source.error(block.from, source.indentOf(block.from), 'No step can be here.', remedy);
    return;
  }
  const inner = block.blocks.find(hasBox);
  if (inner) misplaced(inner, source);
}

/** Texts that follow each other are one. */
function addText(host: Host, markdown: string): void {
  const last = host.parts.at(-1);
  if (markdown.trim() === '') return;
  if (last?.kind === 'text') last.markdown += `\n\n${markdown}`;
  else host.parts.push({ kind: 'text', markdown });
}
