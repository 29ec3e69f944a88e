import { createHash } from 'node:crypto';
import type { Metric } from '../config/service.ts';
import { toInstant } from '../domain/instant.ts';
import type { ContextContent, MetricItem } from '../protocol/context.ts';
import { limits } from '../protocol/limits.ts';
import type { NewContextItem } from '../protocol/room-api.ts';
import type { SeriesFound } from './prometheus-answer.ts';
import { oneLine } from './prometheus-problem.ts';

/** Id of the item with a service's runbooks. */
export const runbooksItemId = 'runbooks';

/** Links to the runbooks of a service; null when it has none. */
export function runbooksItem(runbooks: readonly string[]): NewContextItem | null {
  if (runbooks.length === 0) return null;
  const links = runbooks.map((href) => ({ href, text: nameOfAddress(href) }));
  const content: ContextContent = { kind: 'links', title: 'Runbooks', links };
  return { id: runbooksItemId, content };
}

/** The same for the same metric, so that what is collected again takes the place of the old. */
export function metricItemId({ title, expression }: Metric): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([title, expression]))
    .digest('hex');
  return `metric-${hash.slice(0, 16)}`;
}

/** A metric as it was found. */
export function foundMetric(
  metric: Metric,
  alertMs: number,
  { series, seriesCount }: SeriesFound,
): NewContextItem {
  if (series.every(({ points }) => points.length === 0)) {
    return missingMetric(metric, alertMs, 'Prometheus has no data of this time.');
  }
  const isCut = seriesCount > series.length;
  const note = isCut ? ` (${series.length} of ${seriesCount} series)` : '';
  const title = `${oneLine(metric.title, limits.nameLength - note.length)}${note}`;
  return itemOf(metric, alertMs, { title, series });
}

/** A metric that there is nothing to draw of. */
export function missingMetric(metric: Metric, alertMs: number, problem: string): NewContextItem {
  return itemOf(metric, alertMs, { problem });
}

function itemOf(metric: Metric, alertMs: number, change: Partial<MetricItem>): NewContextItem {
  const content: MetricItem = {
    kind: 'metric',
    title: metric.title,
    unit: metric.unit ?? null,
    expression: metric.expression,
    alertAt: toInstant(alertMs),
    series: [],
    problem: null,
    ...change,
  };
  return { id: metricItemId(metric), content };
}

function nameOfAddress(href: string): string {
  if (!URL.canParse(href)) return oneLine(href, limits.nameLength);
  const { host, pathname } = new URL(href);
  return oneLine(`${host}${pathname === '/' ? '' : pathname}`, limits.nameLength);
}
