import type { ContextContent, ContextItem } from '../../server/protocol/context.ts';
import { before } from './times.ts';

const alertSecondsAgo = 860;

function item(number: number, content: ContextContent, secondsAgo = 855): ContextItem {
  return { id: `context-${number}`, seq: number, at: before(secondsAgo), content };
}

/** Values every 30 seconds over the hour before the alert and some minutes after it. */
function points(value: (minute: number) => number | null): [number, number | null][] {
  const startSeconds = Math.floor(Date.now() / 1_000) - alertSecondsAgo - 3_600;
  return Array.from({ length: 125 }, (_, index) => [
    startSeconds + index * 30,
    value(index / 2 - 60),
  ]);
}

const wave = (minute: number, size: number) => size * (1 + Math.sin(minute * 1.7) / 9);
const pool = points((minute) => (minute < -12 ? wave(minute, 20) : Math.min(50, 30 + minute + 12)));
const errors = points((minute) => {
  if (minute > -30 && minute < -24) return null;
  return minute < -6 ? wave(minute, 0.001) : Math.min(0.072, 0.012 * (minute + 7));
});

function metric(
  title: string,
  unit: string | null,
  series: { name: string; points: [number, number | null][] }[],
  problem: string | null = null,
): ContextContent {
  const expression = `sum(rate(${title.toLowerCase().replaceAll(' ', '_')}[1m])) by (instance)`;
  const alertAt = before(alertSecondsAgo);
  return { kind: 'metric', title, unit, expression, alertAt, series, problem };
}

const links: ContextContent = {
  kind: 'links',
  title: 'Links of checkout-api',
  links: [
    { href: 'https://wiki.example/runbooks/checkout', text: 'Runbook' },
    { href: 'https://grafana.example/d/checkout', text: 'Dashboard' },
    { href: 'https://logs.example/app/discover#/?q=checkout', text: 'Logs' },
  ],
};

const log: ContextContent = {
  kind: 'log',
  title: 'Errors of checkout-7c9f before the alert',
  redactedCount: 3,
  lines: Array.from({ length: 60 }, (_, line) => ({
    at: before(alertSecondsAgo + 60 - line),
    text:
      line % 9 === 4
        ? `ERROR charge.go:214 gave up after 3 tries: could not get a connection within 2000ms (pool ${200 - line}/200, waiting ${line * 3}) authorization=[redacted] request=7f0c${line}`
        : `WARN pool.go:88 waited ${line * 17} ms for a connection`,
  })),
};

const deploys: ContextContent = {
  kind: 'deploys',
  title: 'Recent deploys',
  deploys: [
    {
      id: 'd2',
      at: before(alertSecondsAgo + 12 * 60),
      summary: 'checkout 2026.11.2',
      version: '2026.11.2',
      by: 'Ana Kovač',
      link: { href: 'https://git.example/checkout/releases/2026.11.2', text: 'Release' },
    },
    {
      id: 'd1',
      at: before(alertSecondsAgo + 26 * 3_600),
      summary: 'Feature flag retry-charge turned on for everybody in eu-1',
      version: null,
      by: null,
      link: null,
    },
  ],
};

/** What senders and the SRE side brought, in the order in which it came. */
export const fullContext: ContextItem[] = [
  item(5, links),
  item(6, deploys),
  item(7, metric('Pool in use', null, [{ name: 'checkout-db-1', points: pool }])),
  item(8, metric('Error ratio', 'ratio', [{ name: 'checkout-api', points: errors }])),
  item(
    9,
    metric(
      'Latency p99',
      's',
      Array.from({ length: 7 }, (_, pod) => ({
        name: `instance="checkout-api-7c9f-${pod}.internal.example:9090", region="eu-${pod}"`,
        points: points((minute) => wave(minute + pod * 4, 0.2 + pod * 0.11)),
      })),
    ),
  ),
  item(10, log),
  item(
    11,
    {
      kind: 'note',
      title: 'From the night shift',
      text: 'The same happened on 3 October.\nThen the pool was too small; see the card of #17.',
    },
    300,
  ),
];

/** What charts must get over with: nothing, one point, always the same, no number at all. */
export const oddContext: ContextItem[] = [
  item(5, metric('Queue length', null, [], 'Prometheus did not answer within 5 s.')),
  item(6, metric('Nothing measured', null, [{ name: 'mail', points: points(() => null) }])),
  item(7, metric('One point', 'requests', [{ name: 'mail', points: pool.slice(-1) }])),
  item(8, metric('Always the same', 'bytes', [{ name: 'mail', points: points(() => 4.2e9) }])),
  item(9, metric('Always zero', null, [{ name: 'mail', points: points(() => 0) }])),
  item(10, { kind: 'log', title: 'No line matched', lines: [], redactedCount: 0 }),
  item(11, { kind: 'deploys', title: 'No deploys', deploys: [] }),
];

const nasty = '<script>alert(1)</script>\u202E gnorw \u001b[31m' + 'y'.repeat(200);

export const hostileContext: ContextItem[] = [
  item(5, {
    kind: 'links',
    title: nasty.slice(0, 120),
    links: [
      { href: 'javascript:alert(1)', text: 'Dashboard' },
      { href: 'https://evil.example/?x=grafana.example', text: 'https://grafana.example' },
      { href: 'not an address', text: '' },
    ],
  }),
  item(6, { kind: 'log', title: 'Log', redactedCount: 0, lines: [{ at: null, text: nasty }] }),
  item(7, metric(nasty.slice(0, 120), nasty.slice(0, 40), [{ name: nasty, points: pool }])),
  item(8, { kind: 'note', title: 'Note', text: nasty }),
  item(9, {
    kind: 'deploys',
    title: 'Deploys',
    deploys: [{ id: 'd', at: before(-400), summary: nasty, version: nasty, by: nasty, link: null }],
  }),
];
