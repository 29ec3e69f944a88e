import type {
  Figures,
  PageFigures,
  ReportQuery,
  Reports,
  Spread,
} from '../../server/protocol/reports.ts';

const weekMs = 7 * 24 * 60 * 60 * 1_000;

const none: Spread = { count: 0, medianSeconds: null, p90Seconds: null };
const empty: Figures = {
  ...{ pages: 0, nightPages: 0, acknowledge: none, incidents: 0, mitigate: none, unanswered: 0 },
  ...{ noise: 0, stopgapsInstalled: 0, stopgapsOpen: 0, stopgapsExtended: 0 },
};

const spread = (count: number, medianSeconds: number): Spread =>
  count === 0 ? none : { count, medianSeconds, p90Seconds: medianSeconds * 4 };

/** Rises and falls, the same each time. */
const wave = (n: number): number => (Math.sin(n * 1.7) + Math.sin(n * 0.6 + 2) + 2) / 4;

function figuresOf(n: number): Figures {
  const incidents = Math.round(wave(n) * 9);
  if (incidents === 0) return empty;
  const pages = incidents * 5 + (n % 3);
  return {
    ...{ incidents, pages, nightPages: Math.round(pages * wave(n + 40) * 0.4) },
    acknowledge: spread(incidents * 2, Math.round(70 + wave(n + 7) * 400)),
    mitigate: spread(incidents, Math.round(900 + wave(n + 3) * 5_400)),
    ...{ unanswered: n % 4 === 1 ? 1 : 0, noise: n % 5 === 2 ? 2 : 0 },
    ...{ stopgapsInstalled: n % 2, stopgapsOpen: Math.round(wave(n + 20) * 3) },
    stopgapsExtended: n % 6 === 3 ? 1 : 0,
  };
}

function pagesOf(pages: number, nightPages: number, seconds: number): PageFigures {
  return { pages, nightPages, acknowledge: spread(Math.round(pages / 3), seconds) };
}

function sum(weeks: readonly Figures[], name: keyof Figures): number {
  return weeks.reduce((all, { [name]: value }) => all + (typeof value === 'number' ? value : 0), 0);
}

const people = [
  ['ana', 'Ana Kovač', 'developer', 61, 17, 95],
  ['raj', 'Raj Patel', 'sre', 58, 4, 40],
  ['bo', 'Bo', 'developer', 40, 6, 260],
  ['maximiliana', 'Maximiliana Freifrau von Hohenstein-Westerburg', 'sre', 22, 0, 51],
  ['left', 'Zoë', 'developer', 3, 3, 4_000],
] as const;

function made({ since, until, personId }: ReportQuery): Reports {
  const firstMs = Date.parse(since);
  const weekCount = Math.max(1, Math.ceil((Date.parse(until) - firstMs) / weekMs));
  const weeks = Array.from({ length: weekCount }, (_, n) =>
    new Date(firstMs + n * weekMs).toISOString().slice(0, 10),
  );
  const totalWeeks = weeks.map((week, n) => ({ week, ...figuresOf(n + 1) }));
  const count = (name: keyof Figures): number => sum(totalWeeks, name);
  const total: Figures = {
    ...{ pages: count('pages'), nightPages: count('nightPages'), incidents: count('incidents') },
    ...{ acknowledge: spread(80, 160), mitigate: spread(40, 2_900) },
    ...{ unanswered: count('unanswered'), noise: count('noise') },
    ...{ stopgapsInstalled: count('stopgapsInstalled'), stopgapsOpen: 2 },
    stopgapsExtended: count('stopgapsExtended'),
  };
  const side = (id: 'developer' | 'sre', seconds: number) => ({
    ...{ id, name: id === 'sre' ? 'SREs' : 'Developers' },
    total: { ...total, acknowledge: spread(40, seconds) },
    weeks: totalWeeks.map((one, n) => ({
      ...one,
      acknowledge: one.incidents === 0 ? none : spread(9, Math.round(seconds * (0.5 + wave(n)))),
    })),
  });
  const named = (id: string, name: string, share: number) => ({
    ...{ id, name, weeks: [] },
    total: { ...total, ...pagesOf(Math.round(total.pages * share), Math.round(9 * share), 120) },
  });
  return {
    ...{ since, until, weeks, total, totalWeeks },
    sides: [side('developer', 310), side('sre', 75)],
    teams: [named('payments', 'Payments', 0.7), named('platform', 'Platform SRE', 0.5)],
    services: [
      named('checkout-api', 'checkout-api', 0.6),
      named('search-api', 'search-api', 0.3),
      named('=cmd', '<b>odd</b> service', 0.01),
    ],
    people: people
      .filter(([id]) => personId === undefined || personId === id)
      .map(([id, name, of, pages, nightPages, seconds]) => ({
        ...{ id, name, side: of, total: pagesOf(pages, nightPages, seconds), weeks: [] },
      })),
    leftOut: { teams: 0, services: 12, people: 0, noise: 0 },
    noise: [
      ['Disk 80 % full', 'Fires each night during the backup; nothing to do.', 'Raj Patel', 41],
      ['p99 above 2 s', 'The threshold was from before the new region.', 'Ana Kovač', 37],
    ].map(([title = '', reason = '', personName = '', number]) => ({
      ...{ incidentId: `incident-${number}`, number: Number(number), service: 'search-api' },
      ...{ title: String(title), reason: String(reason), openedAt: since, personId: 'raj' },
      personName: String(personName),
    })),
    choices: {
      teams: [
        { id: 'payments', name: 'Payments', side: 'developer' },
        { id: 'platform', name: 'Platform SRE', side: 'sre' },
      ],
      services: [
        { id: 'checkout-api', name: 'checkout-api' },
        { id: 'search-api', name: 'search-api' },
      ],
      people: people.map(([id, name, of]) => ({ id, name, side: of })),
    },
  };
}

/** What the hub would answer in the scene that is shown. */
export function loadReports(query: ReportQuery): Promise<Reports | null> | Reports | null {
  const scene = new URLSearchParams(location.search).get('scene');
  if (scene === 'offline') return null;
  if (scene === 'waiting') return new Promise(() => undefined);
  if (scene === 'nothing') {
    return { ...made(query), total: empty, totalWeeks: [], people: [], noise: [] };
  }
  return made(query);
}
