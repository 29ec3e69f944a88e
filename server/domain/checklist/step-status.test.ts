import { expect, test } from 'vitest';
import { runbookOf, stepNamed, versionOf } from '../../protocol/testing/runbooks.ts';
import { toInstant } from '../instant.ts';
import { ada, bob } from '../testing/command-hub.ts';
import { ChecklistHub, setting } from '../testing/checklist-hub.ts';

const version = versionOf(
  runbookOf([
    stepNamed('look', { expectedMinutes: 5 }),
    stepNamed('grown', { answers: ['yes', 'no'] }),
    stepNamed('clean', { condition: { step: 'grown', is: 'equal', answer: 'yes' } }),
  ]),
);

function hubWithList(): { hub: ChecklistHub; look: [string, string]; list: string } {
  const hub = new ChecklistHub(version);
  const list = hub.attach();
  return { hub, list, look: [list, 'look'] };
}

test('a step is begun, done and put back', () => {
  const { hub, list, look } = hubWithList();
  expect(hub.word(ada, setting(look, 'doing'))).toBe('applied');
  expect(hub.item(list, 'look').state).toMatchObject({ status: 'doing', statusBy: 'ada' });
  expect(hub.word(bob, setting(look, 'done', { from: 'doing' }))).toBe('applied');
  expect(hub.incident.checklist).toEqual({ total: 2, settled: 1, failed: 0 });
  expect(hub.word(ada, setting(look, 'open', { from: 'done' }))).toBe('applied');
  expect(hub.incident.checklist).toEqual({ total: 2, settled: 0, failed: 0 });
  expect(hub.item(list, 'look').state).toMatchObject({ status: 'open', statusBy: 'ada' });
});

test('who ticks what another one has ticked is told who it was, and nothing changes', () => {
  const { hub, look } = hubWithList();
  hub.ask(ada, setting(look, 'done'));
  const { at, records } = hub;
  const before = records.events.length;
  expect(hub.ask(bob, setting(look, 'done'))).toEqual({
    verdict: 'superseded',
    events: [],
    instead: { actor: { kind: 'person', personId: 'ada', deviceId: null }, at },
  });
  expect(hub.word(ada, setting(look, 'done'))).toBe('already');
  expect(hub.word(bob, setting(look, 'skipped', { reason: 'Not ours' }))).toBe('superseded');
  expect(records.events).toHaveLength(before);
});

test('who saw what is now changes it', () => {
  const { hub, list, look } = hubWithList();
  hub.ask(ada, setting(look, 'done'));
  const failed = setting(look, 'failed', { from: 'done', reason: 'It came back' });
  expect(hub.word(bob, failed)).toBe('applied');
  expect(hub.item(list, 'look').state).toMatchObject({ status: 'failed', reason: 'It came back' });
  const other = setting(look, 'failed', { from: 'failed', reason: 'It never went' });
  expect(hub.word(ada, other)).toBe('applied');
  expect(hub.incident.checklist).toEqual({ total: 2, settled: 1, failed: 1 });
});

test('a step that nobody touched is as open as it was, whatever somebody saw', () => {
  const { hub, look } = hubWithList();
  expect(hub.word(ada, setting(look, 'open', { from: 'done' }))).toBe('already');
  expect(hub.word(ada, setting(look, 'done', { from: 'doing' }))).toBe('applied');
  expect(hub.records.events.at(-1)).toMatchObject({ type: 'step.changed', from: 'open' });
});

test('what is skipped or failed has a reason, and nothing else has', () => {
  const { hub, list, look } = hubWithList();
  expect(hub.word(ada, setting(look, 'skipped'))).toBe('step_needs_reason');
  expect(hub.word(ada, setting(look, 'failed'))).toBe('step_needs_reason');
  expect(hub.word(ada, setting(look, 'done', { reason: 'Because' }))).toBe('applied');
  expect(hub.item(list, 'look').state.reason).toBeNull();
});

test('a step that asks is done with one of its answers', () => {
  const { hub, list } = hubWithList();
  const grown = [list, 'grown'] as const;
  expect(hub.word(ada, setting(grown, 'done'))).toBe('step_needs_answer');
  expect(hub.word(ada, setting(grown, 'done', { answer: 'perhaps' }))).toBe('step_needs_answer');
  expect(hub.word(ada, setting([list, 'look'], 'done', { answer: 'yes' }))).toBe('applied');
  expect(hub.item(list, 'look').state.answer).toBeNull();
  expect(hub.word(ada, setting([list, 'clean'], 'done'))).toBe('step_unknown');
  expect(hub.word(ada, setting(grown, 'done', { answer: 'yes' }))).toBe('applied');
  expect(hub.incident.checklist?.total).toBe(3);
  expect(hub.word(bob, setting(grown, 'done', { answer: 'no' }))).toBe('superseded');
  expect(hub.word(ada, setting(grown, 'done', { answer: 'no' }))).toBe('superseded');
  expect(hub.word(ada, setting([list, 'clean'], 'done'))).toBe('applied');
  const other = setting(grown, 'done', { from: 'done', answer: 'no' });
  expect(hub.word(bob, other)).toBe('applied');
  expect(hub.incident.checklist).toEqual({ total: 2, settled: 2, failed: 0 });
  expect(hub.word(ada, setting([list, 'clean'], 'open', { from: 'done' }))).toBe('step_unknown');
});

test('a step is due when it was expected to be done, from when it was begun', () => {
  const { hub, list, look } = hubWithList();
  const due = () => hub.item(list, 'look').state.dueAt;
  hub.ask(ada, setting(look, 'doing'));
  const first = toInstant(hub.nowMs + 5 * 60_000);
  expect(due()).toBe(first);
  hub.ask(ada, setting(look, 'open', { from: 'doing' }));
  hub.ask(bob, setting(look, 'doing'));
  expect(due()).toBe(first);
  hub.ask(ada, setting(look, 'done', { from: 'doing' }));
  expect(due()).toBe(first);
  hub.nowMs += 60 * 60_000;
  hub.ask(ada, setting(look, 'open', { from: 'done' }));
  expect(due()).toBeNull();
  hub.ask(ada, setting(look, 'doing'));
  expect(due()).toBe(toInstant(hub.nowMs + 5 * 60_000));
});
