import { expect, test } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import { runbookOf, stepNamed, versionOf } from '../../protocol/testing/runbooks.ts';
import { ada, bob } from '../testing/command-hub.ts';
import { ChecklistHub, setting } from '../testing/checklist-hub.ts';

const one = versionOf(runbookOf([stepNamed('look'), stepNamed('act')]), 'a');
const other = versionOf(runbookOf([stepNamed('ask')]), 'b');

function typesOf(hub: ChecklistHub): string[] {
  const types = hub.records.events.map(({ type }) => type).slice(1);
  return types.filter((type) => type !== 'seat.planned');
}

test('a runbook is kept once, and each incident counts what it has attached', () => {
  const hub = new ChecklistHub(one, other);
  hub.attach(0);
  hub.attach(1);
  expect(typesOf(hub)).toEqual([
    ...['runbook.stored', 'checklist.attached', 'runbook.stored', 'checklist.attached'],
  ]);
  expect(hub.incident.checklist).toEqual({ total: 3, settled: 0, failed: 0 });
  expect(hub.room.checklists.map(({ runbook }) => runbook?.hash)).toEqual([one.hash, other.hash]);
});

test('one version is attached once, and anew after it was detached', () => {
  const hub = new ChecklistHub(one);
  const first = hub.attach();
  const attach = { type: 'checklist.attach', hash: one.hash } as const;
  expect(hub.word(ada, attach)).toBe('already');
  expect(hub.ask(bob, attach)).toMatchObject({
    verdict: 'superseded',
    instead: { actor: { personId: 'ada' } },
  });
  hub.ask(ada, setting([first, 'look'], 'done'));
  expect(hub.word(bob, { type: 'checklist.detach', checklistId: first })).toBe('applied');
  expect(hub.incident.checklist).toBeNull();
  expect(hub.word(ada, { type: 'checklist.detach', checklistId: first })).toBe('already');
  expect(hub.word(bob, attach)).toBe('applied');
  expect(hub.incident.checklist).toEqual({ total: 2, settled: 0, failed: 0 });
  expect(hub.checklist(first).steps['look']?.status).toBe('done');
  expect(typesOf(hub).filter((type) => type === 'runbook.stored')).toHaveLength(1);
});

test('what is in no folder and on no checklist can not be attached', () => {
  const hub = new ChecklistHub(one);
  expect(hub.word(ada, { type: 'checklist.attach', hash: other.hash })).toBe('runbook_unknown');
});

test('a version that left the folders can still be attached where it was used', () => {
  const hub = new ChecklistHub(one);
  hub.ask(ada, { type: 'checklist.detach', checklistId: hub.attach() });
  hub.work = { ...hub.work, offeredRunbook: () => undefined };
  expect(hub.word(ada, { type: 'checklist.attach', hash: one.hash })).toBe('applied');
});

test('nothing is done in a checklist that is detached, of another incident, or not there', () => {
  const hub = new ChecklistHub(one);
  hub.fire('other', 'error', { service: 'search' });
  const detached = hub.attach();
  hub.ask(ada, { type: 'checklist.detach', checklistId: detached });
  const attached = hub.attach();
  const elsewhere = { incidentId: [...hub.records.incidents.keys()].at(-1) ?? '' };
  const before = hub.records.events.length;
  expect(hub.word(ada, setting([detached, 'look'], 'done'))).toBe('checklist_unknown');
  expect(hub.word(ada, setting([attached, 'look'], 'done'), elsewhere)).toBe('checklist_unknown');
  expect(hub.word(ada, setting(['none', 'look'], 'done'))).toBe('checklist_unknown');
  const add = {
    type: 'step.add',
    after: null,
    text: 'Ask',
    role: null,
    isCritical: false,
  } as const;
  expect(hub.word(ada, { ...add, checklistId: detached })).toBe('checklist_unknown');
  expect(hub.word(ada, { ...add, checklistId: attached }, elsewhere)).toBe('checklist_unknown');
  const detach = { type: 'checklist.detach', checklistId: attached } as const;
  expect(hub.word(ada, detach, elsewhere)).toBe('checklist_unknown');
  expect(hub.records.events).toHaveLength(before);
});

test('an id that is taken makes no checklist', () => {
  const hub = new ChecklistHub(one, other);
  const commandId = hub.attach();
  const attach = { type: 'checklist.attach', hash: other.hash } as const;
  expect(hub.word(ada, attach, { commandId })).toBe('command_reused');
  expect(hub.word(ada, attach, { commandId: hub.incident.id })).toBe('command_reused');
});

test('an incident has so many checklists and no more', () => {
  const hexDigits = '0123456789abcdef'.split('');
  const versions = hexDigits.map((digit) => versionOf(runbookOf([stepNamed('look')]), digit));
  const more = Array.from({ length: 5 }, (_, index) => ({
    ...one,
    hash: `${index}${'f'.repeat(63)}`,
  }));
  const hub = new ChecklistHub(...versions, ...more);
  const words = [...versions, ...more].map(({ hash }) =>
    hub.word(ada, { type: 'checklist.attach', hash }),
  );
  expect(words.filter((word) => word === 'applied')).toHaveLength(limits.checklistsPerIncident);
  expect(words.at(-1)).toBe('checklists_full');
  const [first] = hub.room.checklists;
  hub.ask(ada, { type: 'checklist.detach', checklistId: first?.id ?? '' });
  expect(hub.word(ada, { type: 'checklist.attach', hash: more.at(-1)?.hash ?? '' })).toBe(
    'applied',
  );
});
