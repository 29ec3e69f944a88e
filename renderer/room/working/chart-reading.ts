import type { MetricItem } from '../../../server/protocol/context.ts';
import { drawnSeries } from './chart-geometry.ts';

type Series = MetricItem['series'][number];

/** All moments at which something drawn was measured, in Unix milliseconds, the eldest first. */
export function momentsOf(series: readonly Series[]): number[] {
  const moments = new Set<number>();
  for (const { points } of series.slice(0, drawnSeries)) {
    for (const [seconds] of points) moments.add(seconds * 1_000);
  }
  return [...moments].sort((a, b) => a - b);
}

/** Index of the moment nearest to a time; -1 when there is none. */
export function nearestMoment(moments: readonly number[], ms: number): number {
  let nearest = -1;
  for (const [index, moment] of moments.entries()) {
    const best = moments[nearest];
    if (best === undefined || Math.abs(moment - ms) < Math.abs(best - ms)) nearest = index;
  }
  return nearest;
}

/** What a series said at a moment; null when nothing. */
export function valueAt({ points }: Series, ms: number): number | null {
  return points.find(([seconds]) => seconds * 1_000 === ms)?.[1] ?? null;
}

export interface Summary {
  least: number;
  most: number;
  last: number;
}

/** Least, greatest and last value of a series; null when nothing was measured. */
export function summaryOf({ points }: Series): Summary | null {
  let found = false;
  const summary: Summary = { least: Infinity, most: -Infinity, last: 0 };
  for (const [, value] of points) {
    if (value === null || !Number.isFinite(value)) continue;
    found = true;
    summary.least = Math.min(summary.least, value);
    summary.most = Math.max(summary.most, value);
    summary.last = value;
  }
  return found ? summary : null;
}

const prefixes = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** A value as a person reads it: "0.072", "4.2 G", "12.5 k". */
export function valueInWords(value: number): string {
  const size = Math.abs(value);
  const [scale, prefix] = prefixes.find(([least]) => size >= least && size >= 10_000) ?? [1, ''];
  const scaled = value / scale;
  if (size > 0 && size < 0.0001) return value.toExponential(1);
  const digits = Math.abs(scaled) >= 100 ? 0 : Math.abs(scaled) >= 10 ? 1 : size < 0.1 ? 4 : 2;
  const words = String(Number(scaled.toFixed(digits)));
  return prefix === '' ? words : `${words} ${prefix}`;
}

/** With its unit, where it has one that is more than a word for a share. */
export function measureInWords(value: number, unit: string | null): string {
  return unit === null || unit === '' ? valueInWords(value) : `${valueInWords(value)} ${unit}`;
}

/** At most so many moments, evenly spread, the last among them: what a table can show. */
export function sampled(moments: readonly number[], count: number): number[] {
  if (moments.length <= count) return [...moments];
  const step = (moments.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, index) => moments[Math.round(index * step)] ?? 0);
}
