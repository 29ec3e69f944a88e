import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartOf, drawnSeries, margins } from './chart-geometry.ts';

type Points = [number, number | null][];
const size = { widthPx: 400, heightPx: 176 };
const chart = (...series: Points[]) =>
  chartOf({ series: series.map((points) => ({ name: '', points })) }, 120_000, size);
const numbersOf = (path: string) => (path.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);

describe('a chart', () => {
  it('is nothing when nothing was measured', () => {
    expect(chart()).toBeNull();
    expect(chart([])).toBeNull();
    expect(chart([[60, null]], [[120, Number.NaN]])).toBeNull();
  });

  it('stays within its frame, whatever was measured', () => {
    const points = fc.array(
      fc.tuple(
        fc.oneof(fc.integer({ min: 0, max: 4e9 }), fc.double()),
        fc.option(fc.oneof(fc.double(), fc.integer()), { nil: null }),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(fc.array(points, { maxLength: 8 }), (series) => {
        const drawn = chart(...series);
        for (const { path, lonely } of drawn?.series ?? []) {
          const places = numbersOf(path);
          for (const [index, place] of places.entries()) {
            const most = index % 2 === 0 ? size.widthPx : size.heightPx;
            expect(place).toBeGreaterThanOrEqual(0);
            expect(place).toBeLessThanOrEqual(most);
          }
          for (const { xPx, yPx } of lonely) {
            // A `Date` knows no parts of a millisecond.
            expect(xPx).toBeGreaterThanOrEqual(margins.left - 1);
            expect(yPx).toBeLessThanOrEqual(size.heightPx);
          }
        }
        for (const { atPx } of drawn?.valueTicks ?? []) expect(atPx).not.toBeNaN();
      }),
      { numRuns: 500 },
    );
  });

  it('has a gap where nothing was measured, and a dot for what stands alone', () => {
    const drawn = chart([
      [0, 1],
      [60, 2],
      [120, null],
      [180, 3],
      [240, null],
    ]);
    expect(drawn?.series[0]?.path.match(/M/g)).toHaveLength(2);
    expect(drawn?.series[0]?.lonely).toHaveLength(1);
  });

  it('shows a constant and a single moment in the middle', () => {
    for (const points of [
      [[60, 7]],
      [
        [0, 7],
        [60, 7],
      ],
    ] as Points[]) {
      const [, yPx = 0] = numbersOf(chart(points)?.series[0]?.path ?? '');
      expect(yPx).toBeGreaterThan(margins.top + 20);
      expect(yPx).toBeLessThan(size.heightPx - margins.bottom - 20);
      expect(chart(points)?.valueTicks.length).toBeGreaterThan(1);
    }
    const single = chart([[60, 7]]);
    expect(single?.series[0]?.lonely[0]?.xPx).toBeCloseTo((margins.left + 392) / 2, 0);
  });

  it('begins at nothing unless that would flatten it', () => {
    const leastTick = (...values: number[]) =>
      chart(values.map((value, index) => [index, value]))?.valueTicks[0]?.value;
    expect(leastTick(10, 50)).toBe(0);
    expect(leastTick(990, 1_000)).toBeGreaterThan(900);
    expect(leastTick(-5, 5)).toBeLessThan(0);
    expect(leastTick(0, 0)).toBe(0);
  });

  it('marks the alert only inside of what was measured', () => {
    expect(
      chart([
        [60, 1],
        [180, 2],
      ])?.alertPx,
    ).toBeCloseTo((margins.left + 392) / 2, 0);
    expect(
      chart([
        [180, 1],
        [240, 2],
      ])?.alertPx,
    ).toBeNull();
  });

  it('draws no more series than can be told apart', () => {
    const many = Array.from({ length: 20 }, (): Points => [
      [0, 1],
      [60, 2],
    ]);
    expect(chart(...many)?.series).toHaveLength(drawnSeries);
  });
});
