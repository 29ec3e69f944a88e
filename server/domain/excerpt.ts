import type { SearchHit } from '../protocol/room-api.ts';

export type Excerpt = SearchHit['excerpt'];

/** UTF-16 units of an excerpt, about, and how many of them may come before what was found. */
const excerptLength = 200;
const leadLength = 60;

const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

interface Range {
  start: number;
  end: number;
}

/**
 * The text around the first find, in parts, those found marked as such. Words are compared as the
 * full-text index does: without case and diacritics, the last word of the query as a beginning.
 */
export function excerptOf(text: string, query: string): Excerpt {
  const line = text.replace(/\s+/gu, ' ').trim();
  const found = findWords(line, query);
  const window = windowAround(line, found[0]?.start ?? 0);
  const parts: Excerpt = [];
  const add = (part: string, isFound: boolean): void => {
    if (part !== '') parts.push({ text: part, isFound });
  };
  let from = window.start;
  if (from > 0) add('…', false);
  for (const { start, end } of found) {
    if (end > window.end) break;
    add(line.slice(from, start), false);
    add(line.slice(start, end), true);
    from = end;
  }
  add(line.slice(from, window.end), false);
  if (window.end < line.length) add('…', false);
  return parts;
}

function findWords(line: string, query: string): Range[] {
  const words = [...query.matchAll(wordPattern)].map(([word]) => fold(word));
  const exact = new Set(words);
  const beginning = words.at(-1);
  if (beginning === undefined) return [];
  return [...line.matchAll(wordPattern)].flatMap(({ 0: word, index }) => {
    const folded = fold(word);
    const isFound = exact.has(folded) || folded.startsWith(beginning);
    return isFound ? [{ start: index, end: index + word.length }] : [];
  });
}

function windowAround(line: string, foundAt: number): Range {
  const rough = Math.max(0, foundAt - leadLength);
  // Begins with a word, if one begins before what was found.
  const space = rough === 0 ? -1 : line.indexOf(' ', rough);
  const start = space >= 0 && space < foundAt ? space + 1 : wholeCharacter(line, rough);
  return { start, end: wholeCharacter(line, Math.min(line.length, start + excerptLength)) };
}

/** An index that does not cut a surrogate pair in two. */
function wholeCharacter(line: string, index: number): number {
  const code = line.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff ? index - 1 : index;
}

function fold(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
