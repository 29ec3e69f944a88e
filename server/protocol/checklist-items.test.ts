import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AddedStep, Checklist, Placement, StepState } from './checklist.ts';
import { checklistItems, progressOf, stateOf, untouched } from './checklist-items.ts';
import type { Runbook } from './runbook.ts';
import { manySteps, runbookOf, stepNamed } from './testing/runbooks.ts';

const at = '2026-11-23T03:00:00.000Z';

function checklistOf(change: Partial<Checklist> = {}): Checklist {
  return {
    ...{ id: 'list', incidentId: 'incident', runbook: null, attachedAt: at, reasons: [] },
    ...{ attachedBy: { kind: 'hub' }, detachedAt: null, added: [], placements: [], steps: {} },
    ...change,
  };
}

function added(stepId: string): AddedStep {
  return { stepId, text: stepId, role: null, isCritical: false, addedBy: 'ada', addedAt: at };
}

function answered(answer: string): StepState {
  return { ...untouched, status: 'done', statusBy: 'ada', statusAt: at, answer };
}

/** The steps that are shown, each indented by its depth. */
function shown(checklist: Checklist, runbook: Runbook | null): string[] {
  return checklistItems(checklist, runbook)
    .filter(({ isHidden }) => !isHidden)
    .map(({ stepId, depth }) => '-'.repeat(depth) + stepId);
}

const nested = runbookOf(
  [stepNamed('a', { steps: [stepNamed('a1'), stepNamed('a2')] }), stepNamed('b')],
  [stepNamed('c')],
);

test('steps stand as in the runbook until somebody moves them', () => {
  expect(shown(checklistOf(), nested)).toEqual(['-a', '--a1', '--a2', '-b', '-c']);
  const sections = checklistItems(checklistOf(), nested).map(({ section }) => section?.title);
  expect(sections).toEqual([...Array.from({ length: 4 }, () => 'Section 1'), 'Section 2']);
});

const moves: [name: string, placements: [string, string | null][], expected: string[]][] = [
  ['with all below it', [['a', 'b']], ['-b', '-a', '--a1', '--a2', '-c']],
  ['before all others', [['a2', null]], ['-a2', '-a', '--a1', '-b', '-c']],
  ['beside the step that it follows', [['c', 'a1']], ['-a', '--a1', '--c', '--a2', '-b']],
  ['after a step with steps below it', [['c', 'a']], ['-a', '--a1', '--a2', '-c', '-b']],
  ['nowhere below itself', [['a', 'a1']], ['-a', '--a1', '--a2', '-b', '-c']],
  ['nowhere after itself', [['a', 'a']], ['-a', '--a1', '--a2', '-b', '-c']],
  ['nowhere after what is not there', [['a', 'gone']], ['-a', '--a1', '--a2', '-b', '-c']],
  ['one after the other', [['b', 'c'], ['a', 'b'], ['c', null]], ['-c', '-b', '-a', '--a1', '--a2']], // prettier-ignore
];

test.each(moves)('a step moves %s', (_name, placements, expected) => {
  const moved = placements.map(([stepId, after]): Placement => ({ stepId, after }));
  expect(shown(checklistOf({ placements: moved }), nested)).toEqual(expected);
});

test('a moved step belongs to the section of the step that it follows', () => {
  const placements = [{ stepId: 'a1', after: 'c' }];
  const item = checklistItems(checklistOf({ placements }), nested).at(-1);
  expect([item?.stepId, item?.depth, item?.section?.title]).toEqual(['a1', 1, 'Section 2']);
});

test('added steps stand where they were put, in a runbook and without one', () => {
  const both = { added: [added('x'), added('y')] };
  const placements = [
    { stepId: 'x', after: null },
    { stepId: 'y', after: 'x' },
  ];
  expect(shown(checklistOf({ ...both, placements }), null)).toEqual(['-x', '-y']);
  const inside = [
    { stepId: 'x', after: 'a1' },
    { stepId: 'y', after: 'gone' },
  ];
  expect(shown(checklistOf({ ...both, placements: inside }), nested)).toEqual([
    ...['-a', '--a1', '--x', '--a2', '-b', '-c', '-y'],
  ]);
});

const asking = runbookOf([
  stepNamed('grown', { answers: ['yes', 'no'] }),
  stepNamed('grow', {
    condition: { step: 'grown', is: 'equal', answer: 'yes' },
    answers: ['enough', 'not enough'],
    steps: [stepNamed('watch')],
  }),
  stepNamed('clean', { condition: { step: 'grown', is: 'different', answer: 'yes' } }),
  stepNamed('buy', { condition: { step: 'grow', is: 'equal', answer: 'not enough' } }),
]);

