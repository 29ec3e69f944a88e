import { expect, test } from 'vitest';
import type { Checklist, StepState } from '../../../protocol/checklist.ts';
import { untouched } from '../../../protocol/checklist-items.ts';
import { parseRunbook } from '../parse-runbook.ts';
import type { RunbookRun } from './runbook-run.ts';
import { suggestChanges } from './suggest-changes.ts';

const file = `---
title: Checkout answers slowly
services: [checkout]
---
# Look

- [ ] Tell the room {developer, 3 min, critical}
- [ ] Ask for the moon
- [ ] Is it the pool? {id: pool}

# Act

- [ ] Scale the pool {sre, 5 min, if: pool = yes, stopgap undo: "wait 5 min, set it back"}

  Connections run out first.

  - [ ] Check that it helped
- [ ] Restart it
`;

interface Said {
  steps?: Record<string, Partial<StepState>>;
  added?: { text: string; after: string | null; role?: 'sre' }[];
  moved?: { stepId: string; after: string | null }[];
  minutes?: Record<string, number>;
}

function runOf(
  { steps = {}, added = [], moved = [], minutes = {} }: Said,
  text = file,
): RunbookRun {
  const parsed = parseRunbook(text);
  if (!parsed.ok) throw new Error('This is no runbook.');
  const news = added.map((one, index) => ({ ...one, stepId: `added ${index}` }));
  const checklist: Checklist = {
    ...{ id: 'checklist', incidentId: 'incident', reasons: [], detachedAt: null },
    runbook: { hash: 'a'.repeat(64), path: 'checkout.md', title: 'Checkout' },
    attachedAt: '2026-11-23T03:00:00.000Z',
    attachedBy: { kind: 'hub' },
    added: news.map(({ stepId, text: said, role = null }) => ({
      ...{ stepId, text: said, role, isCritical: false, addedBy: 'ada' },
      addedAt: '2026-11-23T03:00:00.000Z',
    })),
    placements: [...news.map(({ stepId, after }) => ({ stepId, after })), ...moved],
    steps: Object.fromEntries(
      Object.entries({ pool: { status: 'done' as const, answer: 'yes' }, ...steps }).map(
        ([id, state]) => [id, { ...untouched, ...state }],
      ),
    ),
  };
  return { incidentNumber: 1, checklist, runbook: parsed.runbook, minutes };
}

function suggest(said: Said[], text = file) {
  const changes = suggestChanges(
    text,
    said.map((one) => runOf(one, text)),
  );
  if (!changes) throw new Error('This is no runbook.');
  expect(parseRunbook(changes.text)).toMatchObject({ ok: true, warnings: [] });
  return changes;
}

const skipped = (reason: string) => ({ status: 'skipped' as const, reason });
const failed = (reason: string) => ({ status: 'failed' as const, reason });

test('before the third run nothing is suggested', () => {
  const run = { steps: { 'ask-for-the-moon': skipped('Nobody has it') } };
  expect(suggest([run, run]).text).toBe(file);
});

test('a step that everybody skipped is taken out', () => {
  const run = { steps: { 'ask-for-the-moon': skipped('Nobody has it') } };
  const { text, reasons } = suggest([run, run, run]);
  expect(text).toBe(file.replace('- [ ] Ask for the moon\n', ''));
  expect(reasons).toEqual(['“ask-for-the-moon” was skipped in 3 of 3 runs: “Nobody has it”']);
});

test('a step that most skipped says so, with the commonest reason', () => {
  const moon = 'ask-for-the-moon';
  const { text } = suggest([
    { steps: { [moon]: skipped('It is  day') } },
    { steps: { [moon]: skipped('it is day.') } },
    { steps: { [moon]: skipped('No time') } },
    {},
  ]);
  const note = '\n  Skipped in 3 of 4 runs: “It is day”.\n\n';
  expect(text).toBe(file.replace('the moon\n', `the moon\n${note}`));
});

test('a critical step and one that others ask about are never taken out', () => {
  const run = { steps: { 'tell-the-room': skipped('Empty'), pool: skipped('We knew') } };
  const { text } = suggest([run, run, run]);
  expect(text).toContain('- [ ] Tell the room {developer, 3 min, critical}\n\n  Skipped in 3 of 3');
  expect(text).toContain('- [ ] Is it the pool? {id: pool}\n\n  Skipped in 3 of 3');
});

