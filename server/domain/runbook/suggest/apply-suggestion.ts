import { allSteps, predecessors } from './evidence.ts';
import { RunbookText } from './runbook-text.ts';
import type { Place } from './runbook-text.ts';
import type { NewStep, Suggestion } from './suggestions.ts';

/** Lines of a runbook with a suggestion in them; null when they would not say what is meant. */
export function applySuggestion(
  lines: readonly string[],
  suggestion: Suggestion,
): readonly string[] | null {
  const text = RunbookText.of(lines);
  if (!text) return null;
  for (const edited of editsOf(text, suggestion)) {
    const after = RunbookText.of(edited);
    if (after && says(text, after, suggestion)) return edited;
  }
  return null;
}

/** Ways to make the change, the first that turns out right is taken. */
function editsOf(text: RunbookText, suggestion: Suggestion): string[][] {
  switch (suggestion.kind) {
    case 'remove': {
      const place = text.place(suggestion.stepId);
      return place ? [without(text.lines, place)] : [];
    }
    case 'annotate':
      return annotations(text, suggestion);
    case 'time':
      return timings(text, suggestion);
    case 'move':
      return moves(text, suggestion);
    case 'insert':
      return insertions(text, suggestion);
  }
}

/** Whether the edited text is the same runbook but for the change. */
function says(before: RunbookText, after: RunbookText, suggestion: Suggestion): boolean {
  const ids = allSteps(before.runbook).map(({ id }) => id);
  const idsAfter = allSteps(after.runbook).map(({ id }) => id);
  switch (suggestion.kind) {
    case 'remove':
      return isSame(
        ids.filter((id) => id !== suggestion.stepId),
        idsAfter,
      );
    case 'annotate': {
      const said = JSON.stringify(after.step(suggestion.stepId)?.parts);
      const isSaid = said.length > JSON.stringify(before.step(suggestion.stepId)?.parts).length;
      return isSaid && isSame(ids, idsAfter);
    }
    case 'time': {
      const { expectedMinutes, ...rest } = { ...after.step(suggestion.stepId) };
      const { expectedMinutes: _earlier, ...restBefore } = { ...before.step(suggestion.stepId) };
      const isRight = expectedMinutes === suggestion.minutes;
      return isRight && isSame(rest, restBefore) && isSame(ids, idsAfter);
    }
    case 'move': {
      const isThere = predecessors(after.runbook).get(suggestion.stepId) === suggestion.after;
      return isThere && isSame(ids.toSorted(), idsAfter.toSorted());
    }
    case 'insert': {
      const added = allSteps(after.runbook).filter(({ id }) => !ids.includes(id));
      const others = idsAfter.filter((id) => ids.includes(id));
      const [step] = added;
      const { text, role, isCritical } = suggestion.step;
      const isRight = step?.text === text && step.role === role && step.critical === isCritical;
      const isThere = predecessors(after.runbook).get(step?.id ?? '') === suggestion.after;
      return added.length === 1 && isRight && isThere && isSame(ids, others);
    }
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function without(lines: readonly string[], { from, to }: Pick<Place, 'from' | 'to'>): string[] {
  const after = lines.slice(to);
  const isApart = lines[from - 1]?.trim() === '' && after[0]?.trim() === '';
  return [...lines.slice(0, from), ...(isApart ? after.slice(1) : after)];
}

function annotations(
  text: RunbookText,
  { stepId, note }: Extract<Suggestion, { kind: 'annotate' }>,
): string[][] {
  const place = text.place(stepId);
  if (!place) return [];
  const { from, marker } = place;
  const line = `${' '.repeat(marker.length)}${safeMarkdown(note)}`;
  const next = text.lines[from + 1];
  const gap = next === undefined || next.trim() === '' ? [] : [''];
  const lines = ['', line, ...gap];
  return [[...text.lines.slice(0, from + 1), ...lines, ...text.lines.slice(from + 1)]];
}

/** A number of minutes may also stand in a text in quotation marks. */
function timings(
  text: RunbookText,
  { stepId, minutes }: Extract<Suggestion, { kind: 'time' }>,
): string[][] {
  const place = text.place(stepId);
  if (!place) return [];
  const line = text.lines[place.from] ?? '';
  return [...line.matchAll(/\d+(?=\s*min)/g)].toReversed().map(({ 0: found, index }) => {
    const edited = `${line.slice(0, index)}${minutes}${line.slice(index + found.length)}`;
    return text.lines.with(place.from, edited);
  });
}

function moves(
  text: RunbookText,
  { stepId, after }: Extract<Suggestion, { kind: 'move' }>,
): string[][] {
  const place = text.place(stepId);
  const target = targetOf(text, after);
  if (!place || !target) return [];
  const isInside = target.from >= place.from && target.from < place.to;
  if (isInside) return [];
  const block = text.lines.slice(place.from, place.to);
  const moved = reindent(block, target.marker.length - place.marker.length);
  const at = after === null ? target.from : target.to;
  const shift = at > place.from ? text.lines.length - without(text.lines, place).length : 0;
  const rest = without(text.lines, place);
  return [[...rest.slice(0, at - shift), ...moved, ...rest.slice(at - shift)]];
}

function insertions(
  text: RunbookText,
  { step, after }: Extract<Suggestion, { kind: 'insert' }>,
): string[][] {
  const target = targetOf(text, after);
  if (!target) return [];
  const line = `${target.marker}[ ] ${step.text}${attributesOf(step)}`;
  const at = after === null ? target.from : target.to;
  return [[...text.lines.slice(0, at), line, ...text.lines.slice(at)]];
}

/** The step that a change is made beside. */
function targetOf(text: RunbookText, after: string | null): Place | null {
  const id = after ?? text.firstId;
  return id === null ? null : text.place(id);
}

function attributesOf({ role, isCritical }: NewStep): string {
  const attributes = [...(role === null ? [] : [role]), ...(isCritical ? ['critical'] : [])];
  return attributes.length === 0 ? '' : ` {${attributes.join(', ')}}`;
}

function reindent(lines: readonly string[], by: number): string[] {
  if (by >= 0) {
    return lines.map((line) => (line.trim() === '' ? line : `${' '.repeat(by)}${line}`));
  }
  const outdent = new RegExp(`^ {0,${-by}}`);
  return lines.map((line) => line.replace(outdent, ''));
}

/** What people wrote, as a text that is nothing else in Markdown. */
function safeMarkdown(text: string): string {
  return text
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/[\\`*_[\]<>{}|#]/g, String.raw`\$&`);
}
