import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';

/** A block of Markdown with the blocks in it. Lines count from 0; `to` is the line after it. */
export interface Block {
  /** As markdown-it calls it, without `_open`. */
  type: string;
  /** Heading: `h1` to `h6`. */
  tag: string;
  /** Fence: its backticks or tildes. */
  markup: string;
  /** Fence: what follows them. */
  info: string;
  from: number;
  to: number;
  content: string;
  blocks: Block[];
}

/** Far deeper than steps go; what is deeper stays a text. */
const maxNesting = 40;

// Only the blocks count here; reading what is within a line would take most of the time.
const markdown = new MarkdownIt('commonmark', { maxNesting });
markdown.core.ruler.enableOnly(['normalize', 'block']);

/** Reads Markdown as GitHub does, down to its paragraphs. */
export function readBlocks(text: string): Block[] {
  const root: Block = toBlock(null);
  const open = [root];
  for (const token of markdown.parse(text, {})) {
    if (token.nesting === -1) {
      open.pop();
      continue;
    }
    const block = toBlock(token);
    open.at(-1)?.blocks.push(block);
    if (token.nesting === 1) open.push(block);
  }
  return root.blocks;
}

function toBlock(token: Token | null): Block {
  const [from, to] = token?.map ?? [0, 0];
  return {
    type: token?.type.replace(/_open$/, '') ?? '',
    tag: token?.tag ?? '',
    markup: token?.markup ?? '',
    info: token?.info ?? '',
    from,
    to,
    content: token?.content ?? '',
    blocks: [],
  };
}

/** Whether a block is a list of either kind. */
export function isList({ type }: Block): boolean {
  return type === 'bullet_list' || type === 'ordered_list';
}
