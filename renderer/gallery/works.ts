import type {
  CardRow,
  DutyView,
  EarlierStopgap,
  StopgapRow,
  TeamTimes,
} from '../../main/ipc/work-views.ts';
import type { Card, CardContent, CardMatch } from '../../server/protocol/card.ts';
import type { Stopgap } from '../../server/protocol/stopgap.ts';
import { messageId } from './entries.ts';
import { ana, bo, raj } from './people.ts';
import { atHour, before } from './times.ts';

const hour = 3_600;

const payments = { id: 'payments', name: 'Payments' };

export const teams: TeamTimes[] = [
  {
    ...{ ...payments, side: 'developer', zone: 'Europe/Berlin', isOpen: false, isMine: false },
    ...{ opensAt: atHour(9, 3), thenOpensAt: atHour(9, 4) },
  },
  {
    ...{ id: 'platform', name: 'Platform SRE', side: 'sre', zone: 'Asia/Kolkata', isOpen: false },
    ...{ isMine: true, opensAt: atHour(7, 1), thenOpensAt: atHour(7, 2) },
  },
];

export function stopgap(number: number, change: Partial<Stopgap> = {}): Stopgap {
  return {
    ...{ id: messageId(700 + number), incidentId: 'incident-41', incidentNumber: 41 },
    ...{ service: 'checkout-api', what: 'Connection pool of checkout from 50 to 200' },
    undo: 'kubectl -n checkout set env deploy/api POOL_MAX=50\nkubectl -n checkout rollout restart deploy/api',
    ...{ probeUrl: null, step: { checklistId: 'checklist-1', stepId: 'pool' } },
    ...{ installedBy: 'raj', installedAt: before(number * 200), team: payments, ownerId: 'ana' },
    ...{ expiresAt: atHour(11, 3), extensions: [], state: 'open', askedAt: null, askedCount: 0 },
    ...{ permanence: null, probe: null, answeredBy: null, answeredAt: null, note: null },
    ...change,
  };
}

export const overdue = stopgap(2, {
  ...{ what: 'Retries of the bank’s gateway turned off', ownerId: null, step: null },
  undo: 'Set the flag retry-charge to on for everybody, in the admin pages under Flags.',
  ...{ installedBy: 'bo', installedAt: before(80 * hour), expiresAt: before(3 * hour) },
  ...{ askedAt: before(3 * hour), askedCount: 2 },
  extensions: [
    {
      ...{
        from: before(52 * hour),
        until: before(3 * hour),
        personId: 'ana',
        at: before(50 * hour),
      },
      reason: 'The bank promised a fix for tonight.',
    },
  ],
});

export const extendedTwice = stopgap(3, {
  what: 'Old invoices are not archived',
  undo: 'systemctl start archive.timer',
  step: null,
  expiresAt: atHour(11, 1),
  extensions: [1, 2].map((number) => ({
    ...{ from: before((9 - number) * 24 * hour), until: atHour(11, number - 1) },
    ...{ personId: 'bo', at: before((8 - number) * 24 * hour) },
    reason: number === 1 ? 'The disk comes on Tuesday.' : 'It was the wrong disk.',
  })),
});

export const failing = stopgap(4, {
  what: 'Traffic of eu-1 goes to eu-2',
  undo: 'lbctl undrain eu-1',
  probeUrl: 'https://checkout.eu-2.example/health',
  probe: { state: 'failing', since: before(400), detail: '503 three times in a row' },
});

export const undone = stopgap(5, {
  ...{ what: 'Price cache off', state: 'undone', answeredBy: 'ana', answeredAt: before(hour) },
  note: 'The cache drops what is too large now; see 2026.11.3.',
});

export const permanent = stopgap(6, {
  ...{ what: 'Two more pods in eu-1', state: 'permanent', answeredBy: 'raj' },
  answeredAt: before(2 * hour),
  permanence: {
    personId: 'ana',
    at: before(5 * hour),
    reason: 'We need them at Christmas anyway.',
  },
});

export function wished(personId: string): Stopgap {
  const reason = 'The pool was simply too small; 200 is what the load test says.';
  return stopgap(1, { permanence: { personId, at: before(600), reason } });
}

