import type { Severity } from '../protocol/severity.ts';

/** Begins the tokens to filter by. Texts lose it on their way in, so that nobody can forge one. */
const mark = '\uE000';

/** More words than this in one search are passed over. */
const maxWords = 16;
/** Of more words that stand together, these many at a time: each one costs in every message. */
const maxPhraseWords = 5;

const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
const numberPattern = /^#([1-9]\d{0,14})$/;

export interface Filters {
  service: string | null;
  /** Who wrote it. */
  personId: string | null;
  severity: Severity | null;
}

/** What the index takes in of a text: its words, and tokens to filter by. */
export function toIndexed(text: string, filters: Filters, number: number | null): string {
  const numbered = number === null ? [] : [String(number), numberToken(number)];
  return [text.replaceAll(mark, ' '), ...numbered, ...filterTokens(filters)].join(' ');
}

/**
 * The FTS5 expression for what a person typed: all words must occur, those that stand together one
 * after the other, and the last one may go on. `#41` is an incident's number. Null: nothing to find.
 */
export function toMatchExpression(text: string, filters: Filters): string | null {
  const phrases: string[] = [];
  let wordCount = 0;
  for (const chunk of text.trim().split(/\s+/u)) {
    const [, number] = numberPattern.exec(chunk) ?? [];
    const words = chunk.match(wordPattern)?.slice(0, maxWords - wordCount) ?? [];
    wordCount += words.length;
    if (number !== undefined) phrases.push(`"${numberToken(Number(number))}"`);
    // Words are letters and digits alone, so that nothing of FTS5's syntax can get in.
    else phrases.push(...phrasesOf(words));
  }
  if (phrases.length === 0) return null;
  const last = phrases.length - 1;
  const exact = phrases.map((one, index) => (index < last ? one.replace(/\*$/, '') : one));
  return [...exact, ...filterTokens(filters).map((token) => `"${token}"`)].join(' ');
}

function phrasesOf(words: readonly string[]): string[] {
  const starts = words.flatMap((_, index) => (index % maxPhraseWords === 0 ? [index] : []));
  return starts.map((start) => `"${words.slice(start, start + maxPhraseWords).join(' ')}"*`);
}

function filterTokens({ service, personId, severity }: Filters): string[] {
  return [
    ...(service === null ? [] : [`${mark}s${toHex(service)}`]),
    ...(personId === null ? [] : [`${mark}p${toHex(personId)}`]),
    ...(severity === null ? [] : [`${mark}v${severity}`]),
  ];
}

function numberToken(number: number): string {
  return `${mark}n${number}`;
}

/** As SQLite's `hex`; the tokeniser folds case. */
function toHex(text: string): string {
  return Buffer.from(text).toString('hex');
}
