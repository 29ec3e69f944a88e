import { beforeEach, describe, expect, it, vi } from 'vitest';
import { limits } from '../../../../server/protocol/limits.ts';
import { ConversationState } from '../conversation-state.svelte.ts';
import type { PendingPost } from '../message/pending-changes.ts';
import { FakeMain } from '../testing/fake-main.ts';
import { message } from '../testing/sample-entries.ts';
import { ComposerState } from './composer-state.svelte.ts';

let main: FakeMain;
let conversation: ConversationState;
let composer: ComposerState;

function open(): void {
  main = new FakeMain();
  conversation = new ConversationState(main.room);
  composer = new ComposerState(conversation, localStorage);
  main.show({});
  main.say([message(1), message(2, { by: 'me' }), message(3)]);
  composer.restore();
}

function type(text: string, nowMs = 0): void {
  composer.text = text;
  composer.typed(nowMs);
}

const done = () => main.askedOf('room:do').map((one) => (one as { command: unknown }).command);

beforeEach(() => {
  localStorage.clear();
  open();
  return () => vi.useRealTimers();
});

describe('sending', () => {
  it('posts what was written, once, and is empty then', async () => {
    type('hello');
    await Promise.all([composer.send(), composer.send()]);
    const [post] = done();
    expect(post).toMatchObject({ type: 'message.post', kind: 'message', text: 'hello' });
    expect(done()).toHaveLength(1);
    expect(composer.text).toBe('');
  });

  it('sends nothing when nothing is there', async () => {
    type('  \n ');
    await composer.send();
    expect(done()).toEqual([]);
  });

  it('puts the text back when this laptop cannot take it', async () => {
    main.answers['room:do'] = new Error('The disk is full.');
    const [first] = main.room.entries;
    if (first?.kind === 'message') composer.reply(first);
    type('hello');
    await composer.send();
    expect([composer.text, composer.replyTo?.messageId]).toEqual(['hello', 'message-1']);
    expect(main.room.failure).toBe('The disk is full.');
  });

  it('refuses what is too long, and offers nothing to the hub', async () => {
    type('x'.repeat(limits.messageLength + 1));
    await composer.send();
    expect(done()).toEqual([]);
    expect(composer.problem?.words).toMatch(/^Too long/);
  });

  it('shows what was sent, also when only milestones were to be seen', async () => {
    conversation.filter = 'milestones';
    type('hello');
    await composer.send();
    expect(conversation.filter).toBe('all');
  });
});

describe('commands', () => {
  it('does not send what it does not know, unless it is meant as text', async () => {
    type('/foo');
    await composer.send();
    expect(done()).toEqual([]);
    expect(composer.problem?.canSendAsText).toBe(true);
    await composer.send({ asText: true });
    expect(done()).toMatchObject([{ type: 'message.post', text: '/foo' }]);
  });

  it('snoozes from now on, and lets the other side sleep only when it may', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-23T03:12:00.000Z') });
    type('/snooze 15');
    await composer.send();
    expect(done()).toEqual([
      { type: 'incident.snooze', incidentId: 'one', until: '2026-11-23T03:27:00.000Z' },
    ]);
    type('/standdown it can wait');
    await composer.send();
    expect(composer.problem?.words).toContain('once you have it');
    const seats = { developer: { mayStandDown: true }, sre: {} };
    main.show({ incident: { severity: 'error', seats } as never });
    await composer.send();
    expect(main.room.wantedStandDown).toEqual({ reason: 'it can wait' });
    expect([composer.text, done().length]).toEqual(['', 1]);
  });

  it('resolves only when asked twice in a row', async () => {
    vi.useFakeTimers();
    type('/resolve');
    await composer.send();
    expect([done(), composer.isArmed]).toEqual([[], true]);
    vi.advanceTimersByTime(4_000);
    await composer.send();
    expect(done()).toEqual([]);
    type('/resolve');
    expect(composer.isArmed).toBe(false);
    await composer.send();
    await composer.send();
    expect(done()).toEqual([{ type: 'incident.resolve', incidentId: 'one' }]);
  });

  it('begins a command before what is written already', () => {
    type('the pool is full');
    composer.begin('/note ');
    expect(composer.text).toBe('/note the pool is full');
    composer.begin('/status ');
    expect(composer.text).toBe('/status the pool is full');
  });
});

