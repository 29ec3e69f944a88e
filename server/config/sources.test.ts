import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkConfig } from './config-file.ts';
import { formatProblem } from './problem.ts';
import type { FileReader } from './read-text.ts';

const folder = resolve('/etc/tocsin');

/** Files of a folder that is not on any disk. */
function readerOf(files: Record<string, string>): FileReader {
  const byPath = new Map(
    Object.entries(files).map(([name, text]) => [resolve(folder, name), text]),
  );
  return {
    readText: (path) => {
      const text = byPath.get(path);
      const missing = { ok: false as const, reason: 'There is no such file.', remedy: 'Write it.' };
      const found = { ok: true as const, bytes: text?.length ?? 0, identity: path };
      return Promise.resolve(text === undefined ? missing : { ...found, text });
    },
    listNames: (path) => {
      const below = [...byPath.keys()].filter((one) => one.startsWith(`${path}/`));
      const names = below.map((one) => one.slice(path.length + 1).split('/')[0] ?? '');
      return Promise.resolve([...new Set(names)].toSorted());
    },
  };
}

const nowMs = Date.UTC(2026, 10, 23);

async function check(files: Record<string, string>) {
  const checked = await checkConfig(`${folder}/hub.yaml`, readerOf(files), nowMs);
  const lines = (checked.ok ? checked.warnings : checked.problems).map((problem) => {
    expect(problem.remedy).not.toBe('');
    return formatProblem(problem).replaceAll(`${folder}/`, '');
  });
  return { config: checked.ok ? checked.config : null, lines, places: checked.places };
}

test('included files hold the same sections; each problem stands where it stands', async () => {
  const files = {
    'hub.yaml': 'include: [people.yaml, teams/*.yaml]\ngrouping: { windowSeconds: 5 }\n',
    'people.yaml': 'people:\n  ana: { name: Ana }\n  raj: { name: Raj }\n',
    'teams/.hidden.yaml': 'nonsense: [',
    'teams/ops.yaml': 'teams: { ops: { side: sre, zone: UTC, members: [raj] } }\n',
    'teams/shop.yaml':
      'teams:\n  shop: { side: developer, zone: UTC, members: [ana] }\n' +
      'services:\n  checkout: { developers: shop, sres: ops }\n' +
      'runbooks: { folders: [books] }\nredaction: [{ pattern: a }]\n',
  };
  const { config, lines, places } = await check(files);
  expect(lines).toEqual([]);
  expect(config).toMatchObject({
    grouping: { windowSeconds: 5 },
    teams: { ops: { members: ['raj'] }, shop: { members: ['ana'] } },
    runbooks: { folders: [`${folder}/teams/books`] },
  });
  expect(places.files.map((file) => file.slice(folder.length + 1))).toEqual([
    ...['hub.yaml', 'people.yaml', 'teams/ops.yaml', 'teams/shop.yaml'],
  ]);
  expect(places.folders).toEqual([`${folder}/teams`]);
  const wrong = { ...files, 'people.yaml': 'people:\n  ana: { name: Ana, zne: UTC }\n' };
  expect((await check(wrong)).lines).toEqual([
    'people.yaml:2:21: people.ana.zne: There is no such field.',
    'teams/ops.yaml:1:49: teams.ops.members.0: There is no person "raj" in `people`.',
  ]);
});

test('what is given twice is an error that names both files', async () => {
  const { lines } = await check({
    'hub.yaml':
      'include: [b.yaml]\npeople: { ana: { name: Ana } }\ngrouping: {}\n' +
      'redaction: [{ pattern: x }]\nchannels: { webhooks: { sms: { url: "https://a.example", secretFile: /s } } }\n',
    'b.yaml':
      'people:\n  ana: { name: Anna }\ngrouping: {}\nredaction: [{ pattern: "(" }]\n' +
      'channels: { linkLifetime: 1h, webhooks: { sms: { url: "https://b.example", secretFile: /s } } }\n',
  });
  expect(lines).toEqual([
    'b.yaml:2:3: people.ana: "ana" is also given in hub.yaml:2.',
    'b.yaml:3:1: grouping: "grouping" is also given in hub.yaml:3.',
    expect.stringContaining('b.yaml:4:24: redaction.1.pattern: '),
    'b.yaml:5:43: channels.webhooks.sms: "sms" is also given in hub.yaml:5.',
  ]);
});

