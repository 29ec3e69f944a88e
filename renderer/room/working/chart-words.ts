import type { MetricItem } from '../../../server/protocol/context.ts';
import { clockTime } from '../../design/time-in-words.ts';
import { drawnSeries } from './chart-geometry.ts';
import { measureInWords, summaryOf, valueAt } from './chart-reading.ts';

/** What a chart shows, for who cannot see it. */
export function chartInWords(item: MetricItem, alertAt: string, nowMs: number): string {
  const lines = item.series.slice(0, drawnSeries).map((series) => {
    const summary = summaryOf(series);
    const name = seriesName(series.name);
    if (summary === null) return `${name}: nothing measured`;
    const say = (value: number) => measureInWords(value, item.unit);
    return `${name}: from ${say(summary.least)} to ${say(summary.most)}, last ${say(summary.last)}`;
  });
  const alert = `the alert began at ${clockTime(alertAt, nowMs)}`;
  return `Chart of ${item.title}; ${alert}. ${lines.join('. ')}.`;
}

/** All values at a moment, in words, with its time to the second. */
export function readingInWords(item: MetricItem, ms: number): string {
  const values = item.series.slice(0, drawnSeries).map((series) => {
    const value = valueAt(series, ms);
    const said = value === null ? 'no value' : measureInWords(value, item.unit);
    return `${seriesName(series.name)} ${said}`;
  });
  return `${secondsTime(ms)}: ${values.join(', ')}`;
}

/** Time on this laptop's wall clock, to the second. */
export function secondsTime(ms: number): string {
  const at = new Date(ms);
  return [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** A series without labels has no name of its own. */
export function seriesName(name: string): string {
  return name === '' || name === '{}' ? 'value' : name;
}
