import type { MetricItem } from '../../../server/protocol/context.ts';
import { clockTime } from '../../design/time-in-words.ts';
import { drawnSeries } from './chart-geometry.ts';
import { measureInWords, summaryOf, valueAt } from './chart-reading.ts';

/** What a chart shows, for who cannot see it. */
export function chartInWords(item: MetricItem, alertAt: string, nowMs: number): string {
  const drawn = item.series.slice(0, drawnSeries);
  const names = seriesNames(drawn);
  const lines = drawn.map((series, index) => {
    const summary = summaryOf(series);
    const name = names[index] ?? '';
    if (summary === null) return `${name}: nothing measured`;
    const say = (value: number) => measureInWords(value, item.unit);
    return `${name}: from ${say(summary.least)} to ${say(summary.most)}, last ${say(summary.last)}`;
  });
  const alert = `the alert began at ${clockTime(alertAt, nowMs)}`;
  return `Chart of ${item.title}; ${alert}. ${lines.join('. ')}.`;
}

/** All values at a moment, in words, with its time to the second. */
export function readingInWords(item: MetricItem, ms: number): string {
  const drawn = item.series.slice(0, drawnSeries);
  const names = seriesNames(drawn);
  const values = drawn.map((series, index) => {
    const value = valueAt(series, ms);
    const said = value === null ? 'no value' : measureInWords(value, item.unit);
    return `${names[index] ?? ''} ${said}`;
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
function seriesName(name: string): string {
  return name === '' || name === '{}' ? 'value' : name;
}

/**
 * Names of series as short as they can be told apart: of labels only those that differ, without their
 * names, and without what all of them end in.
 */
export function seriesNames(series: readonly { name: string }[]): string[] {
  const whole = series.map(({ name }) => seriesName(name));
  const labels = whole.map((name) => name.replaceAll(/^\{|\}$/g, '').split(/, ?(?=\w+=)/));
  const count = labels[0]?.length ?? 0;
  const areLabels = labels.every((parts) => parts.length === count && parts.every(isLabel));
  if (series.length < 2 || !areLabels) return whole;
  const differ = (_: string, place: number) =>
    labels.some((parts) => parts[place] !== labels[0]?.[place]);
  const short = labels.map((parts) => parts.filter(differ).map(valueOf));
  if (short.some((parts) => parts.length === 0)) return whole;
  const columns = short[0]?.map((_, place) => withoutEnd(short.map((parts) => parts[place] ?? '')));
  return short.map((_, row) => (columns ?? []).map((column) => column[row] ?? '').join(' '));
}

function isLabel(part: string): boolean {
  return /^\w+=".*"$/.test(part);
}

function valueOf(label: string): string {
  return label.slice(label.indexOf('"') + 1, -1);
}

/** Cuts off what all values end in, at a dot or a colon: the domain and port of all instances. */
function withoutEnd(values: readonly string[]): readonly string[] {
  const ends = values.map((value) => value.slice(value.search(/[.:]/)));
  const [end = ''] = ends;
  const isCommon =
    end.length > 1 && values.every((value) => /[.:]/.test(value) && value.endsWith(end));
  return isCommon ? values.map((value) => value.slice(0, -end.length)) : values;
}
