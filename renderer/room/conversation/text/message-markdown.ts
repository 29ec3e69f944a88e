import MarkdownIt from 'markdown-it';
import type { RendererRule, Token } from 'markdown-it';
import { findMentions, type FoundMention } from '../../../../server/protocol/mentions.ts';
import type { Mentions } from '../../../../server/protocol/message.ts';
import { hostOf, safeLink } from './safe-link.ts';

/** Whom a text may call by name. */
export interface Callable {
  people: readonly { id: string; name: string }[];
  me: { id: string; side: string } | null;
}

export interface MarkdownContext extends Callable {
  /** Whom the hub found to be called; null: not known yet, everybody who can be found. */
  mentions: Mentions | null;
}

/** Quotes in quotes, lists in lists: beyond this a text is shown as it was written. */
const deepestNesting = 12;

const markdown = new MarkdownIt({
  html: false,
  linkify: true,
  breaks: true,
  maxNesting: deepestNesting,
});
// Underlined headings make a heading of every log line above dashes.
markdown.disable(['image', 'reference', 'lheading', 'html_block', 'html_inline']);
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
markdown.validateLink = (address) => safeLink(address) !== null;
markdown.core.ruler.push('people-and-hosts', (state) => {
  const { context } = state.env as { context: MarkdownContext };
  for (const block of state.tokens) {
    if (block.children !== null) block.children = finish(block.children, context, state.Token);
  }
});

const { escapeHtml } = markdown.utils;

Object.assign(markdown.renderer.rules, {
  code_block: codeBlock,
  fence: codeBlock,
  heading_open: () => '<p class="heading">',
  heading_close: () => '</p>\n',
  table_open: () => '<div class="table" role="region" aria-label="Table" tabindex="0"><table>\n',
  table_close: () => '</table></div>\n',
  th_open: cell('th'),
  td_open: cell('td'),
} satisfies Record<string, RendererRule>);

/**
 * A message's Markdown as HTML of the few kinds that `sanitise` lets through. A text that is nested too
 * deeply stays as it was written: Markdown would leave parts of it out.
 */
export function textToHtml(text: string, context: MarkdownContext): string {
  const tokens = markdown.parse(text, { context });
  const isTooDeep = tokens.some(
    ({ level, nesting }) => nesting === 1 && level >= deepestNesting - 1,
  );
  if (isTooDeep) return `<p class="plain">${escapeHtml(text)}</p>`;
  return markdown.renderer.render(tokens, markdown.options);
}

function codeBlock(tokens: Token[], index: number): string {
  const code = escapeHtml(tokens[index]?.content ?? '').replace(/\n$/, '');
  const copy = '<button type="button" class="copy">Copy</button>';
  return `<div class="code">${copy}<pre tabindex="0"><code>${code}</code></pre></div>\n`;
}

/** markdown-it aligns cells by a style attribute, which the content security policy forbids. */
function cell(tag: 'th' | 'td') {
  return (tokens: Token[], index: number) => {
    const side = /text-align:(right|center)/.exec(attribute(tokens[index], 'style'))?.[1];
    return side === undefined ? `<${tag}>` : `<${tag} class="${side}">`;
  };
}

function attribute(token: Token | undefined, name: string): string {
  return String(token?.attrGet(name) ?? '');
}

type NewToken = new (type: string, tag: string, nesting: -1 | 0 | 1) => Token;

/** Marks who is called, and says where links lead whose words do not. */
function finish(children: Token[], context: MarkdownContext, Kind: NewToken): Token[] {
  const finished: Token[] = [];
  let link: { url: URL; words: string } | null = null;
  for (const token of children) {
    if (token.type === 'link_open') link = openLink(token);
    else if (link !== null) link.words += token.content;
    if (token.type === 'text') finished.push(...markMentions(token, context, Kind));
    else finished.push(token);
    if (token.type !== 'link_close' || link === null) continue;
    const host = hostOf(link.url);
    if (!link.words.includes(host))
      finished.push(html(`<bdi class="host">${escapeHtml(host)}</bdi>`, Kind));
    link = null;
  }
  return finished;
}

function openLink(token: Token): { url: URL; words: string } | null {
  const url = safeLink(attribute(token, 'href'));
  if (url === null) return null;
  token.attrs = [
    ['href', url.href],
    ['title', url.href],
  ];
  return { url, words: '' };
}

function markMentions(token: Token, context: MarkdownContext, Kind: NewToken): Token[] {
  const { content } = token;
  const found = findMentions(content, context.people).filter((one) => isCalled(one, context));
  if (found.length === 0) return [token];
  const parts: Token[] = [];
  let end = 0;
  for (const mention of found) {
    parts.push(plain(content.slice(end, mention.start), Kind));
    const words = escapeHtml(content.slice(mention.start, mention.end));
    const kind = isMe(mention, context) ? 'mention me' : 'mention';
    parts.push(html(`<bdi class="${kind}">${words}</bdi>`, Kind));
    end = mention.end;
  }
  return [...parts, plain(content.slice(end), Kind)];
}

function isCalled({ target }: FoundMention, { mentions }: MarkdownContext): boolean {
  if (mentions === null) return true;
  return target.kind === 'person'
    ? mentions.people.includes(target.personId)
    : mentions.sides.includes(target.side);
}

function isMe({ target }: FoundMention, { me }: MarkdownContext): boolean {
  if (me === null) return false;
  return target.kind === 'person' ? target.personId === me.id : target.side === me.side;
}

function plain(content: string, Kind: NewToken): Token {
  return Object.assign(new Kind('text', '', 0), { content });
}

/** Written by us, never by the writer of the message. */
function html(content: string, Kind: NewToken): Token {
  return Object.assign(new Kind('html_inline', '', 0), { content });
}
