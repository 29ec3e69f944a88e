import { beforeEach, expect, it } from 'vitest';
import type { HandoffView } from '../../../../main/ipc/duty-views.ts';
import type { PendingCommand } from '../../../../main/ipc/room-views.ts';
import { incident } from '../../../gallery/incidents.ts';
import { raj } from '../../../gallery/people.ts';
import { FakeMain } from '../../conversation/testing/fake-main.ts';
import { HandoffState } from './handoff-state.svelte.ts';

const handoff: HandoffView = {
  ...{ dueAt: '2026-11-26T09:00:00.000Z', from: raj, toSide: 'developer', isMine: true },
  given: null,
};
const given = {
  ...{ at: '2026-11-26T08:00:00.000Z', by: raj, impact: 'It hurts.', tried: '', questions: '' },
};

function open() {
  const main = new FakeMain();
  main.answers['room:do'] = { commandId: 'sent' };
  const show = (change: Partial<HandoffView>, pending: PendingCommand[] = []) =>
    main.show({ incident: incident(41, { handoff: { ...handoff, ...change } }), pending });
  show({});
  const state = new HandoffState(main.room, sessionStorage, () => ({
    status: 'One payment in twenty fails.',
    steps: [],
  }));
  state.restore();
  return { main, state, show };
}

beforeEach(() => sessionStorage.clear());

it('is drafted from the room, and written down only once it is touched', () => {
  const { state } = open();
  expect(state.content.impact).toBe('One payment in twenty fails.');
  expect([state.draft, sessionStorage.length]).toEqual([null, 0]);
  state.write('questions', 'why?');
  expect(open().state.content).toMatchObject({
    ...{ impact: 'One payment in twenty fails.', questions: 'why?' },
  });
});

it('is given once, with what stands there, and kept until the hub has it', () => {
  const { main, state, show } = open();
  state.write('tried', '  the pool  ');
  expect(state.give()).toBe(true);
  const command = {
    ...{ type: 'handoff.give', incidentId: main.room.incidentId, tried: 'the pool' },
    ...{ impact: 'One payment in twenty fails.', questions: '' },
  };
  expect(main.askedOf('room:do')).toEqual([{ command }]);
  const pending = { id: 'sent', command, requestedAt: given.at, state: 'sending', verdict: null };
  show({}, [pending as PendingCommand]);
  state.give();
  expect(main.askedOf('room:do')).toHaveLength(1);
  expect(state.draft?.tried).toBe('the pool');
  show({ given });
  state.settle();
  expect([state.draft, sessionStorage.length]).toEqual([null, 0]);
});

it('is not given without saying what hurts', () => {
  const { main, state } = open();
  state.write('impact', '  ');
  expect([state.give(), state.isMissing]).toEqual([false, true]);
  expect(main.askedOf('room:do')).toEqual([]);
  state.write('impact', 'It hurts.');
  expect([state.isMissing, state.give()]).toEqual([false, true]);
});

it('drafts it anew when what was written is thrown away', () => {
  const { state } = open();
  state.write('impact', 'nonsense');
  state.discard();
  expect(state.content.impact).toBe('One payment in twenty fails.');
  expect(sessionStorage.length).toBe(0);
});
