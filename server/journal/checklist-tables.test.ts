import { expect, onTestFinished, test } from 'vitest';
import type { NewEvent } from '../domain/hub-events.ts';
import { actorOf, instantOf } from '../protocol/testing/room-events.ts';
import { runbookOf, stepNamed, versionOf } from '../protocol/testing/runbooks.ts';
import { Journal } from './journal.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

async function open(): Promise<Journal> {
  const journal = await Journal.open({
    dataFolder: temporaryFolder(),
    newHubId: () => 'hub',
    newEpoch: () => 'epoch',
  });
  onTestFinished(() => journal.close());
  return journal;
}

const version = versionOf(runbookOf([stepNamed('look', { critical: true })]));
const { runbook: _, ...reference } = version;
const base = { at: instantOf(0), actor: actorOf('ada') };
const ofList = { ...base, incidentId: 'incident', checklistId: 'list' };
const progress = { total: 1, settled: 0, failed: 0 };
const stored: NewEvent = { ...base, type: 'runbook.stored', version };
const attached: NewEvent = {
  ...{ ...ofList, type: 'checklist.attached', runbook: reference, reasons: [], progress },
};
const dueAt = instantOf(60);
const dueSet: NewEvent = {
  ...{ ...ofList, type: 'step.due-set', stepId: 'look', stepText: 'Look', dueAt },
};

test('what a failed job did to checklists, runbooks and due rows was never done', async () => {
  const journal = await open();
  const fails = journal.write((transaction) => {
    for (const event of [stored, attached, dueSet]) transaction.append(event);
    expect(transaction.runbook(version.hash)).toEqual(version);
    throw new Error('Broken');
  });
  await expect(fails).rejects.toThrow('Broken');
  await journal.write((transaction) => {
    expect(transaction.runbook(version.hash)).toBeUndefined();
    expect(transaction.checklist('list')).toBeUndefined();
    expect(transaction.checklistsOf('incident')).toEqual([]);
    for (const event of [stored, attached]) transaction.append(event);
  });
  expect(journal.nextDueMs()).toBeNull();

  const alsoFails = journal.write((transaction) => {
    transaction.append(dueSet);
    throw new Error('Broken');
  });
  await expect(alsoFails).rejects.toThrow('Broken');
  await journal.write((transaction) => {
    expect(transaction.checklist('list')?.steps).toEqual({});
    transaction.append(dueSet);
    expect(transaction.checklistsOf('incident')[0]?.steps['look']?.dueAt).toBe(dueAt);
  });
  expect(journal.nextDueMs()).toBe(Date.parse(dueAt));
});

test('a rebuild reads nothing of what was there before', async () => {
  const journal = await open();
  await journal.write((transaction) => {
    for (const event of [stored, attached, dueSet]) transaction.append(event);
  });
  const before = await journal.write((transaction) => transaction.checklist('list'));
  journal.rebuild();
  const after = await journal.write((transaction) => transaction.checklist('list'));
  expect(after).toEqual(before);
  expect(after).not.toBe(before);
  expect(journal.nextDueMs()).toBe(Date.parse(dueAt));
});
