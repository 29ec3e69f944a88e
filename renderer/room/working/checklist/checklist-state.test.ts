import { beforeEach, describe, expect, it, vi } from 'vitest';
import { flushSync } from 'svelte';
import type { PendingCommand } from '../../../../main/ipc/room-views.ts';
import type { Checklist } from '../../../../server/protocol/checklist.ts';
import { untouched } from '../../../../server/protocol/checklist-items.ts';
import type { Command } from '../../../../server/protocol/commands.ts';
import { FakeMain } from '../../conversation/testing/fake-main.ts';
import { ChecklistActions } from './checklist-actions.ts';
import { ChecklistState } from './checklist-state.svelte.ts';
import { newsInWords, shownSteps } from './news.ts';
import { at, attached, hash, runbook, set } from './testing/sample-checklists.ts';

let main: FakeMain;
let checklist: ChecklistState;
let actions: ChecklistActions;

beforeEach(() => {
  main = new FakeMain();
  main.answers['room:do'] = { commandId: 'command-1' };
  checklist = new ChecklistState(main.room);
  actions = new ChecklistActions(checklist);
  main.show({});
});

function tell(checklists: Checklist[], missingRunbooks: string[] = []): void {
  main.push('room:work', {
    ...{ incidentId: 'one', checklists, missingRunbooks, stopgaps: [], card: null },
  });
}

function pending(command: Command, state: PendingCommand['state'], id = 'p'): PendingCommand {
  return { id, command, state, requestedAt: at(1), verdict: 'Ana was first.' };
}

function shown(): string[] {
  return checklist.rows.map(({ key }) => key);
}

function stepOf(stepId: string) {
  const step = checklist.stepOf(`list/${stepId}`);
  if (step === null) throw new Error(`No step ${stepId}.`);
  return step;
}

/** What was asked of the hub. */
function asked(): unknown[] {
  return main.askedOf('room:do').map((payload) => (payload as { command: unknown }).command);
}

describe('a step with a stopgap', () => {
  it('knows the one that was installed from it, as long as that is open', () => {
    const step = { checklistId: 'list', stepId: 'fix' };
    const view = { incidentId: 'one', checklists: [attached()], missingRunbooks: [], card: null };
    const stopgap = { id: 'gap', state: 'open', step };
    main.push('room:work', { ...view, stopgaps: [stopgap] });
    expect(checklist.stopgapOf(step)?.id).toBe('gap');
    expect(checklist.stopgapOf({ ...step, stepId: 'look' })).toBeNull();
    main.push('room:work', { ...view, stopgaps: [{ ...stopgap, state: 'undone' }] });
    expect(checklist.stopgapOf(step)).toBeNull();
  });
});

