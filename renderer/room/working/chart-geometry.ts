import { scaleLinear, scaleTime } from 'd3-scale';
import { line } from 'd3-shape';
import type { MetricItem } from '../../../server/protocol/context.ts';

/** So many series are drawn; what they are told apart by is one of as many colours and dashes. */
export const drawnSeries = 5;

export interface Size {
  widthPx: number;
  heightPx: number;
}

/** A moment or a value on an axis. */
export interface Tick {
  atPx: number;
  value: number;
}

export interface DrawnSeries {
  name: string;
  /** SVG path; gaps where nothing was measured. */
  path: string;
  /** Points that have no neighbour, which a line would not show. */
  lonely: { xPx: number; yPx: number }[];
}

/** A metric as it is drawn; pixels from the top left corner. */
export interface ChartGeometry {
  series: DrawnSeries[];
  timeTicks: Tick[];
  valueTicks: Tick[];
  /** Where the alert began; null when that lies outside of what was measured. */
  alertPx: number | null;
  /** Everything that was measured lies between these, in Unix milliseconds. */
  fromMs: number;
  untilMs: number;
}

export const margins = { left: 56, right: 8, top: 20, bottom: 24 } as const;

type Point = readonly [seconds: number, value: number | null];
/** The seconds that a `Date` can tell. */
const longestSeconds = 8.64e12;
/** Beyond these, arithmetic on an axis gives infinity or nothing. */
const [tiniest, hugest] = [1e-290, 1e290];

const isMeasured = (point: Point): point is readonly [number, number] =>
  point[1] !== null && Math.abs(point[0]) <= longestSeconds && Math.abs(point[1]) <= hugest;

/** Null when nothing was measured at all. */
export function chartOf(
  { series }: Pick<MetricItem, 'series'>,
  alertMs: number,
  { widthPx, heightPx }: Size,
): ChartGeometry | null {
  const drawn = series.slice(0, drawnSeries);
  const bounds = boundsOf(drawn.map(({ points }) => points));
  if (bounds === null) return null;
  const { fromMs, untilMs, least, most } = bounds;
  const time = scaleTime()
    .domain([fromMs, untilMs])
    .range([margins.left, Math.max(margins.left + 1, widthPx - margins.right)]);
  const value = scaleLinear()
    .domain([least, most])
    .range([heightPx - margins.bottom, margins.top])
    .nice(3);
  const toPath = line<Point>()
    .defined(isMeasured)
    .x(([seconds]) => time(seconds * 1_000))
    .y(([, measured]) => value(measured ?? 0))
    .digits(1);
  return {
    series: drawn.map(({ name, points }) => ({
      name,
      path: toPath(points) ?? '',
      lonely: lonelyOf(points).map(([seconds, measured]) => ({
        xPx: time(seconds * 1_000),
        yPx: value(measured),
      })),
    })),
    timeTicks: time
      .ticks(Math.max(2, Math.floor(widthPx / 110)))
      .map((at) => ({ atPx: time(at), value: at.getTime() })),
    valueTicks: value.ticks(3).map((at) => ({ atPx: value(at), value: at })),
    alertPx: alertMs >= fromMs && alertMs <= untilMs ? time(alertMs) : null,
    fromMs,
    untilMs,
  };
}

/** A constant, or a single moment, gets room around it, so that it is a line in the middle. */
function boundsOf(series: readonly (readonly Point[])[]) {
  let [fromMs, untilMs, least, most] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const points of series) {
    for (const point of points.filter(isMeasured)) {
      fromMs = Math.min(fromMs, point[0] * 1_000);
      untilMs = Math.max(untilMs, point[0] * 1_000);
      least = Math.min(least, point[1]);
      most = Math.max(most, point[1]);
    }
  }
  if (fromMs > untilMs) return null;
  if (fromMs === untilMs) [fromMs, untilMs] = [fromMs - 60_000, untilMs + 60_000];
  // What is never below nothing is drawn from nothing, unless that would flatten it.
  if (least > 0 && least < most * 0.7) least = 0;
  const size = Math.max(Math.abs(least), Math.abs(most));
  // Closer together than numbers of this size can be told apart on an axis is a constant, too.
  if (most - least <= Math.max(size * 1e-9, tiniest)) {
    const around = size <= tiniest ? 1 : size / 2;
    [least, most] = [size <= tiniest ? 0 : least - around, most + around];
  }
  return { fromMs, untilMs, least, most };
}

function lonelyOf(points: readonly Point[]): (readonly [number, number])[] {
  const isAt = (index: number) => {
    const point = points[index];
    return point !== undefined && isMeasured(point);
  };
  return points.filter(
    (point, index): point is readonly [number, number] =>
      isMeasured(point) && !isAt(index - 1) && !isAt(index + 1),
  );
}
