import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checklistItems, progressOf } from '../protocol/checklist-items.ts';
import type { ChecklistItem } from '../protocol/checklist-items.ts';
import { stepStatuses } from '../protocol/checklist.ts';
import type { Checklist, ChecklistProgress } from '../protocol/checklist.ts';
import type { Command, CommandAnswer } from '../protocol/commands.ts';
import { RoomLog } from '../protocol/room-log.ts';
import { commandsOf, manySteps, runbookOf, stepNamed, versionOf } from '../protocol/testing/runbooks.ts'; // prettier-ignore
import { temporaryFolder } from '../journal/testing/temporary-folder.ts';
import type { DeviceIdentity } from './contract.ts';
import { createDesk } from './create-desk.ts';
import type { HubDesk } from './create-desk.ts';
import { openIncident, workWith } from './testing/checklist-work.ts';
import { enrol, openTestDesk, startMs } from './testing/test-desk.ts';

const asking = { answers: ['yes', 'no'] };
const critical = { critical: true, expectedMinutes: 5 };
const versions = [
  versionOf(
    runbookOf(
      [stepNamed('a', { ...critical, steps: [stepNamed('a1'), stepNamed('a2', critical)] })],
      [
        stepNamed('asked', asking),
        stepNamed('if', { condition: { step: 'asked', is: 'equal', answer: 'yes' }, ...critical }),
        stepNamed('run', { parts: [commandsOf('restart')] }),
      ],
    ),
    'a',
  ),
  versionOf(runbookOf([stepNamed('a'), stepNamed('b')]), 'b'),
];

/** What somebody does, by what their laptop shows; numbers choose among what there is. */
interface Deed {
  type: Extract<Command['type'], `step.${string}` | `checklist.${string}`>;
  list: number;
  step: number;
  other: number;
}
type Turn =
  | { do: 'act'; who: number; deed: Deed }
  /** The laptop is connected: what waits is sent, some of it twice, and all news come. */
  | { do: 'connect'; who: number; repeats: boolean }
  | { do: 'wait'; minutes: number };

const deed: fc.Arbitrary<Deed> = fc.record({
  type: fc.constantFrom<Deed['type']>(
    ...(['step.set', 'step.set', 'step.set', 'step.set', 'step.add', 'step.move', 'step.move'] as const), // prettier-ignore
    ...(['step.assign', 'step.set-due', 'step.comment', 'step.run'] as const),
    ...(['checklist.attach', 'checklist.detach'] as const),
  ),
  list: fc.nat(3),
  step: fc.nat(7),
  other: fc.nat(9),
});
const who = fc.nat(1);
const turn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('act' as const), who, deed }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('connect' as const), who, repeats: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 5, 30) }),
  },
);

function itemsOf(checklist: Checklist | undefined): ChecklistItem[] {
  if (!checklist) return [];
  const version = versions.find(({ hash }) => hash === checklist.runbook?.hash);
  return checklistItems(checklist, version?.runbook ?? null);
}

function chosen<T>(items: readonly T[], number: number): T | undefined {
  return items[number % Math.max(items.length, 1)];
}

/** A laptop that is connected now and then. */
class Laptop {
  room: RoomLog;
  readonly from: DeviceIdentity;
  readonly #desk: HubDesk;
  readonly #waiting: { id: string; command: Command }[] = [];
  #through = 0;

  constructor(desk: HubDesk, from: DeviceIdentity, incidentId: string) {
    this.#desk = desk;
    this.from = from;
    this.room = RoomLog.empty(incidentId);
  }

  act(command: Command | null): void {
    if (command) this.#waiting.push({ id: crypto.randomUUID(), command });
  }

