import type { Block } from './block-tree.ts';
import type { RunbookPart } from './runbook.ts';
import type { Source } from './source.ts';

/** Name of a hook; the same form as all ids of the config. */
const hookName = /^[a-z][a-z0-9._-]{0,119}$/;

/** Reads a fenced block: its language, its commands, and the hook that can run them. */
export function readCommands(block: Block, isInStep: boolean, source: Source): RunbookPart {
  const { from, to, markup, content } = block;
  const [language = '', ...words] = block.info.trim().split(/\s+/);
  const isNamed = !language.includes('=');
  const named = (isNamed ? words : [language, ...words]).flatMap((word) => {
    return word.startsWith('hook=') ? [word.slice('hook='.length)] : [];
  });
  const hook = named[0]?.replace(/^"(.*)"$/, '$1') ?? null;
  const at = Math.max(0, source.line(from).indexOf('hook='));
  if (named.length > 1) {
    source.error(from, at, 'Two hooks are named here.', 'Give each a block of its own.');
  } else if (hook !== null && !hookName.test(hook)) {
    const remedy = 'Write `hook=scale-pool`, with the name that the configuration gives it.';
    source.error(from, at, 'This is no name of a hook.', remedy);
  } else if (hook !== null && !isInStep) {
    const remedy = 'Indent the block below the step that it belongs to.';
    source.error(from, at, 'A hook belongs to a step.', remedy);
  }
  if (!isClosed(to - 1 > from ? source.line(to - 1) : '', markup)) {
    const remedy = `Write ${markup} below its last line, indented as its first.`;
    source.error(from, source.indentOf(from), 'This code block has no end.', remedy);
  }
  const text = content.replace(/\n$/, '');
  return { kind: 'commands', language: isNamed ? language : '', text, hook };
}

/** Without an end a block takes in whatever follows, also steps. */
function isClosed(lastLine: string, markup: string): boolean {
  const end = lastLine.replace(/^[\s>]*/, '').trimEnd();
  return end.startsWith(markup) && end === markup.charAt(0).repeat(end.length);
}