describe('rows', () => {
  it('are the head, and steps under their headings; what is hidden and empty is left out', () => {
    tell([attached()]);
    main.push('room:runbook', { incidentId: 'one', hash, runbook });
    expect(shown()).toEqual([
      ...['head list', 'section list 0', 'list/look', 'list/fix', 'list/under-1'],
      ...['list/under-2', 'section list 2', 'list/end'],
    ]);
    expect(checklist.listOf('list')?.progress).toMatchObject({ total: 5, done: 0 });
  });

  it('say that the runbook is on its way, or cannot be had', () => {
    tell([attached()]);
    expect(checklist.rows[1]).toMatchObject({ words: 'loading' });
    tell([attached()], [hash]);
    expect(checklist.rows[1]).toMatchObject({ words: 'unavailable' });
  });

  it('show a step once its condition holds, and say so', () => {
    main.push('room:runbook', { incidentId: 'one', hash, runbook });
    tell([attached()]);
    const before = shownSteps(checklist.rows);
    tell([attached({ steps: { look: { ...untouched, status: 'done', answer: 'yes' } } })]);
    expect(shown()).toContain('list/deep');
    const now = shownSteps(checklist.rows);
    expect(newsInWords(before, now)).toBe('The step “Step deep” appeared.');
    expect(newsInWords(now, before)).toBe('The step “Step deep” is gone.');
    expect(newsInWords(new Map(), now)).toBeNull();
  });

  it('stay the same when they say the same', () => {
    main.push('room:runbook', { incidentId: 'one', hash, runbook });
    tell([attached()]);
    const before = checklist.rows;
    tell([attached({ steps: { end: { ...untouched, status: 'done' } } })]);
    const changed = checklist.rows.filter((row, index) => row !== before[index]);
    expect(changed.map(({ key }) => key)).toEqual(['head list', 'list/end']);
  });

  it('are gone once the checklist is detached, and folded but for the head', () => {
    main.push('room:runbook', { incidentId: 'one', hash, runbook });
    tell([attached({ detachedAt: at(3) })]);
    expect(shown()).toEqual([]);
    tell([attached()]);
    checklist.toggleFolded('list');
    expect(shown()).toEqual(['head list']);
  });

  it('put the form for a new step after the step, else at the end', () => {
    main.push('room:runbook', { incidentId: 'one', hash, runbook });
    tell([attached()]);
    actions.beginStep(stepOf('look'));
    expect(shown().indexOf('add')).toBe(shown().indexOf('list/look') + 1);
    actions.beginStep(stepOf('fix'));
    expect(shown().indexOf('add')).toBe(shown().indexOf('list/under-2') + 1);
    actions.beginStep(null);
    expect(checklist.adding).toEqual({ checklistId: 'list', after: 'end' });
  });
});

describe('what was asked for', () => {
  beforeEach(() => {
    main.push('room:runbook', { incidentId: 'one', hash, runbook });
    tell([attached()]);
  });

  it('is shown before the room says that it waits, and not twice', async () => {
    actions.tick(stepOf('end'));
    flushSync();
    expect(stepOf('end')).toMatchObject({ state: { status: 'done' }, waits: 'sending' });
    main.show({ pending: [pending(set('end', 'done'), 'waiting-for-link', 'command-1')] });
    await vi.waitFor(() => expect(checklist.pending).toHaveLength(1), { interval: 1 });
    expect(stepOf('end').waits).toBe('waiting-for-link');
  });

  it('is taken back when this laptop could not take it', async () => {
    main.answers['room:do'] = new Error('The outbox is full.');
    actions.tick(stepOf('end'));
    await vi.waitFor(() => expect(stepOf('end').state.status).toBe('open'), { interval: 1 });
  });

  it('carries what the reader saw, what waits included', () => {
    actions.tick(stepOf('end'));
    flushSync();
    actions.tick(stepOf('end'));
    expect(asked()).toMatchObject([
      { from: 'open', status: 'done' },
      { from: 'done', status: 'open' },
    ]);
  });

  it('tells at the step what became of it, and asks again as it is now', () => {
    const refused = pending({ ...set('end', 'done') }, 'superseded');
    main.show({ pending: [refused] });
    tell([attached({ steps: { end: { ...untouched, status: 'failed', reason: 'no' } } })]);
    const [verdict] = stepOf('end').verdicts;
    expect(verdict?.verdict).toBe('Ana was first.');
    expect(checklist.otherVerdicts).toEqual([]);
    if (verdict) actions.tryAgain(verdict);
    expect(main.askedOf('room:dismiss')).toEqual([{ commandId: 'p' }]);
    expect(asked()).toMatchObject([{ from: 'failed', status: 'done' }]);
  });

  it('is told above the steps where there is no step to tell it at', () => {
    main.show({ pending: [pending(set('deep', 'done'), 'refused')] });
    const [other] = checklist.otherVerdicts;
    expect(other && checklist.nameOfStep(other)).toBe('“Step deep”');
  });
});

