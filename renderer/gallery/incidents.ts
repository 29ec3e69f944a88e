import type { IncidentRow } from '../../main/ipc/views.ts';
import type { Alert } from '../../server/protocol/alert.ts';
import { severities } from '../../server/protocol/severity.ts';
import { ana, bothRing, bothUp, iHaveIt, raj, seats } from './people.ts';
import { before } from './times.ts';

export function incident(number: number, change: Partial<IncidentRow> = {}): IncidentRow {
  return {
    id: `incident-${number}`,
    number,
    service: 'checkout-api',
    title: '5xx ratio above 5 % for 5 minutes',
    severity: 'critical',
    status: 'triggered',
    openedAt: before(42),
    updatedAt: before(40),
    seats: bothRing,
    firingCount: 2,
    alertCount: 2,
    unseenCount: 0,
    facts: ['7.2 %', 'eu-1', 'checkout-api-7c9f'],
    callsMe: true,
    pagedBy: null,
    unreadCount: 0,
    mentionsMe: false,
    silencedUntil: null,
    checklist: null,
    openStopgaps: 0,
    earlierStopgaps: [],
    seenBefore: [],
    noise: null,
    handoff: null,
    resolvedAt: null,
    resolvedBy: null,
    pending: null,
    ...change,
  };
}

export const several: IncidentRow[] = [
  incident(41, { checklist: { total: 9, settled: 0, failed: 0 } }),
  incident(42, {
    service: 'search-api',
    title: 'p99 latency above 2 s',
    severity: 'error',
    seats: seats({ called: [ana] }, { called: [raj], ringingFor: 10 }),
    facts: ['2.31 s', 'eu-1'],
  }),
  incident(43, {
    service: 'payments-ledger-reconciliation',
    title: 'Queue of unreconciled ledger entries has been growing for more than twenty minutes',
    severity: 'warning',
  }),
  incident(40, {
    service: 'search-api',
    title: 'Index rebuild is late',
    severity: 'error',
    status: 'acknowledged',
    callsMe: false,
    seats: bothUp,
    checklist: { total: 12, settled: 8, failed: 1 },
  }),
  incident(39, { service: 'mail', title: 'Certificate expires in 14 days', severity: 'info' }),
];

const services = ['checkout-api', 'search-api', 'payments', 'mail', 'edge', 'image-resizer'];

/** So many incidents at once, worst first. */
export function storm(count: number): IncidentRow[] {
  return Array.from({ length: count }, (_, index) => {
    const severity = severities[Math.min(3, Math.floor((index / count) * 5))] ?? 'info';
    return incident(1_000 + index, {
      service: services[index % services.length] ?? 'edge',
      title: `Disk of node-${index} will be full in ${(index % 47) + 2} minutes`,
      severity,
      seats: seats({ called: [ana] }, { called: [raj], ringingFor: index % 600 }),
      facts: [`node-${index}`, 'eu-1'],
    });
  });
}

export const acknowledged = incident(41, {
  status: 'acknowledged',
  callsMe: false,
  seats: iHaveIt,
});

export const recent: IncidentRow[] = [
  incident(38, {
    title: 'Connection pool exhausted',
    status: 'resolved',
    callsMe: false,
    firingCount: 0,
    openedAt: before(7_400),
    resolvedAt: before(5_100),
    resolvedBy: 'Alertmanager quick-start',
    seats: bothUp,
  }),
  incident(37, {
    service: 'mail',
    title: 'Outgoing queue above 10,000',
    severity: 'warning',
    status: 'resolved',
    callsMe: false,
    firingCount: 0,
    openedAt: before(90_000),
    resolvedAt: before(88_000),
    resolvedBy: 'its time ran out',
    seats: bothUp,
  }),
];

export const alerts: Alert[] = [1, 2, 3].map((number) => ({
  id: `alert-${number}`,
  incidentId: 'incident-41',
  title: '5xx ratio above 5 % for 5 minutes',
  severity: number === 3 ? 'warning' : 'critical',
  labels: {
    alertname: 'CheckoutErrors',
    region: 'eu-1',
    instance: `checkout-api-7c9f-${number}.internal.example:9090`,
    severity: 'critical',
    team: 'payments',
  },
  annotations: {
    summary: 'More than one request in twenty fails.',
    description: `The ratio of 5xx answers on checkout-api-7c9f-${number} is 7.2 %. It was 0.1 % an hour ago. Compare with the deploys of the last hour.`,
  },
  links: [
    { href: 'https://grafana.example/d/checkout', text: 'Dashboard' },
    { href: 'https://wiki.example/runbooks/checkout', text: 'Runbook' },
  ],
  dedupKey: `checkout-${number}`,
  sender: 'alertmanager',
  integration: 'quick-start',
  status: number === 3 ? 'resolved' : 'firing',
  startsAt: before(342),
  expiresAt: null,
  acknowledgedAtSender: null,
  resolvedAt: number === 3 ? before(12) : null,
  resolveCause: number === 3 ? 'sender' : null,
}));
