import { type KeyPress, listStep, shortcutLetter } from '../design/keys.ts';
import type { Answers } from './answers.ts';

export type BoardAction = { kind: keyof Answers } | { kind: 'move'; step: number };

const answers: Record<string, keyof Answers> = {
  A: 'acknowledge',
  U: 'unacknowledge',
  R: 'resolve',
  S: 'silence',
};

/** Moving goes on while a key is held, answering does not. */
const moves: Record<string, number> = { j: 1, k: -1 };

/** What a key does on the board; null when nothing. */
export function boardActionOf(press: KeyPress): BoardAction | null {
  const hasModifier = press.ctrlKey || press.altKey || press.metaKey;
  const step = listStep(press) ?? (hasModifier ? undefined : moves[press.key.toLowerCase()]);
  if (step !== undefined) return { kind: 'move', step };
  const answer = answers[shortcutLetter(press) ?? ''];
  return answer === undefined ? null : { kind: answer };
}
