import type { Card, CardSummary } from '../../server/protocol/card.ts';
import type { Checklist, StepState } from '../../server/protocol/checklist.ts';
import { untouched } from '../../server/protocol/checklist-items.ts';
import type { VisibleEvent } from '../../server/protocol/events.ts';
import type { RunbookStep, RunbookVersion } from '../../server/protocol/runbook.ts';
import type { Stopgap } from '../../server/protocol/stopgap.ts';
import type { ConfigView } from '../../server/protocol/teams.ts';
import { t0 } from './factory.ts';

/** Checklists, stopgaps and cards as tests need them. */
export const later = '2026-10-05T11:00:00.000Z';
export const payments = { id: 'payments', name: 'Payments' };
export const runbookHash = 'b'.repeat(64);

export function makeStopgap(change: Partial<Stopgap> = {}): Stopgap {
  return {
    ...{ id: 's1', incidentId: 'i1', incidentNumber: 1, service: 'checkout-api' },
    ...{ what: 'pool 50→200', undo: 'set the pool to 50', probeUrl: null, step: null },
    ...{ installedBy: 'raj', installedAt: t0, team: payments, ownerId: null, expiresAt: later },
    ...{ extensions: [], state: 'open', askedAt: null, askedCount: 0, permanence: null },
    ...{ probe: null, answeredBy: null, answeredAt: null, note: null, ...change },
  };
}

export function installed(seq: number, change: Partial<Stopgap> = {}): VisibleEvent {
  const stopgap = makeStopgap(change);
  const actor = { kind: 'person', personId: 'raj', deviceId: null } as const;
  return { seq, at: t0, actor, type: 'stopgap.installed', incidentId: stopgap.incidentId, stopgap };
}

export function makeCardSummary(change: Partial<CardSummary> = {}): CardSummary {
  return {
    ...{ incidentId: 'i1', incidentNumber: 1, service: 'checkout-api', title: '5xx ratio' },
    ...{ team: payments, draftedAt: t0, dueAt: later, ...change },
  };
}

export function makeCard(change: Partial<Card> = {}): Card {
  const content = { symptom: '', impact: '', stopgap: '', cause: '', test: '', change: '' };
  return {
    ...{ incidentId: 'i1', state: 'draft', team: payments, revision: 1, draftedAt: t0 },
    ...{ content: { ...content, followUps: [] }, dueAt: later, editedBy: null, editedAt: null },
    ...{ answeredBy: null, answeredAt: null, waiveReason: null, remindedAt: null },
    ...{ fileName: null, writeProblem: null, ...change },
  };
}

export function makeStep(id: string, change: Partial<RunbookStep> = {}): RunbookStep {
  return {
    ...{ id, text: `do ${id}`, line: 1, role: null, expectedMinutes: null, critical: false },
    ...{ condition: null, answers: null, stopgap: null, parts: [], steps: [], ...change },
  };
}

export function makeRunbook(
  steps: RunbookStep[],
  change: Partial<RunbookVersion> = {},
): RunbookVersion {
  const section = { title: null, level: 0, line: 1, parts: [], steps };
  const runbook = { services: ['checkout-api'], alerts: [], labels: [], sections: [section] };
  const title = 'Checkout';
  const reference = { hash: runbookHash, path: 'checkout.md', title };
  return { ...reference, runbook: { title, ...runbook }, ...change };
}

export function makeChecklist(
  steps: Record<string, Partial<StepState>>,
  change: Partial<Checklist> = {},
): Checklist {
  const states = Object.entries(steps).map(([id, state]): [string, StepState] => [
    id,
    { ...untouched, ...state },
  ]);
  return {
    ...{ id: 'k1', incidentId: 'i1', attachedAt: t0, attachedBy: { kind: 'hub' }, reasons: [] },
    ...{ runbook: { hash: runbookHash, path: 'checkout.md', title: 'Checkout' } },
    ...{ detachedAt: null, added: [], placements: [], steps: Object.fromEntries(states) },
    ...change,
  };
}

export function attached(seq: number, incidentId = 'i1', hash = runbookHash): VisibleEvent {
  return {
    ...{ seq, at: t0, actor: { kind: 'hub' }, type: 'checklist.attached', incidentId },
    ...{ checklistId: `k-${incidentId}`, reasons: [] },
    runbook: { hash, path: 'checkout.md', title: 'Checkout' },
    progress: { total: 2, settled: 0, failed: 0 },
  };
}

/** Ana is in the team that owns checkout-api. */
export const config: ConfigView = {
  teams: [
    {
      ...{ ...payments, side: 'developer', zone: 'Europe/Berlin', memberIds: ['ana'] },
      ...{ isOpen: false, opensAt: '2026-10-05T07:00:00.000Z', thenOpensAt: null },
    },
    {
      ...{ id: 'sre', name: 'SRE', side: 'sre', zone: 'UTC', memberIds: ['raj'], isOpen: true },
      ...{ opensAt: null, thenOpensAt: null },
    },
    {
      ...{ id: 'mail', name: 'Mail', side: 'developer', zone: 'UTC', memberIds: ['bo'] },
      ...{ isOpen: true, opensAt: null, thenOpensAt: null },
    },
  ],
  services: [{ id: 'checkout', name: 'Checkout-API', developers: 'payments', sres: 'sre' }],
  hooks: ['restart-pod'],
  problem: null,
  stopgapGraceMs: 7_200_000,
};