describe('edits', () => {
  it('takes up the last own message, and leaves what was begun alone', async () => {
    type('begun');
    const own = composer.lastOwn();
    expect(own?.messageId).toBe('message-2');
    if (own) composer.edit(own);
    type('better');
    await composer.send();
    expect(done()).toMatchObject([
      { type: 'message.edit', messageId: 'message-2', text: 'better' },
    ]);
    expect([composer.text, composer.editing]).toEqual(['begun', null]);
  });

  it('asks for nothing when nothing changed, and leaves no message empty', async () => {
    const own = composer.lastOwn();
    if (own) composer.edit(own);
    await composer.send();
    if (own) composer.edit(own);
    type(' ');
    await composer.send();
    expect(done()).toEqual([]);
    expect(composer.problem?.words).toMatch(/^Nothing is left/);
  });
});

describe('drafts', () => {
  it('are there when the room is opened again', () => {
    const [first] = main.room.entries;
    if (first?.kind === 'message') composer.reply(first);
    type('begun');
    open();
    expect([composer.text, composer.replyTo?.messageId]).toEqual(['begun', 'message-1']);
  });

  it.each(['{', '"x"', '{"text":1}', '{"text":"x","replyTo":null,"attachments":[1]}'])(
    'a broken one is none: %s',
    (stored) => {
      localStorage.setItem('draft one', stored);
      open();
      expect([composer.text, composer.tray.attachments]).toEqual(['', []]);
    },
  );

  it('hold what was refused and taken back', () => {
    const post = {
      id: 'refused',
      command: { kind: 'note', text: 'pool', attachments: [], replyTo: null },
    } as unknown as PendingPost;
    type('more');
    composer.takeBack(post);
    expect(composer.text).toBe('/note pool\nmore');
    expect(main.askedOf('room:dismiss')).toEqual([{ commandId: 'refused' }]);
  });
});

describe('telling that one writes', () => {
  it('happens every three seconds, and ends with the message', async () => {
    for (const nowMs of [0, 1_000, 2_999, 3_000]) type('x', nowMs);
    await composer.send();
    const told = main.askedOf('room:typing').map((one) => (one as { isTyping: boolean }).isTyping);
    expect(told).toEqual([true, true, false]);
  });

  it('does not happen for commands', () => {
    type('/ack');
    expect(main.askedOf('room:typing')).toEqual([]);
  });
});

describe('attachments', () => {
  const stored = { hash: 'a', name: 'log.txt', sizeBytes: 3 };

  it('are handed over as bytes, and go along with the message', async () => {
    main.answers['room:attach'] = stored;
    await composer.tray.attach([new File(['abc'], 'log.txt')]);
    expect(main.askedOf('room:attach')).toEqual([
      { incidentId: 'one', name: 'log.txt', bytes: new Uint8Array([97, 98, 99]) },
    ]);
    await composer.send();
    expect(done()).toMatchObject([{ text: '', attachments: [{ hash: 'a', name: 'log.txt' }] }]);
    expect(composer.tray.attachments).toEqual([]);
  });

  it('are refused before they are read when they are too large or empty', async () => {
    const large = new File([], 'large.bin');
    Object.defineProperty(large, 'size', { value: 11_000_000 });
    await composer.tray.attach([large]);
    expect(composer.problem?.words).toMatch(/^“large.bin” has 11.0 MB/);
    await composer.tray.attach([new File([], 'empty')]);
    expect(composer.problem?.words).toBe('“empty” is empty.');
    expect(main.askedOf('room:attach')).toEqual([]);
  });

  it('are ten at most', async () => {
    main.answers['room:attach'] = stored;
    const files = Array.from({ length: 11 }, (_, index) => new File(['x'], `${index}`));
    await composer.tray.attach(files);
    expect(composer.tray.attachments).toHaveLength(10);
    expect(composer.problem?.words).toMatch(/10 attachments at most/);
  });

  it('keep their end when the name is too long', async () => {
    main.answers['room:attach'] = stored;
    await composer.tray.attach([new File(['x'], `${'x'.repeat(300)}.log`)]);
    const [asked] = main.askedOf('room:attach') as { name: string }[];
    expect(asked?.name).toHaveLength(200);
    expect(asked?.name.endsWith('.log')).toBe(true);
  });

  it('are offered for a long paste only', () => {
    const lines = (count: number) => Array.from({ length: count }, () => 'x').join('\n');
    expect(composer.tray.pasted(lines(20))).toBe(false);
    expect(composer.tray.pasted(`${lines(20)}\n`)).toBe(false);
    expect(composer.tray.pasted(lines(21))).toBe(true);
    expect(composer.tray.offer?.lineCount).toBe(21);
    expect(composer.cancel()).toBe(true);
    expect(composer.tray.offer).toBeNull();
  });
});
