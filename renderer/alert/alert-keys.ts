import { type KeyPress, listStep, shortcutLetter } from '../design/keys.ts';

export type AlertAction =
  | { kind: 'acknowledge' | 'acknowledge-all' | 'silence' | 'open' | 'resolve' | 'minimise' }
  | { kind: 'decline' | 'snooze' | 'receipts' }
  | { kind: 'move'; step: number };

/** What a key does in the alert window; null when nothing. */
export function alertActionOf(press: KeyPress): AlertAction | null {
  if (press.key === 'Escape') return { kind: 'minimise' };
  const step = listStep(press);
  if (step !== null) return { kind: 'move', step };
  switch (shortcutLetter(press)) {
    case 'A':
      return { kind: press.shiftKey ? 'acknowledge-all' : 'acknowledge' };
    case 'S':
      return { kind: 'silence' };
    case 'E':
      return { kind: 'decline' };
    case 'Z':
      return { kind: 'snooze' };
    case 'D':
      return { kind: 'receipts' };
    case 'O':
      return { kind: 'open' };
    case 'R':
      return { kind: 'resolve' };
    default:
      return null;
  }
}
