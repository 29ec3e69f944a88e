import { describe, expect, it } from 'vitest';
import { type KeyPress, steppedIndex } from '../design/keys.ts';
import { alertActionOf } from './alert-keys.ts';

function press(key: string, change: Partial<KeyPress> = {}): KeyPress {
  const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, repeat: false };
  return { key, code: '', ...plain, ...change };
}

describe('keys of the alert window', () => {
  it.each([
    ['a', 'acknowledge'],
    ['A', 'acknowledge'],
    ['s', 'silence'],
    ['o', 'open'],
    ['r', 'resolve'],
    ['e', 'decline'],
    ['z', 'snooze'],
    ['d', 'receipts'],
    ['Escape', 'minimise'],
  ])('%s means %s', (key, kind) => expect(alertActionOf(press(key))).toEqual({ kind }));

  it('acknowledges all only with shift', () => {
    expect(alertActionOf(press('A', { shiftKey: true }))).toEqual({ kind: 'acknowledge-all' });
  });

  it('knows the place of the key where letters are not Latin', () => {
    expect(alertActionOf(press('ф', { code: 'KeyA' }))).toEqual({ kind: 'acknowledge' });
    expect(alertActionOf(press('ш', { code: 'KeyO' }))).toEqual({ kind: 'open' });
  });

  it('follows the letter, not the place, where letters are Latin', () => {
    expect(alertActionOf(press('q', { code: 'KeyA' }))).toBeNull();
    expect(alertActionOf(press('a', { code: 'KeyQ' }))).toEqual({ kind: 'acknowledge' });
  });

  it('leaves other people’s shortcuts alone, and a key that is held down', () => {
    for (const held of ['ctrlKey', 'altKey', 'metaKey', 'repeat']) {
      expect(alertActionOf(press('a', { [held]: true })), held).toBeNull();
    }
  });

  it('moves in the list and stays in it', () => {
    expect(alertActionOf(press('ArrowDown'))).toEqual({ kind: 'move', step: 1 });
    expect(steppedIndex(-1, 1, 0)).toBe(-1);
    expect(steppedIndex(0, -1, 3)).toBe(0);
    expect(steppedIndex(2, 1, 3)).toBe(2);
    expect(steppedIndex(1, Infinity, 3)).toBe(2);
    expect(steppedIndex(1, -Infinity, 3)).toBe(0);
  });
});
