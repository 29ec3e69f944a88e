import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from '../server/protocol/commands.ts';
import { CuttableWay } from './testing/cuttable-way.ts';
import type { LaptopRig } from './testing/laptop-rig.ts';
import type { RoomWindow } from './testing/room-window.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { idOf, Scene, until } from './testing/scene.ts';

type Does =
  | 'post'
  | 'reply'
  | 'attach'
  | 'edit'
  | 'delete'
  | 'react'
  | 'pin'
  | 'mark'
  | 'acknowledge'
  | 'give back'
  | 'mitigate'
  | 'raise'
  | 'add step'
  | 'tick'
  | 'move step'
  | 'comment'
  | 'stopgap'
  | 'undo'
  | 'extend'
  | 'read'
  | 'cut'
  | 'mend'
  | 'restart'
  | 'look';

/** One side of the talk: a laptop, its own way to the hub, and its window of the room. */
interface Talker {
  rig: LaptopRig;
  clock: ManualClock;
  way: CuttableWay;
  room: RoomWindow;
}

const step = fc.record({
  who: fc.nat(1),
  does: fc.constantFrom<Does>(
    ...(['post', 'post', 'reply', 'attach', 'edit', 'delete', 'react', 'pin', 'mark'] as const),
    ...(['acknowledge', 'give back', 'mitigate', 'raise', 'read'] as const),
    ...(['add step', 'add step', 'tick', 'tick', 'tick', 'move step', 'comment'] as const),
    ...(['stopgap', 'undo', 'extend'] as const),
    ...(['cut', 'mend', 'restart', 'look', 'look'] as const),
  ),
  choice: fc.nat(20),
});

