import { type KeyPress, listStep, shortcutLetter } from '../../../design/keys.ts';

/** What a key does while the focus is on a step. */
export type StepKey =
  | { kind: 'go'; by: number }
  | { kind: 'move'; by: 1 | -1 }
  | { kind: 'details' | 'doing' | 'run' | 'new' }
  | { kind: 'form'; form: 'skip' | 'fail' | 'assign' | 'comment' | 'due' };

const letters: Record<string, StepKey> = {
  J: { kind: 'go', by: 1 },
  K: { kind: 'go', by: -1 },
  D: { kind: 'doing' },
  R: { kind: 'run' },
  N: { kind: 'new' },
  S: { kind: 'form', form: 'skip' },
  F: { kind: 'form', form: 'fail' },
  A: { kind: 'form', form: 'assign' },
  C: { kind: 'form', form: 'comment' },
  T: { kind: 'form', form: 'due' },
};

/** What a key means on a step; null when nothing. Space is the checkbox's own. */
export function stepKeyOf(press: KeyPress): StepKey | null {
  const isMove = press.altKey && !press.ctrlKey && !press.metaKey && !press.shiftKey;
  if (isMove && press.key === 'ArrowDown') return { kind: 'move', by: 1 };
  if (isMove && press.key === 'ArrowUp') return { kind: 'move', by: -1 };
  const by = listStep(press);
  if (by !== null) return { kind: 'go', by };
  if (press.shiftKey) return null;
  const isPlain = !press.ctrlKey && !press.altKey && !press.metaKey;
  if (press.key === 'Enter' && isPlain && !press.repeat) return { kind: 'details' };
  const { key, code, shiftKey, ctrlKey, altKey, metaKey } = press;
  // Held down, J and K go on.
  const repeat = press.repeat && !/^[jk]$/i.test(key);
  const letter = shortcutLetter({ key, code, shiftKey, ctrlKey, altKey, metaKey, repeat });
  return letters[letter ?? ''] ?? null;
}

/** The same for the reader. */
export const checklistKeys: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ['J', 'K'], does: 'Next step, the one before; also ↓ and ↑' },
  { keys: ['Space'], does: 'Done, or not done after all; on a question: its answers' },
  { keys: ['D'], does: 'I do it' },
  { keys: ['S'], does: 'Skip, with a reason' },
  { keys: ['F'], does: 'Failed, with a reason' },
  { keys: ['A'], does: 'Assign to somebody' },
  { keys: ['T'], does: 'Until when it is to be done' },
  { keys: ['C'], does: 'Comment' },
  { keys: ['R', 'R'], does: 'Run its commands: asks once more' },
  { keys: ['N'], does: 'New step after this one' },
  { keys: ['Alt+↑', 'Alt+↓'], does: 'Move the step up, down' },
  { keys: ['Enter'], does: 'All that can be done with it, and what was said' },
];
