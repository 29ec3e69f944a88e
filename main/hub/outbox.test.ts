import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command, CommandAnswer } from '../../server/protocol/commands.ts';
import { TocsinError } from '../../server/protocol/errors.ts';
import { loadOutbox, OutboxFileWriter } from './outbox-file.ts';
import { isUnderWay, Outbox } from './outbox.ts';
import type { OutboxEntry } from './outbox.ts';

const acknowledge = (incidentId: string) => ({ type: 'incident.acknowledge', incidentId }) as const;
const done = (seq: number): CommandAnswer => ({ ok: true, verdict: 'applied', seq });
const refused = (code: 'too_late' | 'overloaded'): CommandAnswer => {
  return { ok: false, error: new TocsinError(code).toWire() };
};

class Rig {
  readonly sent: string[] = [];
  saved: readonly OutboxEntry[] = [];
  readonly uploading = new Set<string>();
  readonly failed = new Map<string, TocsinError>();
  isUp = true;
  changes = 0;
  outbox: Outbox;

  constructor() {
    this.outbox = this.make([]);
  }

  make(entries: readonly OutboxEntry[]): Outbox {
    return new Outbox(
      {
        save: (waiting) => {
          this.saved = waiting;
          return Promise.resolve();
        },
        send: (frame) => {
          if (!this.isUp || frame.type !== 'command') return false;
          this.sent.push(frame.id);
          return true;
        },
        uploads: {
          isUploaded: (hash) => !this.uploading.has(hash),
          failureOf: (hash) => this.failed.get(hash) ?? null,
        },
        onChange: () => (this.changes += 1),
      },
      entries,
    );
  }

  states(): string[] {
    return this.outbox.entries.map(({ id, state }) => `${id} ${state}`);
  }
}

test('a command goes out at once, and stays until its event shows', async () => {
  const rig = new Rig();
  rig.outbox.open();
  await rig.outbox.add([{ id: 'c1', command: acknowledge('i1') }], 0);
  expect(rig.sent).toEqual(['c1']);
  expect(rig.states()).toEqual(['c1 sent']);
  expect(rig.outbox.answered('c1', done(9), 8)).toBe(true);
  expect(rig.states()).toEqual(['c1 answered']);
  rig.outbox.reached(8);
  expect(rig.states()).toEqual(['c1 answered']);
  rig.outbox.reached(9);
  expect(rig.states()).toEqual([]);
  expect(rig.saved).toEqual([]);
});

test('an event that came before its answer settles it at once', async () => {
  const rig = new Rig();
  rig.outbox.open();
  await rig.outbox.add([{ id: 'c1', command: acknowledge('i1') }], 0);
  rig.outbox.answered('c1', done(9), 9);
  expect(rig.states()).toEqual([]);
});

test('what was asked offline goes out in order, and again with the same id after a cut', async () => {
  const rig = new Rig();
  for (const id of ['c1', 'c2', 'c3']) {
    await rig.outbox.add([{ id, command: acknowledge(id) }], 0);
  }
  expect(rig.sent).toEqual([]);
  rig.outbox.open();
  rig.outbox.answered('c1', done(1), 1);
  rig.outbox.close();
  rig.outbox.open();
  expect(rig.sent).toEqual(['c1', 'c2', 'c3', 'c2', 'c3']);
});

test('what has no answer survives a restart', async () => {
  const rig = new Rig();
  rig.outbox.open();
  await rig.outbox.add([{ id: 'c1', command: acknowledge('i1') }], 0);
  const again = rig.make(JSON.parse(JSON.stringify(rig.saved)));
  expect(again.entries[0]?.state).toBe('waiting');
  again.open();
  expect(rig.sent).toEqual(['c1', 'c1']);
});

