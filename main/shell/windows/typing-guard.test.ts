import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TypingGuard } from './typing-guard.ts';

/** Which of the keys, at these times after the window came up, do nothing. */
function swallowed(idleSeconds: number, keysAtMs: number[]): number[] {
  const guard = new TypingGuard();
  guard.windowShown(0, idleSeconds);
  return keysAtMs.filter((atMs) => guard.swallows(atMs));
}

describe('the keys of the alert window', () => {
  it('work at once for a person who was not typing', () => {
    expect(swallowed(2, [1, 2, 3])).toEqual([]);
    expect(swallowed(14_000, [0])).toEqual([]);
  });

  it('are swallowed in the middle of a sentence, up to the first pause', () => {
    expect(swallowed(0, [80, 200, 350, 500, 1_000, 1_050])).toEqual([80, 200, 350, 500]);
  });

  it('work for a person who was typing and looked up', () => {
    expect(swallowed(0, [400])).toEqual([]);
  });

  it('work again after a while even if the keyboard never pauses', () => {
    const steady = Array.from({ length: 40 }, (_, index) => index * 100);
    expect(swallowed(0, steady).at(-1)).toBe(2_400);
  });

  it('work before the window was ever shown', () => {
    expect(new TypingGuard().swallows(0)).toBe(false);
  });

  it('are never swallowed again once one has worked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5 }),
        fc.array(fc.integer({ min: 0, max: 6_000 })),
        (idleSeconds, times) => {
          const keys = [...times].sort((a, b) => a - b);
          const count = swallowed(idleSeconds, keys).length;
          expect(swallowed(idleSeconds, keys)).toEqual(keys.slice(0, count));
        },
      ),
    );
  });
});
