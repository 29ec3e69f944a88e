import type { Figures, Reports, WeekFigures } from '../../server/protocol/reports.ts';
import { secondsInWords } from './figure-words.ts';

/** What one series has for each week; null where nothing was measured. */
export interface ChartSeries {
  name: string;
  /** `stacked` bars stand upon the bars before them. */
  as: 'bar' | 'stacked' | 'line';
  values: readonly (number | null)[];
}

export interface ChartData {
  key: string;
  title: string;
  /** What exactly is shown. */
  note: string;
  unit: 'count' | 'seconds';
  series: readonly ChartSeries[];
}

/** All charts of a report, by week. */
export function chartsOf(reports: Reports): ChartData[] {
  const all = valuesOf(reports, reports.totalWeeks);
  const ofSide = (id: string) => {
    const weeks = reports.sides.find((side) => side.id === id)?.weeks;
    return weeks && valuesOf(reports, weeks);
  };
  const acknowledge = (['developer', 'sre'] as const).flatMap((side): ChartSeries[] => {
    const values = ofSide(side)?.((figures) => figures?.acknowledge.medianSeconds ?? null);
    return values ? [{ name: side === 'sre' ? 'SREs' : 'Developers', as: 'line', values }] : [];
  });
  const count = (name: string, of: keyof PlainFigures, as: ChartSeries['as'] = 'bar') => ({
    ...{ name, as },
    values: all((figures) => figures?.[of] ?? 0),
  });
  return [
    {
      ...{ key: 'pages', title: 'Pages', unit: 'count' },
      note: 'One person called for one incident.',
      series: [
        {
          ...{ name: 'By day', as: 'bar' },
          values: all((figures) => (figures ? figures.pages - figures.nightPages : 0)),
        },
        count('At night', 'nightPages', 'stacked'),
      ],
    },
    {
      ...{ key: 'acknowledge', title: 'Time to acknowledge', unit: 'seconds' },
      note: 'Median, from the opening of the incident.',
      series: acknowledge,
    },
    {
      ...{ key: 'mitigate', title: 'Time to mitigate', unit: 'seconds' },
      note: 'Until it was mitigated or resolved.',
      series: [
        {
          ...{ name: 'Median', as: 'line' },
          values: all((figures) => figures?.mitigate.medianSeconds ?? null),
        },
        {
          ...{ name: '90 % within', as: 'line' },
          values: all((figures) => figures?.mitigate.p90Seconds ?? null),
        },
      ],
    },
    {
      ...{ key: 'unanswered', title: 'No developer answer', unit: 'count' },
      note: 'Incidents whose developer seat nobody took.',
      series: [count('Incidents', 'unanswered')],
    },
    {
      ...{ key: 'stopgaps', title: 'Stopgaps', unit: 'count' },
      note: 'Open as the week ended, and extended in it.',
      series: [
        count('Open', 'stopgapsOpen'),
        {
          ...{ name: 'Extended', as: 'line' },
          // A point for each week that has any.
          values: all((figures) => figures?.stopgapsExtended || null),
        },
      ],
    },
    {
      ...{ key: 'noise', title: 'Noise', unit: 'count' },
      note: 'Incidents that should have called nobody.',
      series: [count('Incidents', 'noise')],
    },
  ];
}

/** A value of a chart in words. */
export function valueInWords({ unit }: Pick<ChartData, 'unit'>, value: number | null): string {
  if (value === null) return 'none';
  return unit === 'seconds' ? secondsInWords(value) : String(value);
}

/** What a chart says of a week: `By day 12, at night 3`. */
export function weekInWords(chart: ChartData, index: number): string {
  return chart.series
    .map(({ name, values }) => `${name} ${valueInWords(chart, values[index] ?? null)}`)
    .join(', ');
}

type PlainFigures = Pick<
  Figures,
  'pages' | 'nightPages' | 'unanswered' | 'noise' | 'stopgapsOpen' | 'stopgapsExtended'
>;

/** Something of each week; weeks in which there was nothing are not told. */
function valuesOf(reports: Reports, figures: readonly WeekFigures[]) {
  const byWeek = new Map(figures.map((one) => [one.week, one]));
  return <Value>(of: (figures: WeekFigures | undefined) => Value): Value[] =>
    reports.weeks.map((week) => of(byWeek.get(week)));
}
