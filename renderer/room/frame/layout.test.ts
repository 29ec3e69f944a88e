import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  layOut,
  neighbourOf,
  rangeOf,
  regions,
  toggled,
  usualWish,
  type LayoutWish,
} from './layout.ts';

const width = fc.option(fc.integer({ min: 1, max: 5_000 }), { nil: null });
const wishes: fc.Arbitrary<LayoutWish> = fc.record({
  whoPx: width,
  workingPx: width,
  isWhoOpen: fc.boolean(),
  isWorkingOpen: fc.option(fc.boolean(), { nil: null }),
});
const windows = fc.integer({ min: 700, max: 5_000 });

function columnsOf(wish: LayoutWish, windowPx: number) {
  const layout = layOut(wish, windowPx);
  if (layout.kind !== 'columns') throw new Error('There should be columns.');
  return layout;
}

describe('regions of a room', () => {
  it('are tabs where there is room for one', () => {
    expect(layOut(usualWish, 699)).toEqual({ kind: 'tabs' });
    expect(layOut(usualWish, 700).kind).toBe('columns');
  });

  it('leave the conversation its width in every window, whatever was chosen', () => {
    fc.assert(
      fc.property(wishes, windows, (wish, windowPx) => {
        const { whoPx, workingPx } = columnsOf(wish, windowPx);
        expect(windowPx - (whoPx ?? 40) - (workingPx ?? 40)).toBeGreaterThanOrEqual(380);
      }),
    );
  });

  it('show one side at a time in a small window, both in a large one', () => {
    expect(columnsOf(usualWish, 900)).toMatchObject({ whoPx: 240, workingPx: null });
    const working = toggled(usualWish, 'working', 900);
    expect(columnsOf(working, 900)).toMatchObject({ whoPx: null, workingPx: 280 });
    expect(toggled(working, 'who', 900)).toEqual(usualWish);
    expect(columnsOf(usualWish, 1_180)).toMatchObject({ whoPx: 283, workingPx: 354 });
    expect(columnsOf(usualWish, 3_840)).toMatchObject({ whoPx: 400, workingPx: 760 });
  });

  it('are as wide as they were pulled, within their range', () => {
    fc.assert(
      fc.property(wishes, windows, (wish, windowPx) => {
        const layout = columnsOf({ ...wish, isWhoOpen: true, isWorkingOpen: false }, windowPx);
        const { least, most } = rangeOf('who', layout, windowPx);
        expect(layout.whoPx).toBeGreaterThanOrEqual(least);
        expect(layout.whoPx).toBeLessThanOrEqual(most);
        if (wish.whoPx !== null && wish.whoPx >= least && wish.whoPx <= most) {
          expect(layout.whoPx).toBe(wish.whoPx);
        }
      }),
    );
  });

  it('fold and open: what was folded is there after, and twice is as before', () => {
    fc.assert(
      fc.property(
        wishes,
        windows,
        fc.constantFrom('who' as const, 'working' as const),
        (wish, windowPx, side) => {
          const isOpen = (one: LayoutWish) => columnsOf(one, windowPx)[`${side}Px`] !== null;
          const once = toggled(wish, side, windowPx);
          expect(isOpen(once)).toBe(!isOpen(wish));
          expect(isOpen(toggled(once, side, windowPx))).toBe(isOpen(wish));
        },
      ),
    );
  });

  it('follow one another in a circle', () => {
    expect(regions.map((region) => neighbourOf(region, 1))).toEqual([
      'conversation',
      'working',
      'who',
    ]);
    expect(regions.map((region) => neighbourOf(region, -1))).toEqual([
      'working',
      'who',
      'conversation',
    ]);
  });
});
