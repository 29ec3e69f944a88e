import { describe, expect, it } from 'vitest';
import type { PendingCommand } from '../../../../main/ipc/room-views.ts';
import { pendingChanges, pendingPosts } from './pending-changes.ts';
import { reactionChips } from './reaction-chips.ts';

const of = { incidentId: 'incident', messageId: 'one' };

function pending(
  id: string,
  command: PendingCommand['command'],
  state: PendingCommand['state'] = 'sending',
): PendingCommand {
  return { id, command, state, requestedAt: '2026-11-23T03:12:00.000Z', verdict: null };
}

describe('what is on its way', () => {
  it('shows a message until the room has it', () => {
    const post = { type: 'message.post', kind: 'message', text: 'x', replyTo: null } as const;
    const list = ['a', 'b'].map((id) =>
      pending(id, { ...post, incidentId: 'incident', attachments: [] }),
    );
    expect(pendingPosts(list, (id) => id === 'a').map(({ id }) => id)).toEqual(['b']);
  });

  it('gathers what is to become of a message, the last wish first', () => {
    const changes = pendingChanges([
      pending('a', { type: 'message.edit', ...of, text: 'first' }),
      pending('b', { type: 'message.edit', ...of, text: 'second' }, 'waiting-for-link'),
      pending('c', { type: 'message.react', ...of, reaction: 'done', isOn: true }),
      pending('d', { type: 'message.react', ...of, reaction: 'agree', isOn: false }),
      pending('e', { type: 'message.pin', ...of, isOn: true }),
      pending('f', { type: 'message.delete', ...of }, 'refused'),
      pending('g', { type: 'incident.resolve', incidentId: 'incident' }),
    ]);
    expect([...changes.keys()]).toEqual(['one']);
    const one = changes.get('one');
    expect(one).toMatchObject({ text: 'second', isPinned: true, isMilestone: null });
    expect(one).toMatchObject({ isDeleting: false, isWaiting: true });
    expect([...(one?.reactions ?? [])]).toEqual([
      ['done', true],
      ['agree', false],
    ]);
  });
});

describe('reactions', () => {
  const known = [
    { reaction: 'agree' as const, personIds: ['ana', 'me'] },
    { reaction: 'looking' as const, personIds: ['me'] },
  ];

  it('counts people, and me', () => {
    expect(reactionChips(known, new Map(), 'me')).toEqual([
      { reaction: 'agree', personIds: ['ana', 'me'], isMine: true, isPending: false },
      { reaction: 'looking', personIds: ['me'], isMine: true, isPending: false },
    ]);
  });

  it('counts what the hub does not know yet', () => {
    const wishes = new Map([
      ['agree', false],
      ['looking', false],
      ['done', true],
    ] as const);
    expect(reactionChips(known, wishes, 'me')).toEqual([
      { reaction: 'agree', personIds: ['ana'], isMine: false, isPending: true },
      { reaction: 'done', personIds: ['me'], isMine: true, isPending: true },
    ]);
  });
});
