import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { TocsinError } from '../../server/protocol/errors.ts';
import type { WireEvent } from '../../server/protocol/events.ts';
import { opened, resolved } from '../testing/factory.ts';
import { happenings, RoomsRig } from '../testing/rooms-rig.ts';
import { attached, makeRunbook, makeStep, runbookHash } from '../testing/work.ts';

const rigs: RoomsRig[] = [];

afterEach(async () => {
  for (const rig of rigs.splice(0)) {
    await rig.remove();
    expect(rig.clock.timerCount).toBe(0);
  }
});

async function start(): Promise<RoomsRig> {
  const rig = await RoomsRig.make();
  rigs.push(rig);
  return rig;
}

const until = (assertion: () => void): Promise<void> =>
  vi.waitFor(assertion, { timeout: 5_000, interval: 1 });
const messageId = (index: number): string =>
  `01999999-9999-7999-8999-${String(index).padStart(12, '0')}`;
const { posted, edited, reacted, read, contextAdded, withheld } = happenings;
const open =
  (incidentId: string, number = 1) =>
  (seq: number): WireEvent =>
    opened(seq, { incidentId, id: `alert of ${incidentId}`, number });

/** Answers whatever is asked until the room is known. */
function complete(rig: RoomsRig, incidentId: string): Promise<void> {
  return until(() => {
    rig.answer();
    rig.clock.advance(10);
    expect(rig.rooms.of(incidentId)?.state).toBe('complete');
  });
}

test('the room of an incident that opens live is known without a question', async () => {
  const rig = await start();
  rig.link();
  rig.happens(open('i1'));
  rig.happens(posted('i1', messageId(1)));
  rig.deliverAll();
  expect(rig.rooms.of('i1')?.state).toBe('complete');
  expect(rig.rooms.of('i1')?.log.toState()).toEqual(rig.truth('i1'));
  expect(rig.entriesShown('i1')).toEqual(rig.truth('i1').entries);
  expect(rig.asked).toEqual([]);
});

test('after a snapshot the rooms that call are fetched; what comes live meanwhile waits for its place', async () => {
  const rig = await start();
  rig.happens(open('i1'));
  for (let index = 1; index <= 5; index += 1) rig.happens(posted('i1', messageId(index)));
  rig.link('snapshot');
  await until(() => expect(rig.asked).toHaveLength(1));
  expect(rig.asked[0]).toMatchObject({
    path: '/api/incidents/i1/events',
    query: { after: 0 },
  });
  expect(rig.rooms.of('i1')?.state).toBe('loading');
  rig.answer();
  await until(() => expect(rig.rooms.of('i1')?.state).toBe('partial'));
  await until(() => expect(rig.asked).toHaveLength(1));
  rig.happens(posted('i1', messageId(6)));
  rig.deliverAll();
  expect(rig.entriesShown('i1')).toHaveLength(3);
  await complete(rig, 'i1');
  expect(rig.entriesShown('i1')).toEqual(rig.truth('i1').entries);
  rig.happens(posted('i1', messageId(7)));
  rig.deliverAll();
  expect(rig.rooms.of('i1')?.log.toState()).toEqual(rig.truth('i1'));
});

test('without the hub, a room is there after a restart, and says whether it is whole', async () => {
  const rig = await start();
  rig.link();
  rig.happens(open('i1'));
  rig.happens(posted('i1', messageId(1)));
  rig.deliverAll();
  await rig.save();
  await rig.start();
  rig.rooms.open('i1');
  await until(() => expect(rig.rooms.of('i1')?.state).toBe('complete'));
  expect(rig.rooms.of('i1')?.log.toState()).toEqual(rig.truth('i1'));
  rig.rooms.open('unknown-here');
  await until(() => expect(rig.rooms.of('unknown-here')?.state).toBe('unavailable'));
  expect(rig.rooms.of('unknown-here')?.problem).toMatch(/^Cut off/);
  rig.link();
  await until(() => expect(rig.asked).toHaveLength(1));
  rig.answer();
  await until(() =>
    expect(rig.rooms.of('unknown-here')?.problem).toMatch(/does not know this incident/),
  );
});

test('a hub that was restored from a backup is asked from the beginning; the old shows until then', async () => {
  const rig = await start();
  rig.link();
  rig.happens(open('i1'));
  for (const index of [1, 2]) rig.happens(posted('i1', messageId(index)));
  rig.deliverAll();
  await rig.save();
  rig.restore(2);
  rig.happens(posted('i1', messageId(9), { text: 'another story' }));
  await rig.start();
  rig.link();
  await until(() => expect(rig.rooms.of('i1')?.state).toBe('partial'));
  expect(rig.rooms.of('i1')?.log.entries).toHaveLength(3);
  await complete(rig, 'i1');
  expect(rig.rooms.of('i1')?.log.toState()).toEqual(rig.truth('i1'));
  expect(rig.entriesShown('i1')).toEqual(rig.truth('i1').entries);
});

