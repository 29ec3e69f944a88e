import { type KeyPress, listStep, shortcutLetter } from '../design/keys.ts';
import type { Answers } from './answers.ts';

export type BoardAction =
  { kind: keyof Answers | 'open' | 'search' } | { kind: 'move'; step: number };

const letters: Record<string, keyof Answers | 'open'> = {
  A: 'acknowledge',
  U: 'unacknowledge',
  R: 'resolve',
  S: 'silence',
  O: 'open',
};

/** Moving goes on while a key is held, answering does not. */
const moves: Record<string, number> = { j: 1, k: -1 };

/** What a key does on the board; null when nothing. */
export function boardActionOf(press: KeyPress): BoardAction | null {
  const hasModifier = press.ctrlKey || press.altKey || press.metaKey;
  const step = listStep(press) ?? (hasModifier ? undefined : moves[press.key.toLowerCase()]);
  if (step !== undefined) return { kind: 'move', step };
  if (press.key === '/' && !hasModifier && !press.repeat) return { kind: 'search' };
  const letter = letters[shortcutLetter(press) ?? ''];
  return letter === undefined ? null : { kind: letter };
}
