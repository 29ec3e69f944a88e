import { describe, expect, it } from 'vitest';
import type { PendingCommand } from '../../../../main/ipc/room-views.ts';
import { stateOf } from '../../../../server/protocol/checklist-items.ts';
import {
  keyOf,
  overlaid,
  waitingSteps,
  type ChecklistCommand,
  type PendingWork,
} from './overlay.ts';
import { attached, at, ofStep, set } from './testing/sample-checklists.ts';

const mine = 'me';

function pending(
  command: ChecklistCommand,
  state: PendingCommand['state'] = 'sending',
  id = 'command-1',
): PendingWork {
  return { id, command, state, requestedAt: at(0), verdict: null };
}

function after(...commands: PendingWork[]) {
  return overlaid([attached()], commands, mine)[0];
}

describe('what waits is laid over what is', () => {
  it('ticks at once, as the reader, by the clock of this laptop', () => {
    const [list] = overlaid([attached()], [pending(set('look', 'done'))], mine);
    expect(list && stateOf(list, 'look')).toMatchObject({
      ...{ status: 'done', statusBy: 'me', statusAt: at(0) },
    });
  });

  it('in the order in which it was asked for', () => {
    const list = after(pending(set('look', 'done')), pending(set('look', 'failed', 'no')));
    expect(list && stateOf(list, 'look')).toMatchObject({ status: 'failed', reason: 'no' });
  });

  it('but nothing that the hub did not grant', () => {
    const list = after(
      pending(set('look', 'done'), 'refused'),
      pending(set('fix', 'done'), 'superseded'),
    );
    expect(list?.steps).toEqual({});
  });

  it('adds a step once, though its event has come already', () => {
    const add: ChecklistCommand = {
      ...{ type: 'step.add', incidentId: 'one', checklistId: 'list', after: 'look' },
      ...{ text: 'Call', role: null, isCritical: false },
    };
    const list = after(pending(add, 'sending', 'new'));
    expect(list?.added.map(({ stepId }) => stepId)).toEqual(['new']);
    const again = overlaid(list ? [list] : [], [pending(add, 'sending', 'new')], mine);
    expect(again[0]?.added).toHaveLength(1);
  });

  it('begins the list of added steps with its first', () => {
    const add: ChecklistCommand = {
      ...{ type: 'step.add', incidentId: 'one', checklistId: 'one', after: null },
      ...{ text: 'Call', role: null, isCritical: false },
    };
    const lists = overlaid([], [pending(add)], mine);
    expect(lists.map(({ id, added }) => [id, added.length])).toEqual([['one', 1]]);
  });

  it('leaves out what is for a checklist that is not here', () => {
    const lists = overlaid([], [pending(set('look', 'done'))], mine);
    expect(lists).toEqual([]);
  });

  it('assigns, comments, sets a time, moves, runs, detaches', () => {
    const list = after(
      pending({ type: 'step.assign', ...ofStep('look'), personId: 'ana' }),
      pending({ type: 'step.set-due', ...ofStep('look'), dueAt: at(30) }),
      pending({ type: 'step.comment', ...ofStep('look'), text: 'Hm.' }),
      pending({ type: 'step.run', ...ofStep('look'), part: 0 }, 'sending', 'run-1'),
      pending({ type: 'step.move', ...ofStep('look'), after: 'fix' }),
      pending({ type: 'checklist.detach', incidentId: 'one', checklistId: 'list' }),
    );
    const state = list && stateOf(list, 'look');
    expect(state).toMatchObject({ assigneeId: 'ana', dueAt: at(30) });
    expect(state?.comments.map(({ text, personId }) => [text, personId])).toEqual([['Hm.', 'me']]);
    expect(state?.runs.map(({ runId, outcome }) => [runId, outcome])).toEqual([['run-1', null]]);
    expect(list?.placements).toEqual([{ stepId: 'look', after: 'fix' }]);
    expect(list?.detachedAt).toBe(at(0));
  });
});

it('marks a step by the slowest of what waits for it', () => {
  const waiting = waitingSteps([
    pending(set('look', 'done'), 'waiting-for-link'),
    pending(set('look', 'open'), 'sending'),
    pending(set('fix', 'done'), 'sending'),
    pending(set('gone', 'done'), 'refused'),
  ]);
  expect([...waiting]).toEqual([
    [keyOf('list', 'look'), 'waiting-for-link'],
    [keyOf('list', 'fix'), 'sending'],
  ]);
});