test('whatever two people do, cut off or not, they end in the same room, which is the hub’s', async () => {
  const scene = await Scene.open();
  const ways: CuttableWay[] = [];
  const talkers: Talker[] = [];
  try {
    for (const side of ['developer', 'sre'] as const) {
      const way = await CuttableWay.open(() => scene.hub.port);
      ways.push(way);
      const clock = new ManualClock(Date.now() + (side === 'sre' ? 600_000 : -600_000));
      const rig = await scene.joined(side, { clock, through: way.url });
      talkers.push({ rig, clock, way, room: null as never });
    }
    let round = 0;
    let worked = 0;
    const sequence = fc.array(step, { minLength: 25, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(sequence, async (steps) => {
        round += 1;
        await scene.hub.fire(`round-${round}`, 'warning');
        let incidentId = '';
        for (const talker of talkers) {
          incidentId = await idOf(talker.rig, `round-${round}`, talker.clock);
          talker.room = talker.rig.openRoom(incidentId);
        }
        const asked: string[] = [];
        for (const { who, does, choice } of steps) {
          const talker = talkers[who];
          if (talker) await act(scene, talker, { does, choice, incidentId, asked });
        }
        for (const talker of talkers) {
          talker.way.mend();
          talker.rig.laptop.wake('online');
        }
        await settle(talkers, asked, incidentId);
        const [one, other] = talkers;
        // Laptops tell of sounds and of reading by themselves, some seconds later.
        await until(() => {
          for (const { clock } of talkers) clock.advance(1_000);
          expect(one?.room.entries).toEqual(other?.room.entries);
          expect(one?.room.view?.reads).toEqual(other?.room.view?.reads);
          expect(workOf(one)).toEqual(workOf(other));
        });
        const { checklists = [], stopgaps = [] } = one?.room.work ?? {};
        worked += checklists.length + stopgaps.length;
        const posted = one?.room.entries.flatMap((entry) =>
          entry.kind === 'message' ? [entry.messageId] : [],
        );
        expect([...(posted ?? [])].sort()).toEqual([...asked].sort());
        await expectExport(talkers, incidentId);
        for (const { rig } of talkers) rig.closeRoom(incidentId);
      }),
      { numRuns: 5 },
    );
    expect(worked).toBeGreaterThan(0);
  } finally {
    await scene.close();
    for (const way of ways) await way.close();
  }
}, 120_000);

async function act(
  scene: Scene,
  talker: Talker,
  given: { does: Does; choice: number; incidentId: string; asked: string[] },
): Promise<void> {
  const { does, choice, incidentId, asked } = given;
  const { rig, clock, way } = talker;
  const { rooms } = rig.laptop;
  const work = talker.room.work;
  const list = work?.checklists.find(({ id }) => id === incidentId);
  const added = list?.added ?? [];
  const stepId = added[choice % Math.max(1, added.length)]?.stepId ?? 'none';
  const ofStep = { incidentId, checklistId: incidentId, stepId };
  const stopgaps = work?.stopgaps ?? [];
  const stopgap = stopgaps[choice % Math.max(1, stopgaps.length)];
  const ofStopgap = { incidentId, stopgapId: stopgap?.id ?? 'none' };
  const messageId = asked[choice % Math.max(1, asked.length)] ?? randomUUID();
  const isOn = choice % 2 === 0;
  const ask = async (command: Command): Promise<void> => {
    const { commandId } = await rooms.do(command);
    if (command.type === 'message.post') asked.push(commandId);
  };
  const post = (change: { replyTo?: string; attachments?: { hash: string; name: string }[] }) =>
    ask({
      ...{ type: 'message.post', incidentId, kind: 'message', text: `said as ${asked.length}` },
      ...{ replyTo: null, attachments: [], ...change },
    });
  const tasks: Record<Does, () => unknown> = {
    post: () => post({}),
    // Only to what one has seen: a reply to what the hub does not know would be refused.
    reply: () => post(isSeen(talker, messageId) ? { replyTo: messageId } : {}),
    attach: async () => {
      const bytes = Buffer.from(`line ${choice} of ${asked.length}\n`.repeat(30));
      const { hash } = await rooms.attach({ incidentId, name: 'error.log', bytes });
      await post({ attachments: [{ hash, name: 'error.log' }] });
    },
    edit: () => ask({ type: 'message.edit', incidentId, messageId, text: `edited ${choice}` }),
    delete: () => ask({ type: 'message.delete', incidentId, messageId }),
    react: () => ask({ type: 'message.react', incidentId, messageId, reaction: 'agree', isOn }),
    pin: () => ask({ type: 'message.pin', incidentId, messageId, isOn }),
    mark: () => ask({ type: 'message.mark', incidentId, messageId, isOn }),
    acknowledge: () => ask({ type: 'incident.acknowledge', incidentId }),
    'give back': () => ask({ type: 'incident.unacknowledge', incidentId }),
    mitigate: () => ask({ type: 'incident.mitigate', incidentId }),
    raise: () => {
      const severity = isOn ? 'error' : 'critical';
      return ask({ type: 'incident.set-severity', incidentId, from: 'warning', severity });
    },
    'add step': () =>
      ask({
        ...{ type: 'step.add', incidentId, checklistId: incidentId, text: `step ${choice}` },
        ...{ after: isOn && added.length > 0 ? stepId : null, role: null, isCritical: isOn },
      }),
    tick: () => {
      const from = list?.steps[stepId]?.status ?? 'open';
      const status = choice % 3 === 0 ? 'doing' : 'done';
      return ask({ type: 'step.set', ...ofStep, from, status, reason: null, answer: null });
    },
    'move step': () => {
      const after = isOn ? null : (added[0]?.stepId ?? null);
      return ask({ type: 'step.move', ...ofStep, after });
    },
    comment: () => ask({ type: 'step.comment', ...ofStep, text: `seen ${choice}` }),
    stopgap: () =>
      ask({
        ...{ type: 'stopgap.install', incidentId, what: `what ${choice}`, undo: 'undo it' },
        ...{ probeUrl: null, step: null, ownerId: null, expiresAt: null },
      }),
    undo: () => ask({ type: 'stopgap.undo', ...ofStopgap, note: null }),
    extend: () => {
      const from = stopgap?.expiresAt ?? new Date(clock.now()).toISOString();
      const until = new Date(clock.now() + 30 * 3_600_000 + choice).toISOString();
      return ask({ type: 'stopgap.extend', ...ofStopgap, from, until, reason: 'not yet' });
    },
    read: () => rooms.read(incidentId, talker.room.entries.at(-1)?.seq ?? 0),
    cut: () => way.cut(),
    mend: () => {
      way.mend();
      rig.laptop.wake('online');
    },
    restart: async () => {
      talker.rig = await scene.restart(rig);
      talker.room = talker.rig.openRoom(incidentId);
    },
    look: () => new Promise((resolve) => setTimeout(resolve, choice)),
  };
  await tasks[does]();
  clock.advance(choice);
}

/** What both must see of steps and stopgaps, but for when: each by its own clock. */
function workOf(talker: Talker | undefined): unknown {
  const { checklists, stopgaps, card } = talker?.room.work ?? {};
  const text = JSON.stringify({ checklists, stopgaps, card });
  return JSON.parse(text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then'));
}

function isSeen({ room }: Talker, messageId: string): boolean {
  return room.entries.some((entry) => entry.kind === 'message' && entry.messageId === messageId);
}

/** Until nothing is under way any more, and both have heard all. */
async function settle(talkers: Talker[], asked: string[], incidentId: string): Promise<void> {
  for (const talker of talkers) {
    const { rig, clock } = talker;
    await until(() => {
      expect(rig.alert.link.state).toBe('online');
      expect(talker.room.view?.history).toBe('complete');
      const underWay = talker.room.pending.filter((one) => !/ (?:refused|superseded)$/.test(one));
      expect(underWay).toEqual([]);
      for (const id of asked) expect(isSeen(talker, id)).toBe(true);
    }, clock);
  }
  // Both have said all; a last word of each shows that the other has heard it.
  for (const { rig } of talkers) {
    const { commandId } = await rig.laptop.rooms.do({
      ...{ type: 'message.post', incidentId, kind: 'note', text: 'the end' },
      ...{ replyTo: null, attachments: [] },
    });
    asked.push(commandId);
  }
  for (const talker of talkers) {
    await until(() => {
      for (const id of asked) expect(isSeen(talker, id)).toBe(true);
    }, talker.clock);
  }
}

/** What the hub exports is what both see. */
async function expectExport([talker]: Talker[], incidentId: string): Promise<void> {
  expect(await talker?.rig.laptop.rooms.exportIncident(incidentId, 'json')).toBe('saved');
  const text = String(talker?.rig.saved.at(-1)?.content);
  for (const entry of talker?.room.entries ?? []) {
    if (entry.kind === 'message') expect(text).toContain(entry.messageId);
  }
}