export const seenBefore: CardMatch[] = [
  {
    ...{ incidentId: 'incident-17', incidentNumber: 17, service: 'checkout-api' },
    ...{ title: 'Connection pool exhausted', resolvedAt: '2026-10-03T02:41:00.000Z' },
    lesson: 'It was the pool size: 50 connections for 12 pods',
    stopgap: 'Pool from 50 to 200',
    reasons: ['same alert', 'region=eu-1', 'same words: pool, exhausted'],
  },
  {
    ...{ incidentId: 'incident-9', incidentNumber: 9, service: 'checkout-api' },
    ...{ title: '5xx ratio above 5 % after a deploy', resolvedAt: '2026-08-21T14:02:00.000Z' },
    ...{ lesson: '', stopgap: '', reasons: ['same service'] },
  },
];

export const earlierStopgaps: EarlierStopgap[] = [
  {
    ...{ incidentId: 'incident-31', incidentNumber: 31, expiresAt: before(5 * hour) },
    ...{ what: 'Retries of the bank’s gateway turned off', isOverdue: true },
  },
  {
    ...{ incidentId: 'incident-33', incidentNumber: 33, expiresAt: atHour(11, 3) },
    ...{ what: 'Old invoices are not archived', isOverdue: false },
  },
];

export const content: CardContent = {
  symptom:
    'From 03:12 more than **7 %** of all payments failed with 502; the graph of `pool in use` was flat at 50.',
  impact: 'About 1,400 customers in eu-1 could not pay for 41 minutes.',
  stopgap: 'Pool from 50 to 200.',
  ...{ cause: '', test: '', change: '', followUps: [] },
};

export const fullContent: CardContent = {
  ...content,
  cause: 'Version 2026.11.2 opens a second connection per payment. The pool had room for one each.',
  test: 'A load test of `/pay` with as many clients as there are pods times the pool.',
  change: 'The alert on **pool in use** should come before the 5xx ratio.',
  followUps: [
    { text: 'Make the pool’s size follow the number of pods', ownerId: 'ana', dueOn: '2026-12-04' },
    { text: 'Tell the bank', ownerId: null, dueOn: null },
  ],
};

export function card(change: Partial<Card> = {}): Card {
  return {
    ...{ incidentId: 'incident-41', state: 'draft', team: payments, content, revision: 1 },
    ...{ draftedAt: before(600), dueAt: atHour(11, 3), editedBy: null, editedAt: null },
    ...{ answeredBy: null, answeredAt: null, waiveReason: null, remindedAt: null },
    ...{ fileName: null, writeProblem: null },
    ...change,
  };
}

function row(one: Stopgap, change: Partial<StopgapRow> = {}): StopgapRow {
  const people = [ana, bo, raj];
  return {
    ...one,
    incidentTitle: '5xx ratio above 5 % for 5 minutes',
    owner: people.find(({ id }) => id === one.ownerId) ?? null,
    installer: people.find(({ id }) => id === one.installedBy) ?? null,
    isOverdue: Date.parse(one.expiresAt) < Date.now(),
    isMine: false,
    ...change,
  };
}

export const boardStopgaps: StopgapRow[] = [
  row(overdue, { incidentNumber: 31, isMine: true }),
  row(extendedTwice, { incidentNumber: 33, service: 'invoices' }),
  row(failing),
  row(wished('bo')),
];

export const cardRows: CardRow[] = [
  {
    ...{ incidentId: 'incident-38', incidentNumber: 38, service: 'checkout-api', team: payments },
    ...{ title: 'Connection pool exhausted', draftedAt: before(80 * hour) },
    ...{ dueAt: before(2 * hour), isMine: true, isOverdue: true },
  },
  {
    ...{ incidentId: 'incident-37', incidentNumber: 37, service: 'mail', team: null },
    ...{ title: 'Outgoing queue above 10,000', draftedAt: before(8 * hour) },
    ...{ dueAt: atHour(11, 4), isMine: false, isOverdue: false },
  },
];

export const duties: DutyView[] = [
  {
    ...{ kind: 'step', incidentId: 'incident-41', incidentNumber: 41, tab: 'checklist' },
    ...{ text: 'Restart one pod at a time', since: before(190), isOverdue: true },
  },
  {
    ...{ kind: 'stopgap', incidentId: 'incident-31', incidentNumber: 31, tab: 'stopgaps' },
    ...{ text: overdue.what, since: before(3 * hour), isOverdue: true },
  },
  {
    ...{ kind: 'permanence', incidentId: 'incident-41', incidentNumber: 41, tab: 'stopgaps' },
    ...{ text: stopgap(1).what, since: before(600), isOverdue: false },
  },
  {
    ...{ kind: 'card', incidentId: 'incident-38', incidentNumber: 38, tab: 'card' },
    ...{ text: 'Connection pool exhausted', since: before(80 * hour), isOverdue: false },
  },
];