test('a condition hides a step and all below it until it holds', () => {
  const after = (steps: Checklist['steps']) => shown(checklistOf({ steps }), asking);
  expect(after({})).toEqual(['-grown']);
  expect(after({ grown: answered('yes') })).toEqual(['-grown', '-grow', '--watch']);
  expect(after({ grown: answered('no') })).toEqual(['-grown', '-clean']);
  expect(after({ grown: { ...answered('yes'), status: 'doing' } })).toEqual(['-grown']);
  const both = { grown: answered('yes'), grow: answered('not enough') };
  expect(after(both)).toEqual(['-grown', '-grow', '--watch', '-buy']);
});

test('the answer of a step that is hidden does not count', () => {
  const steps = { grown: answered('no'), grow: answered('not enough') };
  expect(shown(checklistOf({ steps }), asking)).toEqual(['-grown', '-clean']);
});

test('steps that wait for each other are hidden, whichever is asked first', () => {
  const steps = { grown: answered('yes') };
  const placements = [{ stepId: 'grown', after: 'watch' }];
  expect(shown(checklistOf({ steps, placements }), asking)).toEqual([]);
});

test('what is hidden does not count, and all that is settled does', () => {
  const as = (status: StepState['status']): StepState => ({ ...untouched, status });
  const steps = { grown: answered('no'), grow: as('failed'), clean: as('failed') };
  const items = checklistItems(checklistOf({ steps }), asking);
  expect(progressOf(items)).toEqual({ total: 2, settled: 2, failed: 1 });
  const begun = checklistItems(
    checklistOf({ steps: { a: as('doing'), b: as('skipped') } }),
    nested,
  );
  expect(progressOf(begun)).toEqual({ total: 5, settled: 1, failed: 0 });
});

test('a step may have the name of what every object has', () => {
  const runbook = runbookOf([stepNamed('constructor'), stepNamed('toString')]);
  const items = checklistItems(checklistOf(), runbook);
  expect(items.map(({ state }) => state)).toEqual([untouched, untouched]);
  expect(stateOf(checklistOf(), 'valueOf')).toBe(untouched);
});

const anyId = fc.constantFrom('a', 'a1', 'a2', 'b', 'c', 'x', 'y', 'z', 'gone');
const anyPlacements = fc.array(
  fc.record({ stepId: anyId, after: fc.option(anyId, { nil: null }) }),
  { maxLength: 40 },
);

test('every step is there exactly once, whatever was placed where', () => {
  fc.assert(
    fc.property(anyPlacements, fc.boolean(), (placements, hasRunbook) => {
      const checklist = checklistOf({ added: ['x', 'y', 'z'].map(added), placements });
      const items = checklistItems(checklist, hasRunbook ? nested : null);
      const expected = [...(hasRunbook ? ['a', 'a1', 'a2', 'b', 'c'] : []), 'x', 'y', 'z'];
      expect(items.map(({ stepId }) => stepId).toSorted()).toEqual(expected);
      items.forEach(({ depth }, index) => {
        expect(depth).toBeGreaterThan(0);
        expect(depth).toBeLessThanOrEqual((items[index - 1]?.depth ?? 0) + 1);
      });
    }),
  );
});

test('moving a step leaves all others in their order', () => {
  const leaf = fc.constantFrom('a1', 'a2', 'b', 'c');
  fc.assert(
    fc.property(leaf, fc.option(anyId, { nil: null }), (stepId, after) => {
      const checklist = checklistOf({ placements: [{ stepId, after }] });
      const others = checklistItems(checklist, nested).filter((item) => item.stepId !== stepId);
      const expected = ['a', 'a1', 'a2', 'b', 'c'].filter((id) => id !== stepId);
      expect(others.map((item) => item.stepId)).toEqual(expected);
    }),
  );
});

test('1,000 steps and as many moves are laid over without losing one', () => {
  const runbook = runbookOf(manySteps(1_000));
  const placements = Array.from({ length: 1_000 }, (_, index) => ({
    stepId: `step-${(index * 7) % 500}`,
    after: index % 50 === 0 ? null : `step-${(index * 13 + 1) % 500}`,
  }));
  const checklist = checklistOf({ placements });
  const ids = checklistItems(checklist, runbook).map(({ stepId }) => stepId);
  expect(new Set(ids).size).toBe(1_000);
});

test('a chain of steps as deep as there are steps is no trouble', () => {
  const runbook = runbookOf(manySteps(1_000));
  // Each goes beside the step below the one before it, and so one deeper.
  const placements = Array.from({ length: 499 }, (_, index) => ({
    stepId: `step-${index + 1}`,
    after: `below-${index}`,
  }));
  const items = checklistItems(checklistOf({ placements }), runbook);
  expect(items).toHaveLength(1_000);
  expect(Math.max(...items.map(({ depth }) => depth))).toBeGreaterThan(400);
});
