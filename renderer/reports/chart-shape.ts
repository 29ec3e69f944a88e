import { scaleBand, scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { ChartData } from './charts.ts';

export const margins = { left: 64, right: 12, top: 10, bottom: 26 };

export interface Size {
  widthPx: number;
  heightPx: number;
}

export interface Bar {
  week: number;
  xPx: number;
  yPx: number;
  widthPx: number;
  heightPx: number;
}

export interface ChartShape {
  valueTicks: { value: number; atPx: number }[];
  /** Numbers of the weeks that have room for their date. */
  weekTicks: { week: number; atPx: number }[];
  /** In the order of the series: bars, or a line with a point for each value. */
  series: { bars: Bar[]; path: string; points: { week: number; xPx: number; yPx: number }[] }[];
  /** Middle of each week. */
  middlesPx: number[];
  stepPx: number;
}

/** Where everything of a chart stands. */
export function shapeOf(chart: ChartData, { widthPx, heightPx }: Size): ChartShape {
  const weekCount = chart.series[0]?.values.length ?? 0;
  const weeks = Array.from({ length: weekCount }, (_, week) => week);
  const x = scaleBand<number>()
    .domain(weeks)
    .range([margins.left, Math.max(margins.left + 1, widthPx - margins.right)])
    .paddingInner(0.25)
    .paddingOuter(0.1);
  const ticks = ticksUpTo(chart, highest(chart));
  const y = scaleLinear()
    .domain([0, ticks.at(-1) ?? 1])
    .range([heightPx - margins.bottom, margins.top]);
  const middle = (week: number): number => (x(week) ?? 0) + x.bandwidth() / 2;
  const stacked = weeks.map(() => 0);
  const series = chart.series.map(({ as, values }) => {
    if (as === 'line') {
      const points = values.flatMap((value, week) =>
        value === null ? [] : [{ week, xPx: middle(week), yPx: y(value) }],
      );
      const path = line<number | null>()
        .defined((value) => value !== null)
        .x((_, week) => middle(week))
        .y((value) => y(value ?? 0))([...values]);
      return { bars: [], path: path ?? '', points };
    }
    const bars = values.flatMap((value, week): Bar[] => {
      const below = as === 'stacked' ? (stacked[week] ?? 0) : 0;
      stacked[week] = below + (value ?? 0);
      if (value === null || value === 0) return [];
      const yPx = y(below + value);
      const place = { xPx: x(week) ?? 0, widthPx: x.bandwidth() };
      return [{ week, yPx, heightPx: y(below) - yPx, ...place }];
    });
    return { bars, path: '', points: [] };
  });
  const every = Math.max(1, Math.ceil((weekCount * 64) / Math.max(1, widthPx - margins.left)));
  return {
    valueTicks: ticks.map((value) => ({ value, atPx: y(value) })),
    // Counted from the newest week, which always has its date.
    weekTicks: weeks
      .filter((week) => (weekCount - 1 - week) % every === 0)
      .map((week) => ({ week, atPx: middle(week) })),
    series,
    middlesPx: weeks.map(middle),
    stepPx: x.step(),
  };
}

function highest({ series }: ChartData): number {
  const weekCount = series[0]?.values.length ?? 0;
  let most = 0;
  for (let week = 0; week < weekCount; week += 1) {
    let bars = 0;
    for (const { as, values } of series) {
      const value = values[week] ?? 0;
      bars = as === 'stacked' ? bars + value : value;
      most = Math.max(most, bars);
    }
  }
  return most;
}

/** Steps of time that people count in, in seconds. */
const timeSteps = [
  ...[1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200],
  ...[86_400, 172_800, 432_000, 864_000, 2_592_000, 8_640_000],
];

/** At most five values from 0 to one that is not below the highest. */
function ticksUpTo({ unit }: ChartData, most: number): number[] {
  const wanted = Math.max(most, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const counts = [1, 2, 5, 10].map((one) => Math.max(1, one * power));
  const steps = unit === 'seconds' ? timeSteps : counts;
  const step = steps.find((one) => one >= wanted) ?? wanted;
  return Array.from({ length: Math.ceil(Math.max(most, 1) / step) + 1 }, (_, n) => n * step);
}
