import { beforeEach, expect, it } from 'vitest';
import type { Card, CardContent } from '../../../../server/protocol/card.ts';
import { FakeMain } from '../../conversation/testing/fake-main.ts';
import { CardState } from './card-state.svelte.ts';
import { answerInWords, dueInWords, whyNotAccept, whyNotSave } from './card-words.ts';

const content: CardContent = {
  ...{ symptom: 'seen', impact: '', stopgap: '', cause: '', test: '', change: '' },
  followUps: [],
};

function card(change: Partial<Card> = {}): Card {
  return {
    ...{ incidentId: 'one', state: 'draft', team: { id: 'payments', name: 'Payments' }, content },
    ...{ revision: 1, draftedAt: '2026-11-23T10:00:00.000Z', dueAt: '2026-11-26T10:00:00.000Z' },
    ...{ editedBy: null, editedAt: null, answeredBy: null, answeredAt: null, waiveReason: null },
    ...{ remindedAt: null, fileName: null, writeProblem: null },
    ...change,
  };
}

function open() {
  const main = new FakeMain();
  main.answers['room:do'] = { commandId: 'sent' };
  main.show({ teams: [{ id: 'payments', isMine: true }] as never });
  const state = new CardState(main.room, sessionStorage);
  const tell = (one: Card) => {
    main.push('room:work', { card: one, stopgaps: [] });
    state.sync();
  };
  tell(card());
  return { main, state, tell };
}

beforeEach(() => sessionStorage.clear());

it('saves what was written upon what was seen, and is done when it comes back', () => {
  const { main, state, tell } = open();
  state.write('cause', 'the pool');
  state.writeFollowUps(() => [{ text: ' ', ownerId: null, dueOn: null }]);
  state.save();
  const edited = { ...content, cause: 'the pool' };
  expect(main.askedOf('room:do')).toEqual([
    { command: { type: 'card.edit', incidentId: 'one', revision: 1, content: edited } },
  ]);
  expect(state.draft).not.toBeNull();
  tell(card({ revision: 2, content: edited }));
  expect(state.draft).toBeNull();
});

it('keeps what was written for another window of the same session', () => {
  open().state.write('cause', 'the pool');
  expect(open().state.content?.cause).toBe('the pool');
  const { state } = open();
  state.discard();
  expect(open().state.content?.cause).toBe('');
});

it('shows both where two wrote at once, and saves what was chosen', () => {
  const { main, state, tell } = open();
  state.write('cause', 'mine');
  tell(card({ revision: 2, editedBy: 'ana', content: { ...content, cause: 'theirs' } }));
  expect(state.draft?.conflicts).toEqual(['cause']);
  expect(state.acceptCase && whyNotSave(state.acceptCase)).toMatch(/Choose first/);
  state.settle('cause', 'mine');
  state.save();
  expect(main.askedOf('room:do').at(-1)).toMatchObject({
    command: { revision: 2, content: { cause: 'mine' } },
  });
  state.settle('cause', 'theirs');
  expect(state.draft).toBeNull();
});

it('takes up what was superseded while nobody looked', () => {
  const { main, state, tell } = open();
  const edit = { type: 'card.edit', incidentId: 'one', revision: 1 };
  const command = { ...edit, content: { ...content, cause: 'mine' } };
  const pending = [{ id: 'late', command, state: 'superseded', verdict: 'Ana was first.' }];
  main.show({ pending: pending as never });
  tell(card({ revision: 2, content: { ...content, cause: 'theirs' } }));
  expect(state.draft).toMatchObject({ revision: 2, conflicts: ['cause'] });
  state.discard();
  expect(main.askedOf('room:dismiss')).toEqual([{ commandId: 'late' }]);
});

it('shows what waits for the link, also in a window that was opened since', () => {
  const { main, state, tell } = open();
  const written = { ...content, cause: 'mine' };
  const command = { type: 'card.edit', incidentId: 'one', revision: 1, content: written };
  main.show({ pending: [{ id: 'late', command, state: 'waiting-for-link' }] as never });
  tell(card());
  expect([state.content?.cause, state.draft?.conflicts]).toEqual(['mine', []]);
  tell(card({ revision: 2, content: written }));
  expect(state.draft).toBeNull();
});

it('is accepted by its team, with a symptom and a cause, once all is saved', () => {
  const { main, state, tell } = open();
  const why = () => state.acceptCase && whyNotAccept(state.acceptCase);
  expect(why()).toBe('To be accepted it needs a cause.');
  state.write('cause', 'the pool');
  expect(why()).toMatch(/Save your changes/);
  tell(card({ revision: 2, content: { ...content, cause: 'the pool' } }));
  expect(why()).toBeNull();
  state.accept();
  expect(main.askedOf('room:do').at(-1)).toEqual({
    command: { type: 'card.accept', incidentId: 'one', revision: 2 },
  });
  main.show({ teams: [] });
  expect(why()).toBe('Payments accepts or waives it; you can edit it until then.');
});

it('is waived for a reason', () => {
  const { main, state } = open();
  expect(state.waive()).toBe(false);
  state.reason = ' a test ';
  expect(state.waive()).toBe(true);
  expect(main.askedOf('room:do').at(-1)).toEqual({
    command: { type: 'card.waive', incidentId: 'one', reason: 'a test' },
  });
});

it('says when it is due, and what became of it', () => {
  const nowMs = new Date(2026, 10, 23, 12).getTime();
  const dueAt = new Date(2026, 10, 26, 11).toISOString();
  expect(dueInWords({ dueAt }, nowMs)).toBe('Due Thu 11:00, in 2 d 23 h');
  expect(dueInWords({ dueAt }, nowMs + 4 * 24 * 3_600_000)).toMatch(/^Overdue: it was due Thu/);
  const answered = { answeredBy: 'me', answeredAt: new Date(nowMs).toISOString() };
  const accepted = card({ state: 'accepted', ...answered });
  expect(answerInWords(accepted, () => 'You', nowMs)).toBe('Accepted by you, Mon 12:00');
});
