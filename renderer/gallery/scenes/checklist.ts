import type { RoomRunbookPush, RoomWorkPush } from '../../../main/ipc/work-views.ts';
import type { Checklist, StepState } from '../../../server/protocol/checklist.ts';
import type { Command } from '../../../server/protocol/commands.ts';
import type { Runbook } from '../../../server/protocol/runbook.ts';
import {
  busyChecklist,
  checklist,
  did,
  hostileRunbook,
  longRunbook,
  otherHash,
  otherRunbook,
  ownSteps,
  run,
  runbook,
  runbookHash,
  secondChecklist,
} from '../checklists.ts';
import { incident } from '../incidents.ts';
import { bothUp } from '../people.ts';
import { cutOff } from './circumstances.ts';
import { pending, room, type RoomScene, type Sketch } from './room.ts';
import { before } from '../times.ts';

/** What a room window is told of a working side. */
export interface WorkScene extends RoomScene {
  'room:work'?: RoomWorkPush;
  'room:runbook'?: RoomRunbookPush[];
}

interface WorkSketch extends Sketch {
  checklists?: Checklist[];
  runbooks?: Record<string, Runbook>;
  work?: Partial<RoomWorkPush>;
}

const incidentId = 'incident-41';
const both = { [runbookHash]: runbook, [otherHash]: otherRunbook };

function scene({ checklists = [], runbooks = both, work = {}, ...sketch }: WorkSketch): WorkScene {
  const told = room({
    ...sketch,
    view: { hooks: ['set-pool'], ...sketch.view },
  });
  const row = told['room:view'].incident;
  const progress = checklists.length === 0 ? null : { total: 9, settled: 5, failed: 1 };
  return {
    ...told,
    'room:view': { ...told['room:view'], incident: row && { ...row, checklist: progress } },
    'room:work': {
      ...{ incidentId, checklists, missingRunbooks: [], stopgaps: [], card: null },
      ...work,
    },
    'room:runbook': Object.entries(runbooks).map(([hash, one]) => ({
      ...{ incidentId, hash, runbook: one },
    })),
  };
}

const ofStep = (stepId: string) => ({ incidentId, checklistId: 'checklist-1', stepId });
function set(stepId: string, change: Partial<Extract<Command, { type: 'step.set' }>>): Command {
  return {
    ...{ type: 'step.set', ...ofStep(stepId), from: 'open', status: 'done' },
    ...{ reason: null, answer: null },
    ...change,
  };
}

const wishes: Command[] = [
  set('customers', {}),
  set('pool', { from: 'doing' }),
  { type: 'step.comment', ...ofStep('pool'), text: 'Both pods have it now.' },
  { type: 'step.assign', ...ofStep('graph'), personId: 'raj' },
  {
    ...{ type: 'step.add', incidentId, checklistId: 'checklist-1', after: 'pool' },
    ...{ text: 'Look whether the pool fills again', role: 'sre', isCritical: true },
  },
];
const resolved = incident(41, {
  ...{ status: 'resolved', callsMe: false, seats: bothUp, firingCount: 0 },
  ...{ openedAt: before(8_600), resolvedAt: before(5_100), resolvedBy: 'Ana Kovač' },
});

const allDone: Record<string, StepState> = Object.fromEntries(
  ['deploys', 'deploy-notes', 'deploy-owner', 'pool', 'restart', 'cache', 'customers', 'graph'].map(
    (id, index) => [id, did('done', index % 2 ? 'ana' : 'raj', 600 - index * 60)] as const,
  ),
);

/** Every state that the checklists of a room can be in. */
export const checklistScenes: Record<string, WorkScene> = {
  checklist: scene({ checklists: [busyChecklist] }),
  'checklist, just attached': scene({ checklists: [checklist()] }),
  'checklist, a condition holds': scene({
    checklists: [checklist({ steps: { 'one-region': did('done', 'ana', 5, { answer: 'yes' }) } })],
    view: { hooks: ['set-pool', 'drain-region'] },
  }),
  'checklist, none': scene({}),
  'checklist, not here yet': room({}),
  'checklist, not here, offline': room({ view: { link: cutOff, here: [] } }),
  'checklist, runbook not here yet': scene({ checklists: [busyChecklist], runbooks: {} }),
  'checklist, no runbook': scene({
    checklists: [busyChecklist],
    runbooks: {},
    work: { missingRunbooks: [runbookHash] },
    view: { link: cutOff, here: [] },
  }),
  'checklist, offline': scene({
    checklists: [busyChecklist],
    view: {
      link: cutOff,
      here: [],
      pending: wishes.map((command, index) => pending(index + 1, command, 'waiting-for-link')),
    },
  }),
  'checklist, sending': scene({
    checklists: [busyChecklist],
    view: {
      pending: [
        ...wishes.map((command, index) => pending(index + 1, command, 'sending')),
        pending(9, { type: 'checklist.attach', incidentId, hash: otherHash }, 'sending'),
      ],
    },
  }),
  'checklist, verdicts': scene({
    checklists: [busyChecklist],
    view: {
      pending: [
        pending(1, set('cache', {}), 'superseded', 'Bo was first: failed at 03:19.'),
        pending(2, set('drain', {}), 'refused', 'The step is not in the checklist any more.'),
        pending(
          3,
          { type: 'step.run', ...ofStep('pool'), part: 1 },
          'refused',
          'The hub does not name the hook any more.',
        ),
      ],
    },
  }),
  'checklist, runs': scene({
    checklists: [
      checklist({
        steps: {
          pool: did('doing', 'raj', 30, {
            runs: [
              run(1, { outcome: 'unknown', httpStatus: null, durationMs: null, output: null }),
              run(2, { outcome: 'failed', httpStatus: null, output: 'No answer within 30 s.' }),
              run(3, { outcome: null, finishedAt: null, httpStatus: null, output: null }),
            ],
          }),
        },
      }),
    ],
  }),
  'checklist, several': scene({ checklists: [secondChecklist, ownSteps, busyChecklist] }),
  'checklist, own steps only': scene({ checklists: [ownSteps], runbooks: {} }),
  'checklist, done': scene({
    checklists: [
      checklist({
        steps: { ...allDone, 'one-region': did('done', 'raj', 700, { answer: 'no' }) },
      }),
    ],
  }),
  'checklist, resolved': scene({ checklists: [busyChecklist], view: { incident: resolved } }),
  'checklist, 500 steps': scene({
    checklists: [checklist()],
    runbooks: { [runbookHash]: longRunbook(500) },
  }),
  'checklist, hostile': scene({
    checklists: [
      checklist({
        runbook: { hash: runbookHash, path: '../<b>x</b>'.repeat(20), title: hostileRunbook.title },
        reasons: ['<i>reason</i>'.repeat(10)],
        steps: {
          a: did('failed', 'nobody-known', 60, { reason: '<u>reason</u> \u202Edaer'.repeat(20) }),
        },
      }),
    ],
    runbooks: { [runbookHash]: hostileRunbook },
  }),
};
