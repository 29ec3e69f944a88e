import { builtInRules } from './built-in-rules.ts';
import { compileRules } from './configured-rules.ts';
import type { ConfiguredRule } from './configured-rules.ts';
import type { RedactLine } from './redacted.ts';

/**
 * Makes the redaction of lines: by the rules that always hold, then by those of the config.
 * @throws Error when a pattern of the config cannot be used
 */
export function createRedaction(configured: readonly ConfiguredRule[]): RedactLine {
  const rules = [...builtInRules, compileRules(configured)];
  return (line) => {
    let text = line;
    let count = 0;
    for (const rule of rules) {
      const redacted = rule(text);
      text = redacted.text;
      count += redacted.count;
    }
    return { text, count };
  };
}