test('a refusal is kept to be read, until another command, its reading, its age, or its incident goes', async () => {
  const refuse = async (rig: Rig): Promise<void> => {
    rig.outbox.open();
    await rig.outbox.add([{ id: 'c1', command: acknowledge('i1') }], 0);
    rig.outbox.answered('c1', refused('too_late'), 0);
    expect(rig.outbox.entries).toMatchObject([{ state: 'refused', error: { code: 'too_late' } }]);
  };
  const byCommand = new Rig();
  await refuse(byCommand);
  await byCommand.outbox.add([{ id: 'c2', command: acknowledge('i1') }], 0);
  expect(byCommand.states()).toEqual(['c2 sent']);
  for (const end of [
    (rig: Rig) => rig.outbox.dismissRefusals(),
    (rig: Rig) => rig.outbox.tidy(() => true, 16 * 60_000),
    (rig: Rig) => rig.outbox.tidy(() => false, 0),
  ]) {
    const rig = new Rig();
    await refuse(rig);
    rig.outbox.tidy(() => true, 60_000);
    expect(rig.outbox.entries).toHaveLength(1);
    end(rig);
    expect(rig.outbox.entries).toHaveLength(0);
  }
});

const say = (incidentId: string, ...hashes: string[]): Command => ({
  ...{ type: 'message.post', incidentId, kind: 'message', text: 'a', replyTo: null },
  attachments: hashes.map((hash) => ({ hash, name: 'a.log' })),
});
const react: Command = {
  ...{ type: 'message.react', incidentId: 'i1', messageId: 'c1', reaction: 'agree', isOn: true },
};

test('a message waits for its attachments with what is said after it in that room; nothing else does', async () => {
  const rig = new Rig();
  rig.uploading.add('h1');
  rig.outbox.open();
  await rig.outbox.add([{ id: 'c0', command: say('i1') }], 0);
  await rig.outbox.add([{ id: 'c1', command: say('i1', 'h1') }], 0);
  await rig.outbox.add([{ id: 'c2', command: react }], 0);
  await rig.outbox.add([{ id: 'c3', command: acknowledge('i1') }], 0);
  await rig.outbox.add([{ id: 'c4', command: say('i2') }], 0);
  expect(rig.sent).toEqual(['c0', 'c3', 'c4']);
  expect(rig.states()).toEqual(['c0 sent', 'c1 uploading', 'c2 waiting', 'c3 sent', 'c4 sent']);
  rig.outbox.close();
  expect(rig.states()[1]).toBe('c1 waiting');
  rig.outbox.open();
  rig.uploading.clear();
  rig.outbox.flush();
  expect(rig.sent.slice(3)).toEqual(['c0', 'c3', 'c4', 'c1', 'c2']);
});

test('a message whose attachment cannot be uploaded is refused, and what follows goes on', async () => {
  const rig = new Rig();
  rig.failed.set('h1', new TocsinError('image_unreadable'));
  rig.outbox.open();
  await rig.outbox.add([{ id: 'c1', command: say('i1', 'h1') }], 0);
  await rig.outbox.add([{ id: 'c2', command: say('i1') }], 0);
  expect(rig.states()).toEqual(['c1 refused', 'c2 sent']);
  expect(rig.outbox.entries[0]?.error?.code).toBe('image_unreadable');
  expect(rig.saved[0]?.state).toBe('refused');
});

test('what was said and refused stays until it is dismissed or asked for again, under a new id', async () => {
  const rig = new Rig();
  rig.outbox.open();
  await rig.outbox.add([{ id: 'c1', command: say('i1') }], 0);
  rig.outbox.answered('c1', refused('too_late'), 0);
  await rig.outbox.add([{ id: 'c2', command: acknowledge('i1') }], 0);
  await rig.outbox.add([{ id: 'c3', command: say('i1') }], 0);
  rig.outbox.tidy(() => false, 24 * 60 * 60_000);
  rig.outbox.dismissRefusals();
  expect(rig.states()).toEqual(['c1 refused', 'c2 sent', 'c3 sent']);
  expect(await rig.outbox.retry('c3', 'c9', 1)).toBe(false);
  expect(await rig.outbox.retry('c1', 'c4', 1)).toBe(true);
  expect(rig.sent).toEqual(['c1', 'c2', 'c3', 'c4']);
  rig.outbox.answered('c4', refused('too_late'), 0);
  rig.outbox.dismiss('c3');
  rig.outbox.dismiss('c4');
  expect(rig.states()).toEqual(['c2 sent', 'c3 sent']);
});

