import { applySuggestion } from './apply-suggestion.ts';
import { RunbookText } from './runbook-text.ts';
import type { RunbookRun } from './runbook-run.ts';
import { suggestionsOf } from './suggestions.ts';

export interface SuggestedChanges {
  /** The whole file as it would be. */
  text: string;
  /** What speaks for what was changed, one line each. */
  reasons: string[];
  /** The same of what could not be put into the file. */
  leftOut: string[];
}

/** What runs suggest to change in the file of a runbook; null when that has errors. */
export function suggestChanges(file: string, runs: readonly RunbookRun[]): SuggestedChanges | null {
  const lineEnd = /^(?:[^\n]*\r\n)+[^\n]*$/.test(file) ? '\r\n' : '\n';
  const current = RunbookText.of(file.split(lineEnd));
  if (!current) return null;
  let { lines } = current;
  const changes: SuggestedChanges = { text: file, reasons: [], leftOut: [] };
  for (const suggestion of suggestionsOf(current.runbook, runs)) {
    const edited = applySuggestion(lines, suggestion);
    if (edited) lines = edited;
    const told = edited ? changes.reasons : changes.leftOut;
    told.push(suggestion.why);
  }
  return { ...changes, text: lines.join(lineEnd) };
}
