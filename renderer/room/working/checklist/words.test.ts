import { describe, expect, it } from 'vitest';
import type { StepRun, StepState } from '../../../../server/protocol/checklist.ts';
import { untouched } from '../../../../server/protocol/checklist-items.ts';
import { progressFacts, progressInWords } from '../../../design/progress-words.ts';
import { stepKeyOf } from './keys.ts';
import { offersFor } from './offers.ts';
import { peopleToAssign } from './people-to-assign.ts';
import { dueInWords, listInWords, runInWords, statusInWords } from './step-words.ts';
import { set } from './testing/sample-checklists.ts';
import { wishInWords } from './wish-words.ts';

const nowMs = new Date(2026, 10, 23, 3, 30).getTime();
const names = {
  person: (id: string) => (id === 'me' ? 'You' : 'Ana'),
  nowMs,
};
const local = (hour: number, minute: number) => new Date(2026, 10, 23, hour, minute).toISOString();

function step(change: Partial<StepState>) {
  return { state: { ...untouched, ...change } };
}

describe('a step says', () => {
  it('who brought it where it is', () => {
    const statusAt = local(3, 15);
    const said = (change: Partial<StepState>) =>
      statusInWords(step({ statusAt, ...change }), names);
    expect(said({})).toBeNull();
    expect(said({ status: 'doing', statusBy: 'me' })).toBe('You are doing it');
    expect(said({ status: 'doing', statusBy: 'ana' })).toBe('Ana is doing it');
    expect(said({ status: 'done', statusBy: 'me' })).toBe('Done by you, 03:15');
    expect(said({ status: 'done', statusBy: 'ana', answer: 'no' })).toBe(
      'Answered “no” by Ana, 03:15',
    );
  });

  it('until when it is to be done, while it is not', () => {
    expect(dueInWords(step({}), names)).toBeNull();
    expect(dueInWords(step({ dueAt: local(3, 45) }), names)).toEqual({
      ...{ words: 'due 03:45', isOver: false },
    });
    expect(dueInWords(step({ dueAt: local(3, 20) }), names)).toEqual({
      ...{ words: 'due 03:20, overdue 10 min', isOver: true },
    });
    expect(dueInWords(step({ dueAt: local(3, 20), status: 'done' }), names)).toBeNull();
  });

  it('how its commands went', () => {
    const run: StepRun = {
      ...{ runId: 'r', part: 0, hook: 'h', startedAt: local(3, 0), startedBy: 'me', output: null },
      ...{ finishedAt: null, outcome: null, httpStatus: null, durationMs: null },
    };
    expect(runInWords(run)).toBe('Running');
    expect(runInWords({ ...run, outcome: 'succeeded', durationMs: 2_140, httpStatus: 200 })).toBe(
      'Succeeded after 2.1 s, HTTP 200',
    );
    expect(runInWords({ ...run, outcome: 'failed' })).toBe('Failed');
    expect(runInWords({ ...run, outcome: 'unknown' })).toMatch(/restarted/);
  });
});

it('a checklist says how far it got', () => {
  const progress = { total: 12, settled: 9, done: 6, skipped: 2, failed: 1 };
  expect(listInWords(progress)).toBe('6 of 12 done, 2 skipped, 1 failed');
  expect(progressInWords(progress)).toBe('9 of 12 steps dealt with, 1 failed');
  expect(progressFacts(progress)).toEqual(['checklist 9/12, 1 failed']);
  expect(progressFacts(null)).toEqual([]);
  expect(progressInWords({ total: 1, settled: 0, failed: 0 })).toBe('0 of 1 step dealt with');
});

it('a wish says what it was about', () => {
  const nameOf = () => 'You';
  expect(wishInWords(set('look', 'done'), nameOf, 'it')).toBe('You wanted to tick it.');
  const assign = { ...set('look', 'done'), type: 'step.assign', personId: 'me' } as const;
  expect(wishInWords(assign, nameOf, '“Look”')).toBe('You wanted to give “Look” to yourself.');
});

describe('keys', () => {
  const press = { key: '', code: '', repeat: false };
  const modifiers = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
  const keyOf = (key: string, change = {}) => stepKeyOf({ ...press, ...modifiers, key, ...change });

  it('move about, also when they are held down', () => {
    expect(keyOf('j')).toEqual({ kind: 'go', by: 1 });
    expect(keyOf('k', { repeat: true })).toEqual({ kind: 'go', by: -1 });
    expect(keyOf('ArrowDown')).toEqual({ kind: 'go', by: 1 });
    expect(keyOf('ArrowUp', { altKey: true })).toEqual({ kind: 'move', by: -1 });
  });

  it('act once', () => {
    expect(keyOf('r', { repeat: true })).toBeNull();
    expect(keyOf('s')).toEqual({ kind: 'form', form: 'skip' });
    expect(keyOf('Enter')).toEqual({ kind: 'details' });
  });

  it('leave to others what is theirs', () => {
    expect(keyOf(' ')).toBeNull();
    expect(keyOf('c', { ctrlKey: true })).toBeNull();
    expect(keyOf('Enter', { ctrlKey: true })).toBeNull();
    expect(keyOf('x')).toBeNull();
  });

  it('read what the browser gives, whose parts are not its own', () => {
    expect(stepKeyOf(Object.create({ ...press, ...modifiers, key: 'd' }))).toEqual({
      kind: 'doing',
    });
  });
});

it('offers are found by all words of title, path and reasons', () => {
  const offer = (title: string, reasons: string[]) => ({
    ...{ hash: title, path: `${title}.md`, title, stepCount: 1, reasons },
  });
  const offers = [offer('Überlauf', ['service mail']), offer('Pool', [])];
  expect(offersFor(offers, 'uber mail').map(({ title }) => title)).toEqual(['Überlauf']);
  expect(offersFor(offers, '')).toHaveLength(2);
  expect(offersFor(offers, 'nothing')).toEqual([]);
});

it('who can be given a step: the reader first, then the side that it is for', () => {
  const person = (id: string, side: 'developer' | 'sre') => ({
    ...{ id, name: id, initials: id, isMe: id === 'raj', side },
  });
  const people = [person('bo', 'developer'), person('ana', 'sre'), person('raj', 'developer')];
  expect(peopleToAssign(people, 'sre', '').map(({ id }) => id)).toEqual(['raj', 'ana', 'bo']);
  expect(peopleToAssign(people, null, 'sre').map(({ id }) => id)).toEqual(['ana']);
});
