import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseRunbook } from './parse-runbook.ts';
import type { Runbook, RunbookStep } from './runbook.ts';

const top = '---\ntitle: Slow\nservices: [checkout]\n---\n';

function parse(body: string): Runbook {
  const parsed = parseRunbook(`${top}${body}`);
  expect(parsed).toMatchObject({ ok: true, warnings: [] });
  return parsed.ok ? parsed.runbook : { ...empty };
}

const empty: Runbook = { title: '', services: [], alerts: [], labels: [], sections: [] };

function stepsOf(body: string): readonly RunbookStep[] {
  return parse(body).sections.flatMap(({ steps }) => steps);
}

test('headings are sections, items with boxes are steps, nested ones sub-steps', () => {
  const body = `
- [ ] Before all
# First
Some words.

- [ ] One
  - [ ] One and a half
- not a step

Other words.

Second
of two
------
1. [ ] Two
`;
  expect(parse(body)).toMatchObject({
    title: 'Slow',
    services: ['checkout'],
    alerts: [],
    sections: [
      { title: null, level: 0, parts: [], steps: [{ text: 'Before all', line: 6 }] },
      {
        title: 'First',
        level: 1,
        line: 7,
        parts: [{ kind: 'text', markdown: 'Some words.\n\n- not a step\n\nOther words.' }],
        steps: [{ text: 'One', steps: [{ text: 'One and a half', line: 11, steps: [] }] }],
      },
      { title: 'Second of two', level: 2, line: 16, steps: [{ text: 'Two', line: 19 }] },
    ],
  });
});

test('the rest of an item is its text and its commands, in their order', () => {
  const body = `
- [ ] Scale the pool {sre}
  in both regions.

  > It takes a while.

  \`\`\`sh hook=scale-pool
  scale --to 100
    --now
  \`\`\`
  - look at the graph

  \`\`\`
  done
  \`\`\`
`;
  expect(stepsOf(body)[0]).toMatchObject({
    text: 'Scale the pool',
    parts: [
      { kind: 'text', markdown: 'in both regions.\n\n> It takes a while.' },
      {
        kind: 'commands',
        language: 'sh',
        text: 'scale --to 100\n  --now',
        hook: 'scale-pool',
      },
      { kind: 'text', markdown: '- look at the graph' },
      { kind: 'commands', language: '', text: 'done', hook: null },
    ],
  });
});

test('attributes stand in braces at the end of the first line', () => {
  const body = `
- [ ] Is it one region? {id: one-region}
- [ ] Scale \`{the}\` pool {sre, 5 min, critical, if: "one-region" = "no", id: scale-pool, stopgap undo: "set \\"pool\\" {back} to 50"}
- [ ] How bad? {developer, answer: bad | "very bad" | none}
- [ ] Tell them {if: how-bad != "very bad"}
- [ ] Write \${HOME} {and} so on
`;
  const plain = { role: null, expectedMinutes: null, critical: false, stopgap: null };
  expect(stepsOf(body)).toMatchObject([
    { ...plain, id: 'one-region', answers: ['yes', 'no'], condition: null },
    {
      text: 'Scale `{the}` pool',
      id: 'scale-pool',
      role: 'sre',
      expectedMinutes: 5,
      critical: true,
      condition: { step: 'one-region', is: 'equal', answer: 'no' },
      stopgap: { undo: 'set "pool" {back} to 50' },
      answers: null,
    },
    { ...plain, id: 'how-bad', role: 'developer', answers: ['bad', 'very bad', 'none'] },
    { id: 'tell-them', condition: { step: 'how-bad', is: 'different', answer: 'very bad' } },
    { ...plain, text: 'Write ${HOME} {and} so on' },
  ]);
});

test('ids are made of the text, are unique, and stay when others change', () => {
  const body = `
- [ ] Prüfe die Größe!
- [ ] Check
- [ ] 🔥
- [ ] Other {id: check-2}
# Elsewhere
- [ ] Check
# And there
- [ ] check.
`;
  const ids = stepsOf(body).map(({ id }) => id);
  expect(ids).toEqual(['prüfe-die-größe', 'check', 'step', 'check-2', 'check-3', 'check-4']);
  const longer = stepsOf(`- [ ] Something new\n${body}`).map(({ id }) => id);
  expect(longer.slice(1)).toEqual(ids);
});

test('a byte order mark and all ends of lines are the same to it', () => {
  const text = `${top}# A\n- [ ] One\n  more\n- [ ] Two {sre}\n`;
  const plain = parseRunbook(text);
  expect(plain.ok).toBe(true);
  for (const end of ['\r\n', '\r']) {
    expect(parseRunbook(`\uFEFF${text.replaceAll('\n', end)}`)).toEqual(plain);
  }
});

test('what is commented out or within code is no step', () => {
  expect(stepsOf('- [ ] One\n\n<!--\n- [ ] Two\n-->\n\n```\n- [ ] Three\n```\n')).toHaveLength(1);
});

test('1,000 steps are allowed, and 5,000 are refused', () => {
  const many = (count: number): string =>
    top + Array.from({ length: count }, (_, n) => `- [ ] Step ${n} {sre, 5 min}\n`).join('');
  expect(parseRunbook(many(1_000)).ok).toBe(true);
  const text = many(5_000);
  expect(parseRunbook(text)).toMatchObject({
    ok: false,
    problems: [{ line: 1005, reason: 'This runbook has 5000 steps; 1000 are allowed.' }],
  });
});

test.each([
  ['quotations', '> '.repeat(200_000)],
  ['lists', '- '.repeat(200_000)],
  ['braces', `- [ ] ${' {'.repeat(400)}}\n`.repeat(500)],
  ['quotation marks', `- [ ] ${' {"'.repeat(400)}}\n`.repeat(500)],
  ['nested items', Array.from({ length: 600 }, (_, n) => `${' '.repeat(2 * n)}- [ ] x\n`).join('')],
])('a megabyte of %s is read in seconds', (_name, text) => {
  const before = performance.now();
  parseRunbook(top + text);
  expect(performance.now() - before).toBeLessThan(5_000);
});

test('the example is a runbook, without a warning', () => {
  const file = new URL('../../../docs/examples/checkout-pool.md', import.meta.url);
  expect(parseRunbook(readFileSync(file, 'utf8'))).toMatchObject({ ok: true, warnings: [] });
});
