import type { DraftStep } from './draft-step.ts';
import type { Source } from './source.ts';

/** What a step is answered with when others ask for its answer and it lists none. */
const defaultAnswers: readonly string[] = ['yes', 'no'];

/** Warns of steps of one section that say the same. */
export function checkRepeatedTexts(steps: readonly DraftStep[], source: Source): void {
  const seen = new Map<string, DraftStep>();
  for (const step of steps) {
    const earlier = seen.get(step.text);
    if (!earlier) seen.set(step.text, step);
    else if (step.text !== '') {
      const reason = `Line ${earlier.line + 1} says the same in this section.`;
      source.warn(step.line, step.at, reason, 'Remove one, or say how they differ.');
    }
  }
}

/** Refuses ids that two steps give themselves. */
export function checkGivenIds(steps: readonly DraftStep[], source: Source): void {
  const seen = new Map<string, DraftStep>();
  for (const step of steps) {
    const { id } = step.attributes;
    if (!id) continue;
    const earlier = seen.get(id.value);
    if (!earlier) seen.set(id.value, step);
    else {
      const reason = `The step of line ${earlier.line + 1} has the id "${id.value}" too.`;
      source.error(step.line, step.at + id.at, reason, 'Give this one another.');
    }
  }
}

/**
 * Checks that conditions name earlier steps and possible answers.
 * @param ids of the steps, in their order
 * @returns the answers of each step that has any, by its id
 */
export function checkConditions(
  steps: readonly DraftStep[],
  ids: readonly string[],
  source: Source,
): ReadonlyMap<string, readonly string[]> {
  const placeOf = new Map(ids.map((id, index) => [id, index]));
  const answersOf = new Map<string, readonly string[]>();
  for (const [index, { attributes }] of steps.entries()) {
    const id = ids[index];
    if (attributes.answers && id !== undefined) answersOf.set(id, attributes.answers);
  }
  for (const [index, { line, at, attributes }] of steps.entries()) {
    const { condition } = attributes;
    if (!condition) continue;
    const place = placeOf.get(condition.step);
    if (place === undefined || place >= index) {
      const reason =
        place === undefined
          ? `There is no step "${condition.step}".`
          : `The step "${condition.step}" does not come before this one.`;
      const remedy = 'Name the id of an earlier step; `id: name` in its braces gives it one.';
      source.error(line, at + condition.at, reason, remedy);
      continue;
    }
    const answers = answersOf.get(condition.step) ?? defaultAnswers;
    answersOf.set(condition.step, answers);
    if (answers.includes(condition.answer)) continue;
    const reason = `The step "${condition.step}" is never answered "${condition.answer}".`;
    const possible = answers.map((answer) => `"${answer}"`).join(', ');
    source.error(line, at + condition.answerAt, reason, `Its answers are ${possible}.`);
  }
  return answersOf;
}
