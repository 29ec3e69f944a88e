import { RE2JS } from 're2js';
import { patternLength } from '../text-match.ts';
import type { RedactLine } from './redacted.ts';

export interface ConfiguredRule {
  /** Regular expression in RE2's syntax, found anywhere in a line. */
  pattern: string;
  /** What stands in the stead of each find, as it is. */
  replaceBy: string;
}

/** Together with the length of a line it bounds the time that one line takes. */
const patternSteps = 500;

/**
 * Compiles the pattern of a rule. It takes time linear in the line: there is no backtracking.
 * @throws Error that says what is wrong with the pattern
 */
export function compilePattern(pattern: string): RE2JS {
  if (pattern.length > patternLength) {
    throw new Error(`A pattern has at most ${patternLength} characters.`);
  }
  const compiled = RE2JS.compile(pattern);
  if (compiled.programSize() > patternSteps) throw new Error('This pattern repeats too much.');
  if (compiled.test('')) throw new Error('This pattern finds something in an empty line.');
  return compiled;
}

/**
 * Makes the redaction by rules of the config, one after the other.
 * @throws Error as `compilePattern`
 */
export function compileRules(rules: readonly ConfiguredRule[]): RedactLine {
  if (rules.length === 0) return (text) => ({ text, count: 0 });
  const compiled = rules.map(({ pattern, replaceBy }) => ({
    pattern: compilePattern(pattern),
    replaceBy,
  }));
  // Most lines hold nothing of any rule, and asking once is much faster than asking for each.
  const any = RE2JS.compile(rules.map(({ pattern }) => `(?:${pattern})`).join('|'));
  return (line) => {
    if (!any.test(line)) return { text: line, count: 0 };
    let redacted = { text: line, count: 0 };
    for (const { pattern, replaceBy } of compiled) {
      const { text, count } = replaceFinds(redacted.text, pattern, replaceBy);
      redacted = { text, count: redacted.count + count };
    }
    return redacted;
  };
}

function replaceFinds(line: string, pattern: RE2JS, replaceBy: string): ReturnType<RedactLine> {
  const matcher = pattern.matcher(line);
  let [text, copied, count] = ['', 0, 0];
  while (matcher.find()) {
    const [start, end] = [matcher.start(), matcher.end()];
    if (end === start) continue;
    text += `${line.slice(copied, start)}${replaceBy}`;
    copied = end;
    count += 1;
  }
  return { text: text + line.slice(copied), count };
}