test('a step that failed says so, whatever the reason is made of', () => {
  const reason = '<script>alert(1)</script>\n- [ ] `rm -rf /` {critical}\u202e';
  const { text } = suggest([{ steps: { 'scale-the-pool': failed(reason) } }, {}, {}]);
  expect(text).toContain('  Failed in 1 of 3 runs: “\\<script\\>alert(1)\\</script\\> - \\[ \\] ');
  expect(parseRunbook(text)).toMatchObject({ ok: true });
});

test('steps that were not shown were not skipped', () => {
  const hidden = { pool: { status: 'done' as const, answer: 'no' } };
  const run = { steps: { ...hidden, 'scale-the-pool': skipped('Not there') } };
  expect(suggest([run, run, run]).text).toBe(file);
});

test('a slow step gets the time that it takes, and no other number is touched', () => {
  const slow = (minutes: number) => ({
    steps: { 'scale-the-pool': { status: 'done' as const } },
    minutes: { 'scale-the-pool': minutes },
  });
  const { text } = suggest([slow(11.2), slow(12), slow(90)]);
  const edited = '{sre, 12 min, if: pool = yes, stopgap undo: "wait 5 min, set it back"}';
  expect(text).toContain(edited);
  expect(text.length).toBe(file.length + 1);
});

test('a step that people add again and again comes in at its place', () => {
  const added = (text: string) => [{ text, after: 'scale-the-pool', role: 'sre' as const }];
  const { text, reasons } = suggest([
    { added: added('Warn the shop') },
    { added: added('warn  the shop.') },
    { added: added('Something else') },
  ]);
  const before = '  - [ ] Check that it helped\n';
  expect(text).toBe(file.replace(before, `${before}- [ ] Warn the shop {sre}\n`));
  expect(reasons).toEqual(['“Warn the shop” was added in 2 of 3 runs']);
});

test('a step that people add before all others comes first', () => {
  const run = { added: [{ text: 'Breathe', after: null }] };
  const { text } = suggest([run, run, run]);
  expect(text).toContain('# Look\n\n- [ ] Breathe\n- [ ] Tell the room');
});

test('a step that people move is moved, with its sub-steps', () => {
  const run = { moved: [{ stepId: 'scale-the-pool', after: 'restart-it' }] };
  const { text } = suggest([run, run, {}]);
  const act = text.slice(text.indexOf('# Act'));
  expect(act.match(/\[ \] [\w ]+/g)).toEqual([
    '[ ] Restart it',
    '[ ] Scale the pool ',
    '[ ] Check that it helped',
  ]);
});

test('a move that would put a condition before its question is left to people', () => {
  const run = { moved: [{ stepId: 'scale-the-pool', after: null }] };
  const { text, leftOut } = suggest([run, run, run]);
  expect(text).toBe(file);
  expect(leftOut).toEqual(['“scale-the-pool” was moved before all others in 3 of 3 runs']);
});

test('what was done about the runs is not suggested again', () => {
  const said: Said[] = [
    { steps: { 'ask-for-the-moon': skipped('No') }, added: [{ text: 'Breathe', after: null }] },
    { steps: { 'restart-it': failed('It hung') }, added: [{ text: 'Breathe', after: null }] },
    { steps: { 'ask-for-the-moon': skipped('No') } },
  ];
  const { text } = suggest(said);
  expect(text).not.toBe(file);
  const runs = said.map((one) => runOf(one));
  expect(suggestChanges(text, runs)).toMatchObject({ text, reasons: [], leftOut: [] });
});

test('line ends, a byte order mark and a missing end of the last line stay', () => {
  const dressed = `\uFEFF${file.trimEnd().replaceAll('\n', '\r\n')}`;
  const run = { steps: { 'restart-it': failed('It hung') } };
  const { text } = suggest([run, run, run], dressed);
  expect(text.startsWith(dressed)).toBe(true);
  expect(text.slice(dressed.length)).toContain('Failed in 3 of 3 runs: “It hung”.');
  expect(text.replaceAll('\r\n', '')).not.toContain('\n');
});
