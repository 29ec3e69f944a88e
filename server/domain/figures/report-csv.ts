import type { Figures, PageFigures, Reports } from '../../protocol/reports.ts';

/** Columns of the one table; docs/command-line.md says what they hold. */
const columns = [
  'group',
  'id',
  'name',
  'week',
  'pages',
  'night_pages',
  'acknowledged',
  'acknowledge_median_seconds',
  'acknowledge_p90_seconds',
  'incidents',
  'mitigated',
  'mitigate_median_seconds',
  'mitigate_p90_seconds',
  'unanswered',
  'noise',
  'stopgaps_installed',
  'stopgaps_open',
  'stopgaps_extended',
  'reason',
] as const;

type Cell = string | number | null;
interface Group {
  id: string;
  name: string;
  total: PageFigures | Figures;
  weeks: readonly ((PageFigures | Figures) & { week: string })[];
}

/**
 * A report as one table: RFC 4180, with a heading, lines ending in CR LF. Every text that a
 * spreadsheet would take for a formula gets an apostrophe in front.
 */
export function reportCsv(reports: Reports): string {
  const { total, totalWeeks: weeks, sides, teams, services, people, noise } = reports;
  const groups: [string, readonly Group[]][] = [
    ['all', [{ id: '', name: '', total, weeks }]],
    ['side', sides],
    ['team', teams],
    ['service', services],
    ['person', people],
  ];
  const lines = groups.flatMap(([group, rows]) =>
    rows.flatMap(({ id, name, ...row }) => [
      [group, id, name, 'total', ...cellsOf(row.total)],
      ...row.weeks.map((figures) => [group, id, name, figures.week, ...cellsOf(figures)]),
    ]),
  );
  const marked = noise.map(({ number, title, openedAt, reason }): Cell[] => {
    const empty = columns.slice(4, -1).map(() => null);
    return ['noise', number, title, openedAt.slice(0, 10), ...empty, reason];
  });
  return [columns, ...lines, ...marked].map(lineOf).join('');
}

function cellsOf(figures: PageFigures | Figures): Cell[] {
  const { pages, nightPages, acknowledge } = figures;
  const own = [pages, nightPages, ...spreadOf(acknowledge)];
  if (!('incidents' in figures)) return [...own, ...columns.slice(9).map(() => null)];
  const { incidents, mitigate, unanswered, noise } = figures;
  const { stopgapsInstalled, stopgapsOpen, stopgapsExtended } = figures;
  return [
    ...[...own, incidents, ...spreadOf(mitigate), unanswered, noise],
    ...[stopgapsInstalled, stopgapsOpen, stopgapsExtended, null],
  ];
}

function spreadOf({ count, medianSeconds, p90Seconds }: Figures['mitigate']): Cell[] {
  return [count, medianSeconds, p90Seconds];
}

function lineOf(cells: readonly Cell[]): string {
  return `${cells.map(fieldOf).join(',')}\r\n`;
}

function fieldOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = /^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
