import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centreIn, cornerOf, fitInto, isReachable } from './place.ts';

const area = { x: 1280, y: 28, width: 1920, height: 1052 };
const anyArea = fc.record({
  x: fc.integer({ min: -5_000, max: 5_000 }),
  y: fc.integer({ min: -5_000, max: 5_000 }),
  width: fc.integer({ min: 1, max: 5_000 }),
  height: fc.integer({ min: 1, max: 5_000 }),
});

describe('the place of a window', () => {
  it('is in the middle of its display, a little above', () => {
    expect(centreIn(area, { width: 720, height: 420 })).toEqual({
      x: 1880,
      y: 239,
      width: 720,
      height: 420,
    });
  });

  it('always lies within the display', () => {
    fc.assert(
      fc.property(anyArea, anyArea, (display, window) => {
        for (const placed of [
          fitInto(display, window),
          centreIn(display, window),
          cornerOf(display, window),
        ]) {
          expect(placed.x).toBeGreaterThanOrEqual(display.x);
          expect(placed.y).toBeGreaterThanOrEqual(display.y);
          expect(placed.x + placed.width).toBeLessThanOrEqual(display.x + display.width);
          expect(placed.y + placed.height).toBeLessThanOrEqual(display.y + display.height);
        }
      }),
    );
  });

  it('is in the corner when it steps aside', () => {
    expect(cornerOf(area, { width: 720, height: 420 })).toMatchObject({ x: 2480, y: 660 });
  });

  it('is left alone where it fits', () => {
    const window = { x: 1300, y: 40, width: 720, height: 420 };
    expect(fitInto(area, window)).toEqual(window);
  });

  it('is not taken back to a display that is gone', () => {
    expect(isReachable({ x: 1400, y: 100, width: 720, height: 420 }, [area])).toBe(true);
    expect(isReachable({ x: 100, y: 100, width: 720, height: 420 }, [area])).toBe(false);
    expect(isReachable({ x: 1400, y: 1070, width: 720, height: 420 }, [area])).toBe(false);
    expect(isReachable({ x: 1400, y: 100, width: 720, height: 420 }, [])).toBe(false);
  });
});