test('a file that is broken is set aside, and the room fetched', async () => {
  const rig = await start();
  rig.link();
  rig.happens(open('incident-1'));
  rig.deliverAll();
  await rig.save();
  const { writeFile } = await import('node:fs/promises');
  await writeFile(`${rig.folder}/rooms/incident-1.json`, '{"version":1,"hubId":"h1","state":');
  await rig.start();
  rig.link();
  await until(() => expect(rig.asked).toHaveLength(1));
  await complete(rig, 'incident-1');
  expect(rig.warnings).toHaveLength(1);
});

test('what cannot be fetched is tried again after a while, and says why until then', async () => {
  const rig = await start();
  rig.happens(open('i1'));
  rig.link('snapshot');
  await until(() => expect(rig.asked).toHaveLength(1));
  rig.asked.shift()?.fail(new TocsinError('hub_unreachable'));
  await until(() => expect(rig.rooms.of('i1')?.state).toBe('unavailable'));
  expect(rig.rooms.of('i1')?.problem).toMatch(/^The hub does not answer/);
  expect(rig.asked).toEqual([]);
  rig.clock.advance(2_000);
  expect(rig.asked).toHaveLength(1);
  await complete(rig, 'i1');
});

test('a history that ends too early, or is of another incident, is not believed', async () => {
  const rig = await start();
  rig.happens(open('i1'));
  rig.happens(open('i2', 2));
  rig.link('snapshot');
  await until(() => expect(rig.asked).toHaveLength(2));
  const incident = rig.mirror.incidents.get('i1');
  for (const asked of rig.asked.splice(0)) {
    asked.answer({ incident, events: [], through: 0, hasMore: true });
  }
  await until(() => expect(rig.rooms.of('i1')?.problem).toMatch(/does not understand/));
  expect(rig.rooms.of('i2')?.problem).toMatch(/does not understand/);
});

test('few requests go at once, and an open window comes first', async () => {
  const rig = await start();
  for (let index = 0; index < 70; index += 1) rig.happens(open(`i${index}`, index + 1));
  rig.happens((seq) => resolved(seq, 'i3'));
  rig.link('snapshot');
  // Whichever two were the first of which the disk knew nothing.
  await until(() => expect(rig.asked).toHaveLength(2));
  rig.rooms.open('i3');
  const order: string[] = [];
  await until(() => {
    expect(rig.asked.length).toBeLessThanOrEqual(2);
    order.push(rig.asked[0]?.path ?? '');
    expect(rig.answer()).toBe(false);
  });
  expect(order.indexOf('/api/incidents/i3/events')).toBeLessThan(25);
  const known = rig.mirror.incidents.keys();
  expect([...known].filter((id) => rig.rooms.of(id)?.state === 'complete')).toHaveLength(51);
});

test('unread is what others wrote after the mark, which moves forward at once', async () => {
  const rig = await start();
  rig.link();
  rig.happens(open('i1'));
  rig.happens(posted('i1', messageId(1), { people: ['ana'] }));
  rig.happens(posted('i1', messageId(2)));
  rig.deliverAll();
  expect(rig.rooms.unreadOf('i1')).toEqual({ count: 2, mentionsMe: true });
  expect(rig.rooms.read('i1', 2)).toBe(true);
  expect(rig.rooms.read('i1', 1)).toBe(false);
  expect(rig.rooms.unreadOf('i1')).toEqual({ count: 1, mentionsMe: false });
  rig.happens(read('i1', 'ana', 3));
  rig.deliverAll();
  expect(rig.rooms.unreadOf('i1')).toEqual({ count: 0, mentionsMe: false });
  expect(rig.rooms.unreadOf('elsewhere')).toEqual({ count: 0, mentionsMe: false });
});

test('a context pack is fetched when it grows, kept, and readable without the hub', async () => {
  const rig = await start();
  rig.link();
  rig.happens(open('i1'));
  rig.deliverAll();
  expect(rig.rooms.contextOf('i1')).toEqual({ items: [], state: 'complete' });
  rig.happens(contextAdded('i1'));
  rig.deliverAll();
  expect(rig.rooms.contextOf('i1').state).toBe('loading');
  expect(rig.asked.map(({ path }) => path)).toEqual(['/api/incidents/i1/context']);
  const content = { kind: 'note', title: 'A note', text: 'look at the pool' };
  const item = { id: 'c2', seq: 2, at: '2026-10-03T01:13:00.000Z', content };
  rig.asked.shift()?.answer({ items: [item], through: 2 });
  await until(() => expect(rig.rooms.contextOf('i1').state).toBe('complete'));
  await rig.save();
  await rig.start();
  await until(() =>
    expect(rig.rooms.contextOf('i1')).toEqual({ items: [item], state: 'complete' }),
  );
  rig.link();
  rig.happens(contextAdded('i1'));
  rig.deliverAll();
  rig.cut();
  expect(rig.rooms.contextOf('i1')).toEqual({ items: [item], state: 'unavailable' });
});