test.each([
  ['itself', { 'hub.yaml': 'include: [hub.yaml]' }, 'hub.yaml:1:11: include.0: Files include each'],
  [
    'a file that includes it',
    {
      'hub.yaml': 'include: [a.yaml]',
      'a.yaml': 'include: [./b.yaml]',
      'b.yaml': 'include: [a.yaml]',
    },
    'b.yaml:1:11: include.0: Files include each other in a circle: a.yaml → b.yaml → a.yaml.',
  ],
  [
    'the same file twice',
    { 'hub.yaml': 'include: [a.yaml, ./a.yaml]', 'a.yaml': '' },
    'hub.yaml:1:19: include.1: a.yaml is included already, by hub.yaml.',
  ],
  ['what is not there', { 'hub.yaml': 'include: [x.yaml]' }, 'include.0: x.yaml: There is no such'],
  [
    'what is no YAML',
    { 'hub.yaml': 'include: [a.yaml]', 'a.yaml': '\n\tpeople: {}' },
    'a.yaml:2:1: Tabs are not allowed as indentation',
  ],
  [
    'a list',
    { 'hub.yaml': 'include: [a.yaml]', 'a.yaml': '- people' },
    'a.yaml:1:1: Invalid input: expected object, received array',
  ],
  [
    'what includes nothing sensible',
    { 'hub.yaml': 'include: [a.yaml]', 'a.yaml': 'include: 3' },
    'a.yaml:1:10: include: Invalid input: expected array, received number',
  ],
  [
    'deeper than anybody follows',
    Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        index === 0 ? 'hub.yaml' : `${index}.yaml`,
        `include: [${index + 1}.yaml]`,
      ]),
    ),
    '9.yaml:1:11: include.0: Files include each other at most 10 levels deep.',
  ],
])('a file cannot include %s', async (_name, files, said) => {
  const { lines } = await check(files);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(said);
});

test('a pattern leaves out its own file; one that means nothing is a warning', async () => {
  const { config, lines } = await check({
    'hub.yaml': 'include: ["*.yaml", "later-?.yml"]',
    'a.yaml': 'grouping: { windowSeconds: 7 }',
  });
  expect(config?.grouping.windowSeconds).toBe(7);
  expect(lines).toEqual(['hub.yaml:1:21: include.1: No file has such a name.']);
});

test('too many files are refused, and so are references that multiply over files', async () => {
  const many = Array.from({ length: 1_100 }, (_, index) => [`n/${index}.yaml`, '']);
  const full = await check({ 'hub.yaml': 'include: [n/*]', ...Object.fromEntries(many) });
  expect(full.lines).toEqual(['hub.yaml:1:11: include.0: A config has at most 1000 files.']);
  const list = Array.from({ length: 5_000 }, () => 'x').join(', ');
  const bomb = `a: &a [${list}]\nb: [${Array.from({ length: 99 }, () => '*a').join(', ')}]\n`;
  const bombs = Array.from({ length: 5 }, (_, index) => [`n/${index}.yaml`, bomb]);
  const { lines } = await check({ 'hub.yaml': 'include: [n/*]', ...Object.fromEntries(bombs) });
  expect(lines).toEqual([
    'hub.yaml:1:11: include.0: References multiply what is here beyond measure.',
  ]);
});

test('Windows writes files too', async () => {
  const text = 'grouping:\r\n  windowSeconds: 5\r\n  windwSeconds: 3\r\n';
  expect((await check({ 'hub.yaml': text })).lines).toEqual([
    'hub.yaml:3:3: grouping.windwSeconds: There is no such field.',
  ]);
});

test('no files make it throw, and every problem points into one of them', async () => {
  const line = fc.constantFrom(
    ...[
      'include: [a.yaml, b.yaml, "*.yaml"]',
      'include: 3',
      'people:',
      '  ana: { name: Ana }',
      '- x',
    ],
    ...[
      'teams: { t: { side: sre, zone: UTC, members: [ana] } }',
      'rotas: { r: { team: t } }',
      '\t',
      '{',
    ],
    ...[
      '    layers: [{ start: 1, people: [] }]',
      'policies: { p: { steps: [{ page: [x] }] } }',
      '&a *a',
    ],
    ...[
      'channels: { webhooks: 3 }',
      'channels:',
      'redaction: [1]',
      'redaction: x',
      'runbooks:',
      '',
    ],
  );
  const text = fc.array(line, { maxLength: 6 }).map((lines) => lines.join('\n'));
  const files = fc.record({ 'hub.yaml': text, 'a.yaml': text, 'b.yaml': text });
  await fc.assert(
    fc.asyncProperty(files, async (texts) => {
      const checked = await checkConfig(`${folder}/hub.yaml`, readerOf(texts), nowMs);
      const problems = checked.ok ? checked.warnings : checked.problems;
      expect(checked.ok || problems.length > 0).toBe(true);
      for (const { file, line: at, column, remedy } of problems) {
        const lines = texts[file.slice(folder.length + 1) as keyof typeof texts].split('\n');
        expect(at >= 1 && at <= lines.length && column >= 1 && remedy !== '').toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});
