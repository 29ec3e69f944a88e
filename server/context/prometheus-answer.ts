import { z } from 'zod';
import type { MetricItem } from '../protocol/context.ts';
import { limits } from '../protocol/limits.ts';
import type { MetricWindow } from './metric-window.ts';
import { PrometheusProblem } from './prometheus-problem.ts';
import { nameSeries } from './series-names.ts';

export type Series = MetricItem['series'];

export interface SeriesFound {
  series: Series;
  /** How many Prometheus has; only so many as an item may have are kept. */
  seriesCount: number;
}

const Answer = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('success'),
    data: z.object({ resultType: z.literal('matrix'), result: z.array(z.unknown()) }),
  }),
  z.object({ status: z.literal('error'), error: z.string().default('an error without words') }),
]);

const Points = z.array(z.tuple([z.number(), z.string().max(100)])).max(limits.contextPoints / 2);
const Matrix = z.object({
  metric: z.record(z.string(), z.string()),
  values: Points,
});

/**
 * Reads an answer of `/api/v1/query_range`.
 * @see https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries
 * @throws PrometheusProblem
 */
export function readAnswer(body: unknown, window: MetricWindow): SeriesFound {
  const answer = Answer.safeParse(body);
  if (!answer.success) throw notUnderstood();
  if (answer.data.status === 'error')
    throw new PrometheusProblem(`Prometheus says: ${answer.data.error}`);
  const { result } = answer.data.data;
  // Of very many only those that are kept are looked at: the check takes time.
  const matrix = z.array(Matrix).safeParse(result.slice(0, limits.contextSeries));
  if (!matrix.success) throw notUnderstood();
  const names = nameSeries(matrix.data.map(({ metric }) => metric));
  const series = matrix.data.map(({ values }, index) => ({
    name: names[index] ?? '',
    points: readPoints(values, window),
  }));
  return { series, seriesCount: result.length };
}

function readPoints(
  values: z.infer<typeof Points>,
  window: MetricWindow,
): Series[number]['points'] {
  const { startSeconds, endSeconds, stepSeconds } = window;
  const points: Series[number]['points'] = [];
  let lastSeconds: number | null = null;
  for (const [seconds, text] of values) {
    const isInOrder = lastSeconds === null || seconds > lastSeconds;
    const isWithin = seconds >= startSeconds - stepSeconds && seconds <= endSeconds + stepSeconds;
    if (!isInOrder || !isWithin) throw notUnderstood();
    // Where Prometheus has nothing it leaves steps out; a line must not be drawn across.
    if (lastSeconds !== null && seconds - lastSeconds > 1.5 * stepSeconds) {
      points.push([lastSeconds + stepSeconds, null]);
    }
    points.push([seconds, readValue(text)]);
    lastSeconds = seconds;
  }
  return points;
}

/** A sample; null for `NaN` and `+Inf`, which cannot be drawn, and for what is no number. */
function readValue(text: string): number | null {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

function notUnderstood(): PrometheusProblem {
  return new PrometheusProblem('Prometheus answered with something that is no time series.');
}
