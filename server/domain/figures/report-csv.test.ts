import { expect, test } from 'vitest';
import type { Figures, Reports, Spread } from '../../protocol/reports.ts';
import { reportCsv } from './report-csv.ts';

const none: Spread = { count: 0, medianSeconds: null, p90Seconds: null };
const figures: Figures = {
  ...{ pages: 3, nightPages: 1, acknowledge: { count: 2, medianSeconds: 60, p90Seconds: 90 } },
  ...{ incidents: 1, mitigate: none, unanswered: 0, noise: 1, stopgapsInstalled: 1 },
  ...{ stopgapsOpen: 2, stopgapsExtended: 0 },
};
const { pages, nightPages, acknowledge } = figures;

const reports: Reports = {
  ...{ since: '2026-11-02T00:00:00.000Z', until: '2026-11-09T00:00:00.000Z' },
  ...{ weeks: ['2026-11-02'], total: figures, totalWeeks: [{ week: '2026-11-02', ...figures }] },
  ...{ sides: [], teams: [] },
  services: [{ id: '=1+1', name: '"a", b', total: figures, weeks: [] }],
  people: [
    {
      id: 'p',
      name: '@sum\r\nx',
      side: null,
      total: { pages, nightPages, acknowledge },
      weeks: [],
    },
  ],
  noise: [
    {
      ...{
        incidentId: 'i',
        number: 7,
        service: 's',
        title: '-2',
        openedAt: '2026-11-03T01:00:00.000Z',
      },
      ...{ reason: '\tcmd', personId: 'p', personName: 'P' },
    },
  ],
  leftOut: { teams: 0, services: 0, people: 0, noise: 0 },
  choices: { teams: [], services: [], people: [] },
};

test('one table, quoted as RFC 4180 says, and nothing in it is a formula', () => {
  const lines = reportCsv(reports).split(/\r\n(?!x)/);
  expect(lines.slice(1)).toEqual([
    'all,,,total,3,1,2,60,90,1,0,,,0,1,1,2,0,',
    'all,,,2026-11-02,3,1,2,60,90,1,0,,,0,1,1,2,0,',
    `service,'=1+1,"""a"", b",total,3,1,2,60,90,1,0,,,0,1,1,2,0,`,
    `person,p,"'@sum\r\nx",total,3,1,2,60,90,,,,,,,,,,`,
    `noise,7,'-2,2026-11-03,,,,,,,,,,,,,,,'\tcmd`,
    '',
  ]);
  const widths = lines.slice(0, 3).map((line) => line.split(',').length);
  expect(new Set(widths)).toEqual(new Set([19]));
});
