import { RE2JS } from 're2js';

/** Longer patterns are refused; nobody could read them either. */
export const patternLength = 200;

/**
 * Steps of a compiled pattern. Together with the length of a label value it bounds the time that one
 * comparison takes, whatever a sender sends.
 */
const patternSteps = 500;

/** Says whether a text is meant. */
export type TextMatch = (text: string) => boolean;

/** A text of the config stands for itself, unless it is written between slashes. */
function patternOf(text: string): string | null {
  return text.length > 2 && text.startsWith('/') && text.endsWith('/') ? text.slice(1, -1) : null;
}

/** Whether a text stands for itself and nothing else. */
export function isLiteral(text: string): boolean {
  return patternOf(text) === null;
}

/**
 * Reads a text to compare with: itself, or between slashes a regular expression in RE2's syntax that
 * must match the whole value, as in Alertmanager. It takes time linear in the value: there is no
 * backtracking.
 * @throws Error that says what is wrong with the pattern
 */
export function compileTextMatch(text: string): TextMatch {
  const pattern = patternOf(text);
  if (pattern === null) return (value) => value === text;
  if (pattern.length > patternLength) {
    throw new Error(`A pattern has at most ${patternLength} characters.`);
  }
  const compiled = RE2JS.compile(pattern, RE2JS.DOTALL);
  if (compiled.programSize() > patternSteps) throw new Error('This pattern repeats too much.');
  const prefix = prefixOf(pattern);
  return (value) => value.startsWith(prefix) && compiled.matches(value);
}

/**
 * What every text that a pattern means begins with; comparing that is a thousand times faster. Empty when
 * it cannot be told at a glance.
 */
function prefixOf(pattern: string): string {
  const [letters = ''] = /^[A-Za-z0-9_ -]*/.exec(pattern) ?? [];
  const isRepeated = /^[*?{]/.test(pattern.slice(letters.length));
  return hasChoice(pattern) ? '' : letters.slice(0, isRepeated ? -1 : undefined);
}

/** Whether a pattern as a whole may be one of several: a choice that is not for sure within brackets. */
function hasChoice(pattern: string): boolean {
  if (!pattern.includes('|')) return false;
  if (pattern.includes('\\') || pattern.includes('[:')) return true;
  let depth = 0;
  for (const character of pattern.replace(/\[\^?\]?[^\]]*\]/g, '')) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === '|' && depth === 0) return true;
  }
  return false;
}
