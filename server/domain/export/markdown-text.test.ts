import fc from 'fast-check';
import markdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { contained, fenced, inline, link, said, shortened } from './markdown-text.ts';

const parser = markdownIt({ html: true });

/** Whatever has a meaning in Markdown or HTML, in any mixture. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['`', '```', '````', '~~~', '*', '**', '_', '__', '#', '- ', '1. ', '2)', '> ', '\\'],
        ...['|', '[', ']', '](', 'http://x', '<b>', '<!--', '-->', '<script>', '&lt;', '&#35;'],
        ...[
          '\n',
          '\r',
          '\n\n',
          '\u2028',
          '\t',
          '    ',
          '  ',
          '===',
          '---',
          '+',
          '=',
          '!',
          ' #',
          '\0',
        ],
        ...['<http://x>', '[a]: b', '[^1]', '\u202E', '\u001B[31m', 'Köln', '🔥', 'a_b', 'word'],
      ),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** The text as a reader sees it, without what only the eye could tell apart. */
function plain(text: string): string {
  const visible = text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n');
  return visible.replace(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '\uFFFD');
}

test('text in a line reads as it was, and is nothing but text', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      for (const before of ['', '> ', '- ', '# ', '| ']) {
        const tokens = parser.parse(`${before}${inline(text)}`, {});
        const inner = tokens
          .filter(({ type }) => type === 'inline')
          .flatMap((one) => one.children!);
        expect(inner.filter(({ type }) => type !== 'text' && type !== 'text_special')).toEqual([]);
        const prefix = before === '| ' ? '| ' : '';
        const read = inner.map(({ content }) => content).join('');
        expect(read).toBe(`${prefix}${plain(text).replace(/\s+/gu, ' ').trim()}`.trim());
      }
    }),
    { numRuns: 1_500 },
  );
});

test('a fence holds what was said to the letter, and ends where it ends', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const tokens = parser.parse([...fenced(text), '', 'after'].join('\n'), {});
      expect(tokens.map(({ type }) => type)).toEqual([
        ...['fence', 'paragraph_open', 'inline', 'paragraph_close'],
      ]);
      // NUL is the one character that CommonMark itself replaces, as we do.
      expect(tokens[0]?.content).toBe(`${plain(text)}\n`);
    }),
    { numRuns: 1_500 },
  );
});

test('what was said stays within its item of a list', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const item = ['- head', '', ...said(text).map((line) => `  ${line}`), '', '- next'];
      const tokens = parser.parse(item.join('\n'), {});
      const top = tokens.filter(({ level }) => level === 1).map(({ type }) => type);
      expect(top).toEqual([
        ...['list_item_open', 'list_item_close', 'list_item_open', 'list_item_close'],
      ]);
      expect(tokens.filter(({ type }) => /html|heading|hr|table/.test(type))).toEqual([]);
    }),
    { numRuns: 1_500 },
  );
});

test('links lead to the web or nowhere', () => {
  fc.assert(
    fc.property(
      nasty,
      nasty,
      fc.constantFrom('https://', 'javascript:', ''),
      (text, end, start) => {
        const href = `${start}${end}`;
        const tokens = parser.parseInline(link({ text, href }), {});
        const links = tokens[0]?.children?.filter(({ type }) => type === 'link_open') ?? [];
        expect(links.length).toBeLessThanOrEqual(1);
        for (const one of links) expect(one.attrGet('href')).toMatch(/^https?:\/\//i);
      },
    ),
    { numRuns: 1_500 },
  );
});

test('a fence is as long as it must be, over any number of lines', () => {
  expect(fenced('a')).toEqual(['```', 'a', '```']);
  expect(fenced('```js\n`````\n', 'text')).toEqual(['``````text', '```js', '`````', '', '``````']);
  expect(fenced('` '.repeat(500_000))).toHaveLength(3);
});

test('shortens by characters', () => {
  expect(shortened('🔥'.repeat(5), 3)).toBe('🔥🔥🔥…');
  expect(shortened(' a\n b ')).toBe('a b');
});

test.each([
  ['plain', 'plain'],
  ['```sh\nls\n```\nafter', '```sh\nls\n```\nafter'],
  ['before\n```sh\nls', 'before\n```sh\nls\n```'],
  ['````\n```\nstill', '````\n```\nstill\n````'],
  ['~~~\n```', '~~~\n```\n~~~'],
  ['turned \u202e round', 'turned \ufffd round'],
])('%j is contained as %j', (text, expected) => expect(contained(text)).toBe(expected));
