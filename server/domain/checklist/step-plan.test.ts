import { expect, test } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import { commandsOf, runbookOf, stepNamed, versionOf } from '../../protocol/testing/runbooks.ts';
import { toInstant } from '../instant.ts';
import { ada, bob } from '../testing/command-hub.ts';
import type { Asked } from '../testing/command-hub.ts';
import { ChecklistHub, setting } from '../testing/checklist-hub.ts';

const parts = [
  { kind: 'text', markdown: 'Restart it.' } as const,
  commandsOf('restart'),
  commandsOf('drop-all'),
  commandsOf(null),
];
const version = versionOf(
  runbookOf([stepNamed('look', { expectedMinutes: 10 }), stepNamed('act', { parts })]),
);

function hubWithList(): { hub: ChecklistHub; list: string } {
  const hub = new ChecklistHub(version);
  return { hub, list: hub.attach() };
}

test('a step is assigned, and due from then on', () => {
  const { hub, list } = hubWithList();
  const assign = (personId: string | null): Asked => {
    return { type: 'step.assign', checklistId: list, stepId: 'look', personId };
  };
  expect(hub.word(ada, assign('nobody'))).toBe('person_unknown');
  expect(hub.word(ada, assign(null))).toBe('already');
  expect(hub.word(ada, assign('bob'))).toBe('applied');
  const dueAt = toInstant(hub.nowMs + 10 * 60_000);
  expect(hub.item(list, 'look').state).toMatchObject({ assigneeId: 'bob', dueAt });
  expect(hub.word(bob, assign('bob'))).toBe('already');
  expect(hub.word(bob, assign('ada'))).toBe('applied');
  expect(hub.word(bob, assign(null))).toBe('applied');
  expect(hub.item(list, 'look').state).toMatchObject({ assigneeId: null, dueAt });
});

test('a step is due when somebody says so, whatever the runbook expects', () => {
  const { hub, list } = hubWithList();
  const dueAt = toInstant(hub.nowMs + 60 * 60_000);
  const due = (at: string | null): Asked => {
    return { type: 'step.set-due', checklistId: list, stepId: 'look', dueAt: at };
  };
  expect(hub.word(ada, due(null))).toBe('already');
  expect(hub.word(ada, due(dueAt))).toBe('applied');
  expect(hub.word(ada, due(dueAt))).toBe('already');
  hub.ask(ada, setting([list, 'look'], 'doing'));
  expect(hub.item(list, 'look').state.dueAt).toBe(dueAt);
  expect(hub.word(bob, due(null))).toBe('applied');
  expect(hub.item(list, 'look').state.dueAt).toBeNull();
});

test('a step takes so many comments and no more', () => {
  const { hub, list } = hubWithList();
  const comment: Asked = {
    ...{ type: 'step.comment', checklistId: list, stepId: 'act', text: 'Slow.' },
  };
  const words = Array.from({ length: limits.commentsPerStep + 1 }, () => hub.word(ada, comment));
  expect(words.at(-2)).toBe('applied');
  expect(words.at(-1)).toBe('checklists_full');
  expect(hub.item(list, 'act').state.comments).toHaveLength(limits.commentsPerStep);
});

function finish(hub: ChecklistHub, list: string, runId: string): void {
  hub.records.append({
    ...{ type: 'step.run-finished', at: hub.at, actor: { kind: 'hub' } },
    ...{ incidentId: hub.incident.id, checklistId: list, stepId: 'act', stepText: 'Step act' },
    ...{ runId, outcome: 'succeeded', httpStatus: 200, durationMs: 40, output: 'Done.' },
  });
}

test('the hub runs what its config allows, once at a time', () => {
  const { hub, list } = hubWithList();
  const run = (part: number, stepId = 'act'): Asked => {
    return { type: 'step.run', checklistId: list, stepId, part };
  };
  for (const part of [0, 2, 3, 4]) expect(hub.word(ada, run(part))).toBe('hook_unknown');
  expect(hub.word(ada, run(0, 'look'))).toBe('hook_unknown');
  expect(hub.word(ada, run(1))).toBe('applied');
  const runId = hub.lastCommandId;
  expect(hub.records.events.at(-1)).toMatchObject({ type: 'step.run-started', runId, part: 1, hook: 'restart' }); // prettier-ignore
  expect(hub.word(bob, run(1))).toBe('run_under_way');
  expect(hub.word(ada, run(1), { commandId: runId })).toBe('already');
  finish(hub, list, runId);
  const [first] = hub.item(list, 'act').state.runs;
  expect(first).toMatchObject({ startedBy: 'ada', outcome: 'succeeded', output: 'Done.' });
  expect(hub.word(bob, run(1))).toBe('applied');
});

test('the newest runs of a step are kept, and what still runs before them', () => {
  const { hub, list } = hubWithList();
  const run = { type: 'step.run', checklistId: list, stepId: 'act', part: 1 } as const;
  const ids = Array.from({ length: limits.runsPerStep + 3 }, () => {
    hub.ask(ada, run);
    finish(hub, list, hub.lastCommandId);
    return hub.lastCommandId;
  });
  const kept = hub.item(list, 'act').state.runs.map(({ runId }) => runId);
  expect(kept).toEqual(ids.slice(-limits.runsPerStep));
});

test('an added step has no commands to run', () => {
  const { hub, list } = hubWithList();
  hub.ask(ada, {
    ...{ type: 'step.add', checklistId: list, after: null, text: 'Ask', role: null },
    isCritical: false,
  });
  const stepId = hub.lastCommandId;
  const run = { type: 'step.run', checklistId: list, stepId, part: 0 } as const;
  expect(hub.word(ada, run)).toBe('hook_unknown');
});
