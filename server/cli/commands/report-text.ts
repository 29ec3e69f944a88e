import type { PageFigures, Reports, Spread } from '../../protocol/reports.ts';
import { formatTable } from '../output.ts';

/** A report for people, in tables. */
export function reportText(reports: Reports): string {
  const { since, until, total, totalWeeks, sides, teams, services, people, noise } = reports;
  const weeks = [
    [
      'week',
      'incidents',
      'pages',
      'at night',
      'acknowledged in',
      'mitigated in',
      'no answer',
      'noise',
    ],
    ...[...totalWeeks, { ...total, week: 'total' }].map((figures) => [
      ...[figures.week, figures.incidents, figures.pages, figures.nightPages].map(String),
      ...[figures.acknowledge, figures.mitigate].map(spread),
      ...[figures.unanswered, figures.noise].map(String),
    ]),
  ];
  const { stopgapsInstalled, stopgapsOpen, stopgapsExtended } = total;
  return [
    `From ${since} until ${until}. Times are medians; "no answer" is of the developers.`,
    formatTable(weeks),
    `Stopgaps: ${stopgapsInstalled} installed, ${stopgapsExtended} extended, ${stopgapsOpen} open at the end.`,
    ...table('side', sides),
    ...table('team', teams),
    ...table('service', services),
    ...table('person', people),
    ...(noise.length > 0
      ? [
          formatTable([
            ['noise', 'reason'],
            ...noise.map((one) => [`#${one.number} ${clean(one.title)}`, clean(one.reason)]),
          ]),
        ]
      : []),
  ].join('\n\n');
}

function table(kind: string, rows: readonly { name: string; total: PageFigures }[]): string[] {
  if (rows.length === 0) return [];
  const lines = rows.map(({ name, total: { pages, nightPages, acknowledge } }) => [
    ...[clean(name), String(pages), String(nightPages), spread(acknowledge)],
  ]);
  return [formatTable([[kind, 'pages', 'at night', 'acknowledged in'], ...lines])];
}

function spread({ medianSeconds }: Spread): string {
  if (medianSeconds === null) return '-';
  if (medianSeconds < 60) return `${medianSeconds} s`;
  const minutes = Math.round(medianSeconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** What senders and people wrote must not steer the terminal. */
function clean(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ');
}
