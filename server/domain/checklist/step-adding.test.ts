import { expect, test } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import { manySteps, runbookOf, stepNamed, versionOf } from '../../protocol/testing/runbooks.ts';
import { ada, bob } from '../testing/command-hub.ts';
import type { Asked } from '../testing/command-hub.ts';
import { ChecklistHub, setting } from '../testing/checklist-hub.ts';

const version = versionOf(
  runbookOf([
    stepNamed('a', { steps: [stepNamed('a1')] }),
    stepNamed('asked', { answers: ['yes', 'no'] }),
    stepNamed('if', {
      condition: { step: 'asked', is: 'equal', answer: 'yes' },
      steps: [stepNamed('if1')],
    }),
    stepNamed('z'),
  ]),
);

function adding(checklistId: string, after: string | null, text = 'Ask the bank'): Asked {
  return { type: 'step.add', checklistId, after, text, role: null, isCritical: true };
}

function moving(checklistId: string, stepId: string, after: string | null): Asked {
  return { type: 'step.move', checklistId, stepId, after };
}

test('steps are added where they are wanted, and count', () => {
  const hub = new ChecklistHub(version);
  const list = hub.attach();
  expect(hub.word(ada, adding(list, 'a1'))).toBe('applied');
  const added = hub.lastCommandId;
  expect(hub.shown(list)).toEqual(['a', 'a1', added, 'asked', 'z']);
  expect(hub.item(list, added).added).toMatchObject({ text: 'Ask the bank', addedBy: 'ada' });
  expect(hub.incident.checklist?.total).toBe(5);
  expect(hub.word(ada, adding(list, 'a1'), { commandId: added })).toBe('already');
  expect(hub.word(bob, adding(list, 'a1'), { commandId: added })).toBe('command_reused');
  expect(hub.word(ada, adding(list, 'gone'))).toBe('step_unknown');
  expect(hub.word(ada, adding(list, 'if'))).toBe('applied');
  expect(hub.word(ada, adding(list, 'if1'))).toBe('step_unknown');
  expect(hub.incident.checklist?.total).toBe(6);
});

test('the list without a runbook begins with its first step, and comes back with the next', () => {
  const hub = new ChecklistHub(version);
  const list = hub.incident.id;
  expect(hub.word(ada, { type: 'checklist.detach', checklistId: list })).toBe('checklist_unknown');
  hub.ask(ada, adding(list, null));
  const first = hub.lastCommandId;
  expect(hub.room.checklists).toHaveLength(1);
  hub.ask(bob, adding(list, first));
  const second = hub.lastCommandId;
  expect(hub.shown(list)).toEqual([first, second]);
  hub.ask(ada, { type: 'checklist.detach', checklistId: list });
  expect(hub.incident.checklist).toBeNull();
  hub.ask(ada, adding(list, null));
  expect(hub.shown(list)).toEqual([hub.lastCommandId, first, second]);
  expect(hub.incident.checklist?.total).toBe(3);
  expect(hub.word(ada, adding('another', null))).toBe('checklist_unknown');
});

test('a step moves, and what would change nothing does nothing', () => {
  const hub = new ChecklistHub(version);
  const list = hub.attach();
  expect(hub.word(ada, moving(list, 'z', null))).toBe('applied');
  expect(hub.shown(list)).toEqual(['z', 'a', 'a1', 'asked']);
  expect(hub.word(bob, moving(list, 'z', null))).toBe('already');
  expect(hub.word(bob, moving(list, 'asked', 'a'))).toBe('already');
  expect(hub.word(bob, moving(list, 'a', 'asked'))).toBe('applied');
  expect(hub.shown(list)).toEqual(['z', 'asked', 'a', 'a1']);
  expect(hub.checklist(list).placements).toHaveLength(2);
  hub.ask(bob, moving(list, 'a', null));
  hub.ask(bob, moving(list, 'a', 'z'));
  expect(hub.checklist(list).placements).toHaveLength(2);
  expect(hub.shown(list)).toEqual(['z', 'a', 'a1', 'asked']);
});

test('no step goes below itself, after what is not there, or where it hides what is shown', () => {
  const hub = new ChecklistHub(version);
  const list = hub.attach();
  hub.ask(ada, setting([list, 'asked'], 'done', { answer: 'yes' }));
  const before = hub.records.events.length;
  expect(hub.word(ada, moving(list, 'a', 'a1'))).toBe('step_unmovable');
  expect(hub.word(ada, moving(list, 'a', 'a'))).toBe('step_unmovable');
  expect(hub.word(ada, moving(list, 'asked', 'if1'))).toBe('step_unmovable');
  expect(hub.word(ada, moving(list, 'a', 'gone'))).toBe('step_unknown');
  expect(hub.word(ada, moving(list, 'gone', 'a'))).toBe('step_unknown');
  expect(hub.records.events).toHaveLength(before);
  hub.ask(ada, setting([list, 'asked'], 'open', { from: 'done' }));
  expect(hub.word(ada, moving(list, 'if', null))).toBe('step_unknown');
});

test('a checklist takes so many added steps, and so many moves', () => {
  const hub = new ChecklistHub(versionOf(runbookOf(manySteps(1_000))));
  const list = hub.attach();
  const words = Array.from({ length: limits.addedSteps + 1 }, (_, index) =>
    hub.word(ada, adding(list, `step-${index}`)),
  );
  expect(words.filter((word) => word === 'applied')).toHaveLength(limits.addedSteps);
  expect(words.at(-1)).toBe('checklists_full');
  const moves = Array.from({ length: limits.placements - limits.addedSteps + 1 }, (_, index) =>
    hub.word(ada, moving(list, `step-${index % 2}`, `below-${100 + (index % 300)}`)),
  );
  expect(moves.filter((word) => word === 'applied')).toHaveLength(moves.length - 1);
  expect(moves.at(-1)).toBe('checklists_full');
  expect(hub.items(list)).toHaveLength(1_000 + limits.addedSteps);
});
