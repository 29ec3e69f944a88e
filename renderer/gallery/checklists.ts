import type { Checklist, StepRun, StepState } from '../../server/protocol/checklist.ts';
import { untouched } from '../../server/protocol/checklist-items.ts';
import type { Runbook, RunbookOffer, RunbookStep } from '../../server/protocol/runbook.ts';
import { messageId } from './entries.ts';
import { before } from './times.ts';

export const runbookHash = '3f9a0c7'.padEnd(64, '1');
export const otherHash = '77aa01b'.padEnd(64, '2');

function step(id: string, text: string, change: Partial<RunbookStep> = {}): RunbookStep {
  return {
    ...{ id, text, line: 1, role: null, expectedMinutes: null, critical: false, condition: null },
    ...{ answers: null, stopgap: null, parts: [], steps: [] },
    ...change,
  };
}

function commands(text: string, hook: string | null = null, language = 'sh') {
  return { kind: 'commands' as const, language, text, hook };
}

export const runbook: Runbook = {
  ...{ title: 'Checkout answers with errors', services: ['checkout-api'], alerts: [], labels: [] },
  sections: [
    {
      ...{ title: 'First look', level: 2, line: 8 },
      parts: [
        {
          kind: 'text',
          markdown:
            'Two minutes at most. The [dashboard](https://grafana.example/d/checkout) says **where** it hurts.',
        },
      ],
      steps: [
        step('one-region', 'Is it one region only?', {
          ...{ role: 'sre', expectedMinutes: 2, answers: ['yes', 'no'] },
        }),
        step('drain', 'Take the region out of the load balancer', {
          ...{ role: 'sre', critical: true, expectedMinutes: 5 },
          condition: { step: 'one-region', is: 'equal', answer: 'yes' },
          parts: [commands('lbctl drain eu-1 --wait', 'drain-region')],
        }),
        step('deploys', 'Look at the deploys of the last hour', {
          role: 'developer',
          steps: [
            step('deploy-notes', 'Read what `2026.11.2` changed'),
            step('deploy-owner', 'Ask its writer whether it can be taken back'),
          ],
        }),
      ],
    },
    {
      ...{ title: 'Stop the pain', level: 2, line: 30, parts: [] },
      steps: [
        step('pool', 'Raise the connection pool to 200', {
          ...{ role: 'sre', critical: true, expectedMinutes: 5 },
          stopgap: { undo: 'Set `pool.max` back to 50 and restart one pod at a time' },
          parts: [
            { kind: 'text', markdown: 'The database takes 400 at most.' },
            commands('kubectl -n checkout set env deploy/api POOL_MAX=200', 'set-pool'),
          ],
        }),
        step('restart', 'Restart one pod at a time', {
          ...{ expectedMinutes: 12, critical: true },
          parts: [
            commands(
              'for pod in $(kubectl -n checkout get pods -o name); do\n  kubectl -n checkout delete $pod --wait\n  sleep 20\ndone',
            ),
          ],
        }),
        step('cache', 'Empty the price cache'),
      ],
    },
    {
      ...{ title: 'Afterwards', level: 2, line: 55, parts: [] },
      steps: [
        step('customers', 'Tell support which payments failed', { role: 'developer' }),
        step('graph', 'Keep the graph of the last hour in the context'),
      ],
    },
  ],
};

export function state(change: Partial<StepState> = {}): StepState {
  return { ...untouched, ...change };
}

export function did(
  status: StepState['status'],
  statusBy: string,
  secondsAgo: number,
  change: Partial<StepState> = {},
): StepState {
  return state({ status, statusBy, statusAt: before(secondsAgo), ...change });
}

export function run(number: number, change: Partial<StepRun> = {}): StepRun {
  return {
    ...{ runId: messageId(500 + number), part: 1, hook: 'set-pool', startedBy: 'raj' },
    startedAt: before(400 - number * 60),
    ...{ finishedAt: before(390), outcome: 'succeeded', httpStatus: 200, durationMs: 2_140 },
    output: '{"deployment": "checkout/api", "POOL_MAX": 200, "pods": 12}',
    ...change,
  };
}

export function checklist(change: Partial<Checklist> = {}): Checklist {
  return {
    ...{ id: 'checklist-1', incidentId: 'incident-41' },
    runbook: { hash: runbookHash, path: 'checkout/errors.md', title: runbook.title },
    attachedAt: before(858),
    attachedBy: { kind: 'hub' },
    reasons: ['service checkout-api', 'alert CheckoutErrors'],
    ...{ detachedAt: null, added: [], placements: [], steps: {} },
    ...change,
  };
}

const comments = [
  { seq: 24, at: before(300), personId: 'bo', text: 'The pool is at 200 of 200 again on db-1.' },
  { seq: 25, at: before(280), personId: 'raj', text: 'Seen. Two pods still have the old value.' },
];

