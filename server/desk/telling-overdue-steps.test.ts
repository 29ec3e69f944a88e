import { expect, test } from 'vitest';
import type { Command, CommandAnswer } from '../protocol/commands.ts';
import type { VisibleEvent } from '../protocol/events.ts';
import type { RunbookStep } from '../protocol/runbook.ts';
import { runbookOf, stepNamed, versionOf } from '../protocol/testing/runbooks.ts';
import type { DeviceIdentity } from './contract.ts';
import { openIncident, workWith } from './testing/checklist-work.ts';
import { patienceMs, patientPaging } from './testing/patient-paging.ts';
import { enrol, openTestDesk, startMs } from './testing/test-desk.ts';

const minuteMs = 60_000;
const critical: Partial<RunbookStep> = { critical: true, expectedMinutes: 10 };
const version = versionOf(
  runbookOf([
    stepNamed('stop', critical),
    stepNamed('look', { expectedMinutes: 10 }),
    stepNamed('asked', { answers: ['yes', 'no'] }),
    stepNamed('if', { ...critical, condition: { step: 'asked', is: 'equal', answer: 'yes' } }),
  ]),
);

type StepAsked =
  Extract<Command, { stepId: string }> extends infer C
    ? C extends Command
      ? Omit<C, 'incidentId' | 'checklistId'>
      : never
    : never;

async function hubWithList() {
  const { desk, clock } = await openTestDesk({
    work: workWith(version),
    paging: patientPaging,
  });
  const [ada, bob, cyd] = [
    await enrol(desk, 'Ada', 'developer'),
    await enrol(desk, 'Bob', 'sre'),
    await enrol(desk, 'Cyd', 'sre'),
  ];
  const incidentId = await openIncident(desk);
  for (const device of [ada, bob, cyd]) {
    await desk.report({ type: 'receipts', stage: 'sounded', incidentIds: [incidentId] }, device);
  }
  const checklistId = crypto.randomUUID();
  const attach = { type: 'checklist.attach', incidentId, hash: version.hash } as const;
  await desk.command(checklistId, attach, bob);
  const ask = (from: DeviceIdentity, asked: StepAsked): Promise<CommandAnswer> =>
    desk.command(crypto.randomUUID(), { ...asked, incidentId, checklistId }, from);
  /** What is told when the hub looks again after so many minutes. */
  const toldAfter = async (minutes: number) => {
    clock.nowMs = startMs + minutes * minuteMs;
    const head = desk.head();
    await desk.runDue();
    const events = await desk.readEvents(head, 100);
    return events.filter(
      (event): event is Extract<VisibleEvent, { type: 'step.overdue' }> =>
        event.type === 'step.overdue',
    );
  };
  /** When the next step is late; null when none will be. */
  const nextStepMs = (): number | null => {
    const nextMs = desk.nextDueMs() ?? Infinity;
    return nextMs < startMs + patienceMs ? nextMs : null;
  };
  const everybody = [ada, bob, cyd].map(({ person }) => person.id).toSorted();
  return { desk, incidentId, checklistId, ask, toldAfter, nextStepMs, ada, bob, everybody };
}

function set(stepId: string, status: 'doing' | 'done' | 'open', answer: string | null = null) {
  const from = status === 'done' ? 'doing' : 'open';
  return { type: 'step.set', stepId, from, status, reason: null, answer } as const;
}

test('who does a critical step is told first, and the room five minutes later', async () => {
  const { ask, toldAfter, nextStepMs, bob, everybody } = await hubWithList();
  await ask(bob, set('stop', 'doing'));
  expect(nextStepMs()).toBe(startMs + 10 * minuteMs);
  expect(await toldAfter(9)).toEqual([]);
  const first = await toldAfter(10);
  expect(first).toMatchObject([
    {
      ...{ actor: { kind: 'hub' }, stepId: 'stop', stepText: 'Step stop', tells: 'assignee' },
      ...{ personIds: [bob.person.id], dueAt: '2026-11-23T03:10:00.000Z' },
    },
  ]);
  expect(await toldAfter(14)).toEqual([]);
  const second = await toldAfter(15);
  expect(second.map(({ tells }) => tells)).toEqual(['room']);
  expect(second[0]?.personIds.toSorted()).toEqual(everybody);
  expect(nextStepMs()).toBeNull();
  expect(await toldAfter(600)).toEqual([]);
});