test('the runbook of a room that calls is fetched before any window is opened, and is there without the hub', async () => {
  const rig = await start();
  rig.runbookAnswer = makeRunbook([makeStep('pool')]);
  rig.link();
  rig.happens(open('i1'));
  rig.happens((seq) => attached(seq));
  rig.deliverAll();
  expect(rig.rooms.runbookOf(runbookHash)).toBe('loading');
  expect(rig.asked.map(({ path }) => path)).toEqual([`/api/runbooks/${runbookHash}`]);
  rig.cut();
  expect(rig.rooms.runbookOf(runbookHash)).toBe('missing');
  rig.link();
  rig.answer();
  await until(() => expect(rig.rooms.runbookOf(runbookHash)).toMatchObject({ title: 'Checkout' }));
  expect(rig.rooms.of('i1')?.log.checklists).toHaveLength(1);
  await rig.save();
  await rig.start();
  await until(() => expect(rig.rooms.runbookOf(runbookHash)).toMatchObject({ title: 'Checkout' }));
  await until(() => expect(rig.rooms.of('i1')?.log.checklists).toHaveLength(1));
  expect(rig.rooms.of('i1')?.log.toState()).toEqual(rig.truth('i1'));
  expect(rig.asked).toEqual([]);
});

test('a hub that lies about a runbook is asked again after a while only, and the room goes on', async () => {
  const rig = await start();
  rig.runbookAnswer = makeRunbook([makeStep('a'), makeStep('a')]);
  rig.link();
  rig.happens(open('i1'));
  rig.happens((seq) => attached(seq));
  rig.deliverAll();
  rig.answer();
  await until(() => expect(rig.rooms.runbookOf(runbookHash)).toBe('missing'));
  rig.clock.advance(1_000);
  expect(rig.asked).toHaveLength(0);
  rig.clock.advance(60_000);
  expect(rig.asked).toHaveLength(1);
  expect(rig.rooms.of('i1')?.state).toBe('complete');
});

type Step =
  | 'post'
  | 'edit'
  | 'react'
  | 'context'
  | 'other'
  | 'withheld'
  | 'deliver'
  | 'cut'
  | 'link'
  | 'snapshot'
  | 'answer'
  | 'wait'
  | 'save'
  | 'restart'
  | 'restore'
  | 'open'
  | 'close';

const steps = fc.array(
  fc.tuple(
    fc.constantFrom<Step>(
      ...(['post', 'edit', 'react', 'context', 'other', 'withheld', 'deliver', 'deliver'] as const),
      ...(['cut', 'link', 'snapshot', 'answer', 'answer', 'answer', 'wait', 'save'] as const),
      ...(['restart', 'restart', 'restore', 'open', 'close', 'other', 'link'] as const),
    ),
    fc.nat(20),
  ),
  { maxLength: 80, size: 'max' },
);

test('whatever is cut, fetched, saved, restarted or restored: the room ends as the hub has it', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const rig = await RoomsRig.make();
      rig.happens(open('i1'));
      rig.happens(open('i2', 2));
      // It calls nobody any more: it is kept only while and after somebody looks.
      rig.happens((seq) => resolved(seq, 'i2'));
      const does: Record<Step, (choice: number) => unknown> = {
        post: (choice) =>
          rig.happens(posted('i1', messageId(100 + rig.head), { text: `${choice}` })),
        edit: (choice) => rig.happens(edited('i1', messageId(100 + choice))),
        react: (choice) => rig.happens(reacted('i1', messageId(100 + choice), choice % 2 === 0)),
        context: () => rig.happens(contextAdded('i1')),
        other: () => rig.happens(posted('i2', messageId(500 + rig.head))),
        withheld: () => rig.happens(withheld),
        deliver: () => rig.deliver(),
        cut: () => rig.cut(),
        link: () => rig.isLinked || rig.link(),
        snapshot: () => rig.isLinked || rig.link('snapshot'),
        answer: () => rig.answer(),
        wait: (choice) => rig.clock.advance(choice * 100),
        save: () => rig.save(),
        restart: async (choice) => {
          if (choice % 2 === 0) await rig.save();
          await rig.start();
        },
        restore: (choice) => rig.restore(Math.max(3, rig.head - choice)),
        open: () => rig.rooms.open('i2'),
        close: () => rig.rooms.close('i2'),
      };
      for (const [step, choice] of sequence) {
        await does[step](choice);
        await new Promise((resolve) => setImmediate(resolve));
      }
      rig.cut();
      rig.link();
      rig.deliverAll();
      for (const incidentId of ['i1', 'i2']) {
        rig.rooms.open(incidentId);
        await complete(rig, incidentId);
        const room = rig.rooms.of(incidentId);
        expect(room?.log.toState()).toEqual(rig.truth(incidentId));
        expect(rig.entriesShown(incidentId)).toEqual(room?.log.entries);
      }
      await rig.remove();
      expect(rig.warnings).toEqual([]);
    }),
    { numRuns: 300 },
  );
}, 60_000);
