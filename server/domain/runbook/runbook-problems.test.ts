import { expect, test } from 'vitest';
import { parseRunbook } from './parse-runbook.ts';

const top = '---\ntitle: Slow\nservices: [checkout]\n---\n';

/** Every problem as `line:column reason`, warnings marked. */
function problemsOf(text: string): string[] {
  const parsed = parseRunbook(text);
  const problems = parsed.ok ? parsed.warnings : parsed.problems;
  for (const { remedy } of problems) expect(remedy).not.toBe('');
  return problems.map(({ level, line, column, reason }) => {
    return `${line}:${column} ${reason}${level === 'warning' ? ' (warning)' : ''}`;
  });
}

const step = '- [ ] x\n';

test.each([
  ['nothing', '', ['1:1 A runbook begins with front matter.', '1:1 This runbook has no steps.']],
  ['no front matter', step, ['1:1 A runbook begins with front matter.']],
  ['no end', `---\ntitle: x\n${step}`, ['1:1 The front matter has no end.']],
  [
    'broken YAML',
    `---\ntitle: [x\n---\n${step}`,
    ['3:1 Flow sequence in block collection must be sufficiently indented and end with a ]'],
  ],
  ['a list', `---\n- x\n---\n${step}`, ['2:1 Invalid input: expected object, received array']],
  [
    'unknown fields',
    `---\ntitle: x\nservice: [a]\nservices: [a]\n---\n${step}`,
    ['3:1 service: There is no such field.'],
  ],
  ['no title', `---\nservices: [a]\n---\n${step}`, ['2:1 title: This field is missing.']],
  [
    'nothing that it is for',
    `---\ntitle: x\nalerts: []\n---\n${step}`,
    ['2:1 Say what it is for: `services`, `alerts` or `labels`.'],
  ],
  [
    'bad patterns',
    `---\ntitle: x\nalerts: [fine, '/(/']\nlabels:\n  - { app: '/a(?=b)/' }\n---\n${step}`,
    [
      '3:16 alerts.1: This is no regular expression of RE2: error parsing regexp: missing closing ): `(?s)(`',
      '5:12 labels.0.app: This is no regular expression of RE2: error parsing regexp: invalid or unsupported Perl syntax: `(?=`',
    ],
  ],
])('front matter: %s', (_name, text, problems) => {
  expect(problemsOf(text)).toEqual(problems);
});

test.each([
  ['no steps', '# A\n- a\n', ['5:1 This runbook has no steps.']],
  [
    'no text',
    '- [ ] {sre}\n- [ ]\n',
    ['5:7 This step says nothing.', '6:6 This step says nothing.'],
  ],
  [
    'an id twice',
    '- [ ] a {id: x}\n- [ ] b {sre, id: x}\n',
    ['6:19 The step of line 5 has the id "x" too.'],
  ],
  ['a bad id', '- [ ] a {id: A B}\n', ['5:10 This is no id.']],
  [
    'the same text twice in one section only',
    '- [ ] a\n  - [ ] a {sre}\n\n# B\n- [ ] a\n',
    ['6:9 Line 5 says the same in this section. (warning)'],
  ],
  [
    'a condition on no step, a later one, itself',
    '- [ ] a {if: z = yes}\n- [ ] b {if: c = yes}\n- [ ] c {if: c = yes}\n',
    [
      '5:14 There is no step "z".',
      '6:14 The step "c" does not come before this one.',
      '7:14 The step "c" does not come before this one.',
    ],
  ],
  [
    'answers that are never given',
    '- [ ] a {answer: one | two}\n- [ ] b {if: a = three}\n- [ ] c {if: b = maybe}\n',
    [
      '6:18 The step "a" is never answered "three".',
      '7:18 The step "b" is never answered "maybe".',
    ],
  ],
  ['half a condition', '- [ ] a {if: b}\n', ['5:10 This is no condition.']],
  ['one answer', '- [ ] a {answer: one}\n', ['5:10 These are no answers.']],
  [
    'unknown attributes',
    '- [ ] a {sre, urgent, undo: "x", developers}\n',
    [
      '5:15 There is no attribute "urgent".',
      '5:23 There is no attribute "undo : x".',
      '5:34 There is no attribute "developers".',
    ],
  ],
  [
    'attributes twice',
    '- [ ] a {sre, developer, 5 min, 6 min}\n',
    ['5:15 The role is given twice.', '5:33 The expected time is given twice.'],
  ],
  [
    'a time of another kind',
    '- [ ] a {5 hours}\n- [ ] b {0 min}\n',
    ['5:10 This is no time.', '6:10 This is no time.'],
  ],
  ['empty braces', '- [ ] a {}\n', ['5:9 There is an attribute missing.']],
  ['a stray sign', '- [ ] a {sre; critical}\n', ['5:10 ";" means nothing here.']],
  [
    'a stopgap without undo',
    '- [ ] a {stopgap}\n- [ ] b {stopgap undo: ""}\n',
    [
      '5:10 A stopgap says how exactly it is undone.',
      '6:10 A stopgap says how exactly it is undone.',
    ],
  ],
  [
    'attributes that do not end the line',
    '- [ ] a {sre}.\n- [ ] b {sre, id: "x}\n',
    [
      '5:9 These attributes are taken for text. (warning)',
      '6:9 These attributes are taken for text. (warning)',
    ],
  ],
  [
    'depth',
    '- [ ] a\n  - [ ] b\n    - [ ] c\n      - [ ] d\n        - [ ] e\n',
    ['9:15 This step is 5 deep; 4 are allowed.'],
  ],
  ['a tick', '- [x] a\n', ['5:3 This step is ticked. (warning)']],
  ['a tab', '- [ ] a\n\t- [ ] b\n', ['6:1 This step is indented with a tab. (warning)']],
  ['a quotation', '- [ ] a\n\n> - [ ] b\n', ['7:1 No step can be here.']],
  ['an item that is no step', '- [ ] a\n- b\n  - [ ] c\n', ['7:3 No step can be here.']],
  ['a block without end', '- [ ] a\n  ```sh\n  x\n- [ ] b\n', ['6:3 This code block has no end.']],
  [
    'hooks',
    '```sh hook=x\n```\n- [ ] a\n  ```sh hook=../x\n  ```\n  ``` hook=a hook=b\n  ```\n',
    [
      '5:7 A hook belongs to a step.',
      '8:9 This is no name of a hook.',
      '10:7 Two hooks are named here.',
    ],
  ],
  [
    'what cannot be seen',
    '- [ ] a\u0000\n- [ ] b \u202E c\n',
    ['5:8 The character U+0000 cannot be seen.', '6:9 The character U+202E cannot be seen.'],
  ],
  [
    'a long line',
    `- [ ] ${'x'.repeat(2_001)}\n`,
    ['5:7 The first line of a step has at most 2000 characters.'],
  ],
])('steps: %s', (_name, body, problems) => {
  expect(problemsOf(top + body)).toEqual(problems);
});

test('all problems are told at once, in the order of the file', () => {
  const text = `---\ntitle: x\n---\n- [ ] a {b}\n- [ ] a\n- [ ] c {stopgap}\n`;
  expect(problemsOf(text).map((problem) => problem.split(' ')[0])).toEqual([
    '2:1',
    '4:10',
    '5:7',
    '6:10',
  ]);
});

test('of a text that is wrong in every line, the first problems are told', () => {
  const problems = problemsOf(`${top}${'- [x] a \u0000\n'.repeat(900)}`);
  expect(problems).toHaveLength(1_000);
  expect(problems[0]).toBe('5:3 This step is ticked. (warning)');
});