test('the assignee comes before who began it, and the room is told at once where nobody is', async () => {
  const { ask, toldAfter, ada, bob, everybody } = await hubWithList();
  await ask(bob, set('stop', 'doing'));
  await ask(bob, { type: 'step.assign', stepId: 'stop', personId: ada.person.id });
  expect((await toldAfter(10))[0]?.personIds).toEqual([ada.person.id]);
  const dueAt = '2026-11-23T03:20:00.000Z';
  await ask(bob, { type: 'step.set-due', stepId: 'stop', dueAt });
  await ask(bob, { type: 'step.assign', stepId: 'stop', personId: null });
  await ask(bob, { ...set('stop', 'open'), from: 'doing' });
  const told = await toldAfter(20);
  expect(told.map(({ tells }) => tells)).toEqual(['room']);
  expect(told[0]?.personIds.toSorted()).toEqual(everybody);
});

test('who wrote in the room took part', async () => {
  const { desk, incidentId, ask, toldAfter, bob, everybody } = await hubWithList();
  const dan = await enrol(desk, 'Dan', 'developer');
  const text = { kind: 'message' as const, text: 'Hello.', replyTo: null, attachments: [] };
  const id = crypto.randomUUID();
  await desk.command(id, { type: 'incident.acknowledge', incidentId }, bob);
  await desk.command(crypto.randomUUID(), { type: 'message.post', incidentId, ...text }, dan);
  await ask(bob, { type: 'step.set-due', stepId: 'stop', dueAt: '2026-11-23T03:01:00.000Z' });
  const [told] = await toldAfter(1);
  expect(told?.personIds.toSorted()).toEqual([...everybody, dan.person.id].toSorted());
});

test('nobody is told of what is done, not critical, taken off, or hidden', async () => {
  const { desk, incidentId, checklistId, ask, toldAfter, nextStepMs, bob } = await hubWithList();
  await ask(bob, set('stop', 'doing'));
  await ask(bob, set('stop', 'done'));
  await ask(bob, set('look', 'doing'));
  expect(nextStepMs()).toBeNull();
  await ask(bob, { ...set('asked', 'done', 'yes'), from: 'open' });
  await ask(bob, set('if', 'doing'));
  expect(nextStepMs()).not.toBeNull();
  await ask(bob, { ...set('asked', 'done', 'no'), from: 'done' });
  expect(nextStepMs()).toBeNull();
  await ask(bob, { ...set('asked', 'done', 'yes'), from: 'done' });
  expect(nextStepMs()).not.toBeNull();
  await desk.command(
    crypto.randomUUID(),
    { type: 'checklist.detach', incidentId, checklistId },
    bob,
  );
  expect(nextStepMs()).toBeNull();
  expect(await toldAfter(600)).toEqual([]);
});

test('a resolved incident tells nothing any more, whatever is begun after it', async () => {
  const { desk, incidentId, ask, toldAfter, bob } = await hubWithList();
  await ask(bob, set('stop', 'doing'));
  await desk.command(crypto.randomUUID(), { type: 'incident.resolve', incidentId }, bob);
  await ask(bob, { type: 'step.set-due', stepId: 'stop', dueAt: '2026-11-23T03:01:00.000Z' });
  const told = await toldAfter(600);
  expect(told).toEqual([]);
});

test('what was due while the hub was away is told once it is back, and once', async () => {
  const { desk, ask, toldAfter, nextStepMs, bob } = await hubWithList();
  await ask(bob, set('stop', 'doing'));
  desk.rebuild();
  expect(nextStepMs()).toBe(startMs + 10 * minuteMs);
  expect(await toldAfter(600)).toHaveLength(1);
  desk.rebuild();
  expect(nextStepMs()).toBe(startMs + 605 * minuteMs);
});
