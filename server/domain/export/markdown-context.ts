import type { ContextContent, ContextItem, MetricItem } from '../../protocol/context.ts';
import { fenced, inline, link, said } from './markdown-text.ts';
import { utc } from './markdown-times.ts';

/** An item of the context pack under a heading of its own; metrics in numbers. */
export function contextLines({ at, content }: ContextItem): string[] {
  return [`### ${inline(content.title)}`, '', `Added: ${utc(at)}`, '', ...bodyLines(content), ''];
}

function bodyLines(content: ContextContent): string[] {
  switch (content.kind) {
    case 'links':
      return content.links.map((one) => `- ${link(one)}`);
    case 'metric':
      return metricLines(content);
    case 'log': {
      const redacted =
        content.redactedCount === 0 ? [] : [`Secrets taken out: ${content.redactedCount}`, ''];
      const lines = content.lines.map(({ at, text }) => (at === null ? text : `${at} ${text}`));
      return [...redacted, ...fenced(lines.join('\n'), 'text')];
    }
    case 'deploys':
      return content.deploys.map(({ at, summary, version, by, link: to }) => {
        const parts = [
          `${utc(at)} · ${inline(summary)}`,
          ...(version === null ? [] : [`version ${inline(version)}`]),
          ...(by === null ? [] : [`by ${inline(by)}`]),
          ...(to === null ? [] : [link(to)]),
        ];
        return `- ${parts.join(', ')}`;
      });
    case 'note':
      return said(content.text);
  }
}

function metricLines({ expression, unit, problem, series }: MetricItem): string[] {
  const inUnit = (value: number): string => `${value}${unit === null ? '' : ` ${inline(unit)}`}`;
  return [
    ...(expression === null ? [] : [...fenced(expression, 'promql'), '']),
    ...(problem === null ? [] : [`No data: ${inline(problem)}`, '']),
    ...series.map(({ name, points }) => {
      const values = points.flatMap(([, value]) => (value === null ? [] : [value]));
      const last = values.at(-1);
      if (last === undefined) return `- ${inline(name) || 'series'}: no values`;
      const [min, max] = [values.reduce(lesser), values.reduce(greater)];
      const [first, end] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0].map(fromSeconds);
      const numbers = `min ${inUnit(min)}, max ${inUnit(max)}, last ${inUnit(last)}`;
      return `- ${inline(name) || 'series'}: ${numbers} (${values.length} values, ${first} to ${end})`;
    }),
  ];
}

const lesser = (one: number, other: number): number => Math.min(one, other);
const greater = (one: number, other: number): number => Math.max(one, other);

/** Seconds of the epoch in words; beyond what a date can be, as they are. */
function fromSeconds(seconds: number): string {
  const date = new Date(seconds * 1_000);
  return Number.isNaN(date.getTime()) ? `${seconds} s` : utc(date.toISOString());
}