  async connect(repeats: boolean, sent: Sent[]): Promise<void> {
    for (const { id, command } of this.#waiting.splice(0)) {
      const head = this.#desk.head();
      const answer = await this.#desk.command(id, command, this.from);
      const grew = this.#desk.head() - head;
      sent.push({ id, command, answer, grew });
      if (!repeats) continue;
      expect(await this.#desk.command(id, command, this.from)).toEqual(answer);
      expect(this.#desk.head()).toBe(head + grew);
    }
    const { events, through } = await this.#desk.readHistory('1', this.#through);
    this.#through = through;
    for (const event of events) this.room.apply(event);
  }

  /** The command of a deed, as this laptop sees the room. */
  command({ type, list, step, other }: Deed): Command | null {
    const { incidentId, checklists } = this.room;
    const attached = checklists.filter(({ detachedAt }) => detachedAt === null);
    const checklist = chosen(attached, list);
    const items = itemsOf(checklist).filter(({ isHidden }) => !isHidden);
    const item = chosen(items, step);
    const ofList = { incidentId, checklistId: checklist?.id ?? 'none' };
    const ofStep = { ...ofList, stepId: item?.stepId ?? 'none' };
    const after = other === 0 ? null : (chosen(items, other)?.stepId ?? null);
    switch (type) {
      case 'checklist.attach':
        return { type, incidentId, hash: chosen(versions, other)?.hash ?? '' };
      case 'checklist.detach':
        return step === 0 ? { type, ...ofList } : null;
      case 'step.add': {
        const isOwn = list === 0 || !checklist;
        const place = isOwn ? { checklistId: incidentId, after: null } : { ...ofList, after };
        const isCritical = other > 5;
        return { type, incidentId, ...place, text: `Added ${other}`, role: null, isCritical };
      }
      case 'step.move':
        return { type, ...ofStep, after };
      case 'step.set': {
        const status = chosen(stepStatuses, other) ?? 'done';
        const answer = item?.step?.answers ? (chosen(asking.answers, other) ?? null) : null;
        const reason = status === 'skipped' || status === 'failed' ? `Because ${other}` : null;
        return { type, ...ofStep, from: item?.state.status ?? 'open', status, reason, answer };
      }
      case 'step.assign':
        return { type, ...ofStep, personId: other < 3 ? null : this.from.person.id };
      case 'step.set-due': {
        const dueAt = new Date(startMs + other * 4 * 60_000).toISOString();
        return { type, ...ofStep, dueAt: other === 0 ? null : dueAt };
      }
      case 'step.comment':
        return { type, ...ofStep, text: `Comment ${crypto.randomUUID()}` };
      case 'step.run':
        return { type, ...ofStep, part: 0 };
    }
  }
}

interface Sent {
  id: string;
  command: Command;
  answer: CommandAnswer;
  grew: number;
}

function dump(dataFolder: string): Record<string, string[]> {
  const database = new DatabaseSync(join(dataFolder, 'hub.sqlite'), { readOnly: true });
  const tables = ['runbooks', 'checklists', 'due', 'incidents'].map((table) => {
    const rows = database.prepare(`select * from ${table}`).all();
    return [table, rows.map((row) => JSON.stringify(row)).toSorted()] as const;
  });
  database.close();
  return Object.fromEntries(tables);
}

function sumOf(checklists: readonly Checklist[]): ChecklistProgress | null {
  const attached = checklists.filter(({ detachedAt }) => detachedAt === null);
  const sum = { total: 0, settled: 0, failed: 0 };
  for (const checklist of attached) {
    const { total, settled, failed } = progressOf(itemsOf(checklist));
    sum.total += total;
    sum.settled += settled;
    sum.failed += failed;
  }
  return sum.total > 0 ? sum : null;
}

/** What was said and added is there once, and nothing that was not taken. */
function expectNothingLost(sent: readonly Sent[], checklists: readonly Checklist[]): void {
  const applied = sent.filter(({ answer }) => answer.ok && answer.verdict === 'applied');
  for (const { answer, grew } of sent) {
    const isApplied = answer.ok && answer.verdict === 'applied';
    expect(grew > 0).toBe(isApplied);
  }
  const states = checklists.flatMap(({ steps }) => Object.values(steps));
  const there = {
    comments: states.flatMap(({ comments }) => comments.map(({ text }) => text)),
    added: checklists.flatMap(({ added }) => added.map(({ stepId }) => stepId)),
    runs: states.flatMap(({ runs }) => runs.map(({ runId }) => runId)),
  };
  const idsOf = (type: Command['type']) =>
    applied.flatMap(({ id, command }) => (command.type === type ? id : []));
  const texts = applied.flatMap(({ command }) =>
    command.type === 'step.comment' ? command.text : [],
  );
  expect(there.comments.toSorted()).toEqual(texts.toSorted());
  expect(there.added.toSorted()).toEqual(idsOf('step.add').toSorted());
  expect(there.runs.toSorted()).toEqual(idsOf('step.run').toSorted());
  const lists = checklists.flatMap(({ id, runbook }) => (runbook ? id : []));
  expect(lists.toSorted()).toEqual(idsOf('checklist.attach').toSorted());
}

test('two laptops, cut off now and then, end in the same checklists as the hub', async () => {
  const folder = temporaryFolder();
  let count = 0;
  const anyTurns = fc.array(turn, { minLength: 5, maxLength: 60, size: 'max' });
  await fc.assert(
    fc.asyncProperty(anyTurns, async (turns) => {
      const dataFolder = join(folder, String(++count));
      const clock = { nowMs: startMs, now: () => clock.nowMs };
      const desk = await createDesk({ dataFolder, clock, work: workWith(...versions) });
      try {
        const people = [await enrol(desk, 'Ada', 'developer'), await enrol(desk, 'Bob', 'sre')];
        const incidentId = await openIncident(desk);
        const laptops = people.map((from) => new Laptop(desk, from, incidentId));
        const sent: Sent[] = [];
        laptops[0]?.act({ type: 'checklist.attach', incidentId, hash: versions[0]?.hash ?? '' });
        for (const laptop of laptops) await laptop.connect(false, sent);
        for (const one of turns) {
          if (one.do === 'wait') {
            clock.nowMs += one.minutes * 60_000;
            await desk.runDue();
            expect(desk.nextDueMs() ?? Infinity).toBeGreaterThan(clock.nowMs);
            continue;
          }
          const laptop = laptops[one.who];
          if (one.do === 'act') laptop?.act(laptop.command(one.deed));
          else await laptop?.connect(one.repeats, sent);
        }
        for (const laptop of [...laptops, ...laptops]) await laptop.connect(false, sent);

        const before = dump(dataFolder);
        const stored = (before['checklists'] ?? []).map(
          (row) => JSON.parse((JSON.parse(row) as { body: string }).body) as Checklist,
        );
        const byId = (one: Checklist, other: Checklist) => (one.id < other.id ? -1 : 1);
        for (const { room } of laptops)
          expect(room.checklists.toSorted(byId)).toEqual(stored.toSorted(byId));
        const [incident] = (await desk.readSnapshot()).incidents;
        expect(incident?.checklist).toEqual(sumOf(stored));
        expectNothingLost(sent, stored);

        const nextDueMs = desk.nextDueMs();
        desk.rebuild();
        expect(dump(dataFolder)).toEqual(before);
        expect(desk.nextDueMs()).toBe(nextDueMs);
      } finally {
        await desk.close();
        rmSync(dataFolder, { recursive: true });
      }
    }),
    { numRuns: 40, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: true },
  );
}, 60_000);

/** The median time of a tick on a runbook of as many long steps. */
async function tickMs(stepCount: number): Promise<number> {
  const text = 'x'.repeat(900);
  const steps = manySteps(stepCount).map((step) => ({ ...step, text }));
  const version = versionOf(runbookOf(steps));
  const { desk } = await openTestDesk({ work: workWith(version) });
  const bob = await enrol(desk, 'Bob', 'sre');
  const incidentId = await openIncident(desk);
  const checklistId = crypto.randomUUID();
  await desk.command(
    checklistId,
    { type: 'checklist.attach', incidentId, hash: version.hash },
    bob,
  );
  const times: number[] = [];
  for (let index = 0; index < 60; index += 1) {
    const stepId = `step-${index}`;
    const about = { type: 'step.set', incidentId, checklistId, stepId, from: 'open' } as const;
    const beganMs = performance.now();
    const set = { ...about, status: 'done', reason: null, answer: null } as const;
    await desk.command(crypto.randomUUID(), set, bob);
    times.push(performance.now() - beganMs);
  }
  return times.toSorted((one, other) => one - other)[30] ?? NaN;
}

test('a tick on a large runbook takes about as long as on a small one, since it is not read anew', async () => {
  expect((await tickMs(1_000)) / (await tickMs(60))).toBeLessThan(10);
}, 30_000);
