import { beforeEach, describe, expect, it } from 'vitest';
import type { PendingCommand } from '../../../main/ipc/room-views.ts';
import { ConversationState } from './conversation-state.svelte.ts';
import { FakeMain } from './testing/fake-main.ts';
import { fact, message } from './testing/sample-entries.ts';

let main: FakeMain;
let conversation: ConversationState;

beforeEach(() => {
  main = new FakeMain();
  conversation = new ConversationState(main.room);
});

function waiting(id: string, text = 'later'): PendingCommand {
  return {
    id,
    command: {
      type: 'message.post',
      incidentId: 'one',
      kind: 'message',
      text,
      replyTo: null,
      attachments: [],
    },
    requestedAt: '2026-11-23T03:20:00.000Z',
    state: 'waiting-for-link',
    verdict: null,
  };
}

describe('the list', () => {
  it('shows what the room has, then what is on its way', () => {
    main.say([message(1), fact(2, 'seat.acknowledged')]);
    main.show({ pending: [waiting('mine')] });
    expect(conversation.list.map(({ key }) => key)).toEqual(['message-1', 'fact-2', 'mine']);
  });

  it('shows a message once, whichever of its two tidings comes first', () => {
    main.show({ pending: [waiting('message-2')] });
    main.say([message(1), message(2, { by: 'me' })]);
    expect(conversation.list.map(({ key }) => key)).toEqual(['message-1', 'message-2']);
    main.show({});
    expect(conversation.list).toHaveLength(2);
  });

  it('makes the text of a message once, until somebody has another name', () => {
    main.show({});
    const before = conversation.rendered;
    main.show({ clockSkewMs: 5 });
    expect(conversation.rendered).toBe(before);
    main.show({ people: [] });
    expect(conversation.rendered).not.toBe(before);
  });

  it('tells times as the clock of this laptop does', () => {
    main.show({ clockSkewMs: 600_000 });
    expect(conversation.onThisWall('2026-11-23T03:12:00.000Z')).toBe('2026-11-23T03:02:00.000Z');
  });
});

describe('what is new', () => {
  it('is marked from where the reader had read when the window opened', () => {
    main.show({ reads: { me: 1 } });
    main.say([message(1), message(2), message(3, { by: 'me' })]);
    conversation.begin();
    expect(conversation.firstUnreadKey).toBe('message-2');
    conversation.shownUpTo = 3;
    main.show({ reads: { me: 3 } });
    expect(conversation.firstUnreadKey).toBe('message-2');
  });

  it('is marked from where the reader looked away', () => {
    main.show({ reads: { me: 1 } });
    main.say([message(1), message(2)]);
    conversation.begin();
    conversation.shownUpTo = 2;
    conversation.lookAway();
    expect(conversation.firstUnreadKey).toBeNull();
    main.say([message(3)]);
    expect(conversation.firstUnreadKey).toBe('message-3');
  });

  it('is counted while the end is out of sight', () => {
    main.show({});
    main.say([message(1), message(2)]);
    conversation.shownUpTo = 1;
    expect(conversation.newBelow).toBe(0);
    conversation.isAtEnd = false;
    expect(conversation.newBelow).toBe(1);
  });
});

it('shortens what a message says', () => {
  main.show({});
  main.say([
    message(1, { text: `a\n\nb ${'x'.repeat(200)}` }),
    message(2, { text: '', deletedAt: '2026-11-23T03:20:00.000Z' }),
  ]);
  expect(conversation.excerptOf('message-1')).toMatch(/^a b x{70,}…$/);
  expect(conversation.excerptOf('message-2')).toBe('a deleted message');
  expect(conversation.excerptOf('nothing')).toBeNull();
});
