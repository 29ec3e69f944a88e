/*
 * Text of others, put into Markdown so that it says what it said and is nothing but text.
 */

const lineEnds = /\r\n|[\r\u0085\u2028\u2029]/g;
/** Control characters, but line feeds and tabs; and those that turn the direction of a line. */
const unprintable = /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;

/** Makes every line end a line feed, and what cannot be seen visible. */
export function toPrintable(text: string): string {
  return text.replace(lineEnds, '\n').replace(unprintable, '\ufffd');
}

/** Text as a part of one line. */
export function inline(text: string): string {
  return toPrintable(text)
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\`*[\]<>~|]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/(?<=^| )#/g, '\\#')
    .replace(/^[-+=]/, '\\$&')
    .replace(/^\d+(?=[.)])/, '$&\\');
}

/** Text of any number of lines, as it is, in a fence that nothing inside of it can close. */
export function fenced(text: string, language = ''): string[] {
  const lines = toPrintable(text).split('\n');
  let longest = 2;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence];
}

/** What somebody wrote: one plain line is quoted, anything else is shown as it was typed. */
export function said(text: string): string[] {
  if (text === '') return ['> (nothing)'];
  const isPlain = !/[\r\n\u0085\u2028\u2029`]/.test(text);
  return isPlain ? [`> ${inline(text)}`] : fenced(text, 'markdown');
}

/** A link when it leads to the web, else its text with the address beside it. */
export function link({ text, href }: { text: string; href: string }): string {
  const label = inline(text) || inline(href);
  if (/^https?:\/\/[^\s<>"`\\\p{Cc}]+$/iu.test(href)) return `[${label}](<${href}>)`;
  return `${label}: ${inline(href)}`;
}

/** The beginning of a text, in one line. */
export function shortened(text: string, length = 100): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  const characters = [...line];
  return characters.length <= length ? line : `${characters.slice(0, length).join('')}…`;
}

/**
 * Markdown that somebody wrote, as it is, so that it ends where it ends: a fence that was left open is
 * closed, and what cannot be seen is made visible.
 */
export function contained(markdown: string): string {
  const text = toPrintable(markdown).trim();
  let open: string | null = null;
  for (const line of text.split('\n')) {
    const [, fence = '', info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (fence === '') continue;
    if (open === null) open = fence;
    else if (fence[0] === open[0] && fence.length >= open.length && info.trim() === '') open = null;
  }
  return open === null ? text : `${text}\n${open}`;
}
