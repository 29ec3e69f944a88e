import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricItem } from '../../../server/protocol/context.ts';
import {
  measureInWords,
  momentsOf,
  nearestMoment,
  sampled,
  summaryOf,
  valueAt,
  valueInWords,
} from './chart-reading.ts';
import { chartInWords, readingInWords, seriesNames } from './chart-words.ts';

const item: MetricItem = {
  kind: 'metric',
  title: 'Pool in use',
  unit: 's',
  expression: null,
  alertAt: null,
  problem: null,
  series: [
    {
      name: 'db',
      points: [
        [0, 3],
        [60, null],
        [120, 12_500],
      ],
    },
    { name: '', points: [[60, 0.02]] },
  ],
};

describe('reading a chart', () => {
  it('knows every moment of all series, once, in order', () => {
    expect(momentsOf(item.series)).toEqual([0, 60_000, 120_000]);
  });

  it('finds the nearest moment', () => {
    expect(nearestMoment([0, 60, 120], 80)).toBe(1);
    expect(nearestMoment([0, 60, 120], 1e9)).toBe(2);
    expect(nearestMoment([], 1)).toBe(-1);
  });

  it('knows the values of a moment, and that there is none', () => {
    const [db] = item.series;
    expect(db && valueAt(db, 120_000)).toBe(12_500);
    expect(db && valueAt(db, 60_000)).toBeNull();
    expect(readingInWords(item, 60_000)).toBe('00:01:00: db no value, value 0.02 s');
  });

  it('sums a series up', () => {
    const [db] = item.series;
    expect(db && summaryOf(db)).toEqual({ least: 3, most: 12_500, last: 12_500 });
    expect(summaryOf({ name: '', points: [[0, null]] })).toBeNull();
  });

  it('says all of it in words', () => {
    const at = '2026-11-23T03:12:00.000Z';
    expect(chartInWords(item, at, Date.parse(at))).toBe(
      'Chart of Pool in use; the alert began at 03:12. db: from 3 s to 12.5 k s, last 12.5 k s. value: from 0.02 s to 0.02 s, last 0.02 s.',
    );
  });

  it('takes evenly spread moments, the first and the last among them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), (length) => {
        const moments = Array.from({ length }, (_, index) => index);
        const some = sampled(moments, 60);
        expect(some).toHaveLength(Math.min(60, length));
        expect([some[0], some.at(-1)]).toEqual([moments[0], moments.at(-1)]);
        expect(new Set(some).size).toBe(some.length);
      }),
    );
  });
});

describe('values', () => {
  it.each([
    [0, '0'],
    [0.072, '0.072'],
    [0.00001, '1.0e-5'],
    [7.25, '7.25'],
    [44.44, '44.4'],
    [9_999, '9999'],
    [12_500, '12.5 k'],
    [4.2e9, '4.2 G'],
    [-12_500, '-12.5 k'],
  ])('%d is %s', (value, words) => {
    expect(valueInWords(value)).toBe(words);
  });

  it('have a unit where there is one', () => {
    expect(measureInWords(3, 's')).toBe('3 s');
    expect(measureInWords(3, null)).toBe('3');
  });
});

describe('names of series', () => {
  const named = (...names: string[]) => seriesNames(names.map((name) => ({ name })));

  it('are of labels only what differs', () => {
    expect(
      named(
        'instance="a-1.internal:9090", job="checkout"',
        'instance="a-2.internal:9090", job="checkout"',
      ),
    ).toEqual(['a-1', 'a-2']);
    expect(named('{pod="x",zone="1"}', '{pod="y",zone="2"}')).toEqual(['x 1', 'y 2']);
  });

  it('stay whole where that would not tell them apart', () => {
    expect(named('p50', 'p99')).toEqual(['p50', 'p99']);
    expect(named('a="1"', 'a="1"')).toEqual(['a="1"', 'a="1"']);
    expect(named('a="1"', 'b')).toEqual(['a="1"', 'b']);
    expect(named('instance="a"')).toEqual(['instance="a"']);
    expect(named('', '{}')).toEqual(['value', 'value']);
  });

  it('are as many as the series, whatever they are called', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (names) => {
        expect(named(...names)).toHaveLength(names.length);
      }),
    );
  });
});