describe('actions', () => {
  beforeEach(() => {
    main.show({ hooks: ['fixer'] });
    main.push('room:runbook', { incidentId: 'one', hash, runbook });
    tell([attached()]);
  });

  it('a step that asks is not ticked, but answered', () => {
    expect(actions.tick(stepOf('look'))).toBe(false);
    actions.answer(stepOf('look'), 'no');
    expect(asked()).toMatchObject([{ status: 'done', answer: 'no' }]);
  });

  it('runs only what the hub names, and only when it was asked twice', () => {
    expect(actions.runnable(stepOf('fix'))).toEqual([1]);
    actions.run(stepOf('fix'), 0);
    expect(checklist.armed).toBeNull();
    actions.run(stepOf('fix'), 1);
    expect(asked()).toEqual([]);
    actions.run(stepOf('fix'), 1);
    expect(asked()).toMatchObject([{ type: 'step.run', stepId: 'fix', part: 1 }]);
  });

  it('does not run what still runs', () => {
    const run = {
      ...{ runId: 'r', part: 1, hook: 'fixer', startedAt: at(1), startedBy: 'me', output: null },
      ...{ finishedAt: null, outcome: null, httpStatus: null, durationMs: null },
    };
    tell([attached({ steps: { fix: { ...untouched, runs: [run] } } })]);
    actions.run(stepOf('fix'), 1);
    expect(checklist.armed).toBeNull();
  });

  it('detaches when it was asked twice', () => {
    actions.detach('list');
    expect(asked()).toEqual([]);
    actions.detach('list');
    expect(asked()).toMatchObject([{ type: 'checklist.detach', checklistId: 'list' }]);
  });

  it('moves by putting the upper of two after the lower', () => {
    expect(actions.move(stepOf('under-2'), 1)).toBe(false);
    expect(actions.move(stepOf('under-1'), -1)).toBe(false);
    expect(actions.move(stepOf('under-2'), -1)).toBe(true);
    expect(asked()).toMatchObject([{ stepId: 'under-1', after: 'under-2' }]);
  });

  it('takes a step up over a heading alone', () => {
    actions.move(stepOf('end'), -1);
    expect(asked()).toMatchObject([{ stepId: 'end', after: 'fix' }]);
  });

  it('gives back what the reader does, and takes over what somebody else does', () => {
    const doing = (statusBy: string) =>
      attached({ steps: { end: { ...untouched, status: 'doing', statusBy } } });
    tell([doing('me')]);
    actions.doing(stepOf('end'));
    tell([doing('ana')]);
    flushSync();
    checklist.echoes = [];
    actions.doing(stepOf('end'));
    expect(asked()).toMatchObject([{ status: 'open' }, { from: 'doing', status: 'doing' }]);
  });

  it('shows what somebody else did since, though what was asked for here was a moment ago', () => {
    main.push('room:runbook', { incidentId: 'one', hash, runbook });
    tell([attached()]);
    actions.tick(stepOf('end'));
    flushSync();
    expect(stepOf('end').state.status).toBe('done');
    const statusAt = at(2);
    tell([attached({ steps: { end: { ...untouched, statusBy: 'ana', statusAt } } })]);
    flushSync();
    expect(stepOf('end').state).toMatchObject({ status: 'open', statusBy: 'ana' });
  });

  it('begins the list of added steps where there is no checklist', async () => {
    tell([]);
    actions.beginStep(null);
    const key = await actions.add({ text: 'Call', role: null, isCritical: false });
    expect(key).toBe('one/command-1');
    expect(asked()).toMatchObject([{ type: 'step.add', checklistId: 'one', after: null }]);
  });
});

it('the focus comes first to what is not settled', () => {
  main.push('room:runbook', { incidentId: 'one', hash, runbook });
  tell([attached({ steps: { look: { ...untouched, status: 'skipped' } } })]);
  expect(checklist.active?.stepId).toBe('fix');
  checklist.activeKey = 'list/look';
  expect(checklist.active?.stepId).toBe('look');
});

it('a step is for the reader when it is given to them, or to nobody and for their side', () => {
  main.push('room:runbook', { incidentId: 'one', hash, runbook });
  tell([attached()]);
  expect(checklist.isMine(stepOf('look'))).toBe(true);
  expect(checklist.isMine(stepOf('fix'))).toBe(false);
  tell([attached({ steps: { look: { ...untouched, assigneeId: 'ana' } } })]);
  expect(checklist.isMine(stepOf('look'))).toBe(false);
});