test('what somebody else had done first is told with who it was, until it was read', async () => {
  const rig = new Rig();
  const instead = {
    actor: { kind: 'person', personId: 'raj', deviceId: null },
    at: '2026-10-03T01:13:00.000Z',
  } as const;
  rig.outbox.open();
  await rig.outbox.add([{ id: 'c1', command: acknowledge('i1') }], 0);
  rig.outbox.answered('c1', { ok: true, verdict: 'superseded', seq: 3, instead }, 0);
  rig.outbox.caughtUp(9);
  expect(rig.outbox.entries).toMatchObject([{ state: 'superseded', instead }]);
  expect(rig.outbox.entries.some(isUnderWay)).toBe(false);
  rig.outbox.dismiss('c1');
  expect(rig.saved).toEqual([]);
});

test('ticks that came to nothing stay until the step is ticked again or they are dismissed', async () => {
  const rig = new Rig();
  const of = { incidentId: 'i1', checklistId: 'k1' };
  const tick = (stepId: string): Command => ({
    ...{ type: 'step.set', ...of, stepId, from: 'open', status: 'done', reason: null },
    answer: null,
  });
  const edit: Command = {
    ...{ type: 'card.edit', incidentId: 'i1', revision: 1 },
    content: {
      ...{ symptom: 'a', impact: '', stopgap: '', cause: '', test: '', change: '' },
      followUps: [],
    },
  };
  const commands = [tick('a'), tick('b'), edit].map((command, index) => {
    return { id: `c${index + 1}`, command };
  });
  await rig.outbox.add(commands, 0);
  rig.outbox.open();
  expect(rig.sent).toEqual(['c1', 'c2', 'c3']);
  const superseded = { ok: true, verdict: 'superseded', seq: 9 } as const;
  for (const { id } of commands) rig.outbox.answered(id, superseded, 9);
  rig.outbox.dismissRefusals();
  await rig.outbox.add([{ id: 'c4', command: tick('b') }], 0);
  await rig.outbox.add([{ id: 'c5', command: edit }], 0);
  await rig.outbox.add([{ id: 'c6', command: acknowledge('i1') }], 0);
  rig.outbox.tidy(() => true, 24 * 3_600_000);
  const kept = ['c1 superseded', 'c3 superseded', 'c4 sent', 'c5 sent', 'c6 sent'];
  expect(rig.states()).toEqual(kept);
  rig.outbox.tidy(() => false, 0);
  expect(rig.states()).toEqual(kept.slice(1));
  rig.outbox.dismiss('c3');
  expect(rig.states()).toEqual(kept.slice(2));
});

test('a message shows once: its event settles it, also when the answer comes later or never', async () => {
  const rig = new Rig();
  rig.outbox.open();
  await rig.outbox.add([{ id: 'c1', command: say('i1') }], 0);
  rig.outbox.settled('c1');
  expect(rig.states()).toEqual([]);
  rig.outbox.answered('c1', done(4), 3);
  expect(rig.states()).toEqual([]);
});

test('what a restored hub has lost is said again, but not answered again', async () => {
  const rig = new Rig();
  rig.outbox.open();
  await rig.outbox.add([{ id: 'c1', command: acknowledge('i1') }], 0);
  await rig.outbox.add([{ id: 'c2', command: say('i1') }], 0);
  rig.outbox.answered('c1', done(8), 5);
  rig.outbox.answered('c2', done(9), 5);
  rig.outbox.close();
  rig.outbox.caughtUp(6);
  expect(rig.states()).toEqual(['c2 waiting']);
});