/** In the middle of it: something of every kind. */
export const busyChecklist = checklist({
  added: [
    {
      ...{ stepId: 'added-1', text: 'Page the database on-call', role: 'sre', isCritical: false },
      ...{ addedBy: 'ana', addedAt: before(500) },
    },
  ],
  placements: [{ stepId: 'added-1', after: 'deploys' }],
  steps: {
    'one-region': did('done', 'raj', 780, { answer: 'no' }),
    deploys: did('done', 'ana', 700),
    'deploy-notes': did('done', 'ana', 720),
    'deploy-owner': did('skipped', 'ana', 690, { reason: 'It is me: it can be taken back.' }),
    'added-1': state({ assigneeId: 'chi', dueAt: before(-900) }),
    pool: did('doing', 'raj', 252, {
      ...{ assigneeId: 'raj', dueAt: before(-48), comments },
      runs: [
        run(1, { outcome: 'failed', httpStatus: 503, output: 'upstream is not ready\ntry again' }),
        run(2, {}),
      ],
    }),
    restart: state({ assigneeId: 'bo', dueAt: before(190), overdueAt: before(190) }),
    cache: did('failed', 'bo', 420, { reason: 'The cache does not answer: connection refused.' }),
  },
});

export const ownSteps = checklist({
  ...{ id: 'incident-41', runbook: null, reasons: [], attachedAt: before(400) },
  attachedBy: { kind: 'person', personId: 'ana', deviceId: null },
  added: ['Call the bank', 'Write to the status page'].map((text, index) => ({
    ...{ stepId: `own-${index}`, text, role: null, isCritical: index === 0 },
    ...{ addedBy: 'ana', addedAt: before(400) },
  })),
  steps: { 'own-0': did('done', 'raj', 120) },
});

export const secondChecklist = checklist({
  id: 'checklist-2',
  runbook: { hash: otherHash, path: 'database/pool.md', title: 'A pool that is too small' },
  attachedBy: { kind: 'person', personId: 'raj', deviceId: null },
  reasons: [],
  steps: { look: did('done', 'raj', 60) },
});

export const otherRunbook: Runbook = {
  ...{ title: 'A pool that is too small', services: ['db'], alerts: [], labels: [] },
  sections: [
    {
      ...{ title: null, level: 0, line: 1, parts: [] },
      steps: [step('look', 'Who holds the connections?'), step('kill', 'End what is idle')],
    },
  ],
};

const kinds: Partial<RunbookStep>[] = [
  {},
  { role: 'sre', expectedMinutes: 5 },
  { critical: true, parts: [commands('kubectl get pods -A | grep -v Running')] },
  { answers: ['yes', 'no'] },
];

/** A runbook of so many steps in sections of ten. */
export function longRunbook(count: number): Runbook {
  const steps = Array.from({ length: count }, (_, index) =>
    step(`step-${index}`, `Look at node-${index} and say what it says`, kinds[index % 4]),
  );
  return {
    ...{ title: 'Everything that can be looked at', services: ['*'], alerts: [], labels: [] },
    sections: Array.from({ length: Math.ceil(count / 10) }, (_, index) => ({
      ...{ title: `Rack ${index + 1}`, level: 2, line: index, parts: [] },
      steps: steps.slice(index * 10, index * 10 + 10),
    })),
  };
}

const nasty =
  '<img src=x onerror=alert(1)> \u202Etxet ddo\u202C [link](javascript:alert(1)) ' +
  'x'.repeat(300);

export const hostileRunbook: Runbook = {
  ...{ title: nasty, services: ['*'], alerts: [], labels: [] },
  sections: [
    {
      ...{ title: nasty, level: 2, line: 1, parts: [{ kind: 'text' as const, markdown: nasty }] },
      steps: [
        step('a', nasty, {
          answers: [nasty.slice(0, 60), '<b>no</b>'],
          parts: [commands(nasty, 'x'.repeat(120), nasty)],
          stopgap: { undo: nasty },
        }),
        step('b', 'In four levels', {
          steps: [step('c', 'Two', { steps: [step('d', 'Three', { steps: [step('e', nasty)] })] })],
        }),
      ],
    },
  ],
};

/** What the hub would offer to attach. */
export const offers: RunbookOffer[] = [
  {
    ...{ hash: runbookHash, path: 'checkout/errors.md', title: runbook.title, stepCount: 12 },
    reasons: ['service checkout-api', 'alert CheckoutErrors'],
  },
  {
    ...{ hash: otherHash, path: 'database/pool.md', title: otherRunbook.title, stepCount: 2 },
    reasons: ['label team = payments'],
  },
  ...Array.from({ length: 48 }, (_, index) => ({
    ...{ hash: String(index).padStart(64, '0'), path: `other/runbook-${index}.md` },
    ...{ title: `What to do when number ${index} breaks`, stepCount: index, reasons: [] },
  })),
];