test('five hundred messages written offline are on disk, and go out once, in order', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-outbox-'));
  try {
    const writer = new OutboxFileWriter(folder, 'h1');
    const sent: string[] = [];
    let isUp = false;
    const outbox = new Outbox({
      save: (entries) => writer.save(entries),
      send: (frame) => isUp && frame.type === 'command' && sent.push(frame.id) > 0,
      uploads: { isUploaded: () => true, failureOf: () => null },
      onChange: () => undefined,
    });
    const ids = Array.from({ length: 500 }, () => randomUUID());
    await Promise.all(ids.map((id) => outbox.add([{ id, command: say('i1') }], 0)));
    const kept = await loadOutbox(folder, 'h1', () => undefined);
    expect(kept.map(({ id }) => id)).toEqual(ids);
    isUp = true;
    outbox.open();
    expect(sent).toEqual(ids);
    for (const [index, id] of ids.entries()) outbox.answered(id, done(index + 1), 0);
    for (let cursor = 1; cursor <= 500; cursor += 1) outbox.reached(cursor);
    expect(outbox.entries).toEqual([]);
    await writer.save([]);
    expect(await loadOutbox(folder, 'h1', () => undefined)).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a hub that asks for patience gets the command again', async () => {
  const rig = new Rig();
  rig.outbox.open();
  await rig.outbox.add([{ id: 'c1', command: acknowledge('i1') }], 0);
  expect(rig.outbox.answered('c1', refused('overloaded'), 0)).toBe(false);
  rig.outbox.open();
  expect(rig.sent).toEqual(['c1', 'c1']);
});

test('a flood is refused as a whole, and what was there stays', async () => {
  const rig = new Rig();
  const flood = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, index) => {
      return { id: `${prefix}${index}`, command: acknowledge(`${prefix}${index}`) };
    });
  await rig.outbox.add(flood('a', 1_500), 0);
  await expect(rig.outbox.add(flood('b', 501), 0)).rejects.toThrow('full');
  expect(rig.outbox.entries).toHaveLength(1_500);
});

test('a disk that fails is told, and the command goes out all the same', async () => {
  const sent: string[] = [];
  const outbox = new Outbox({
    save: () => Promise.reject(new Error('disk full')),
    send: (frame) => frame.type === 'command' && sent.push(frame.id) > 0,
    uploads: { isUploaded: () => true, failureOf: () => null },
    onChange: () => undefined,
  });
  outbox.open();
  await expect(outbox.add([{ id: 'c1', command: acknowledge('i1') }], 0)).rejects.toThrow('disk');
  outbox.answered('c1', done(1), 1);
  expect(sent).toEqual(['c1']);
});

type Step = 'add' | 'up' | 'down' | 'answer' | 'event' | 'restart';

test('whatever happens to link and app: in order, no command lost, none applied twice', async () => {
  const steps = fc.array(fc.constantFrom<Step>('add', 'up', 'down', 'answer', 'event', 'restart'), {
    maxLength: 60,
  });
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const rig = new Rig();
      const applied: string[] = [];
      let isLinked = false;
      let taken = 0;
      let cursor = 0;
      let next = 0;
      const answers = new Map<string, number>();
      /** The hub takes what arrived and answers repeats as the first time. */
      const takeNext = (): void => {
        const id = rig.sent[taken];
        if (id === undefined) return;
        taken += 1;
        if (!answers.has(id)) {
          applied.push(id);
          answers.set(id, applied.length);
        }
        if (isLinked) rig.outbox.answered(id, done(answers.get(id) ?? 0), cursor);
      };
      const run = async (step: Step): Promise<void> => {
        if (step === 'add') {
          next += 1;
          await rig.outbox.add([{ id: `c${next}`, command: acknowledge(`i${next}`) }], 0);
        } else if (step === 'up') {
          isLinked = true;
          rig.isUp = true;
          rig.outbox.open();
        } else if (step === 'down') {
          isLinked = false;
          rig.isUp = false;
          rig.outbox.close();
        } else if (step === 'answer') takeNext();
        else if (step === 'event') {
          cursor = applied.length;
          rig.outbox.reached(cursor);
        } else {
          isLinked = false;
          rig.outbox = rig.make(JSON.parse(JSON.stringify(rig.saved)));
        }
      };
      for (const step of sequence) await run(step);
      await run('down');
      await run('up');
      while (taken < rig.sent.length) takeNext();
      await run('event');
      expect(applied).toEqual(Array.from({ length: next }, (_, index) => `c${index + 1}`));
      expect(rig.outbox.entries).toEqual([]);
    }),
  );
});
