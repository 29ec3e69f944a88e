import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseConfig } from './parse-config.ts';
import { formatProblem } from './problem.ts';

function problemsOf(text: string): string[] {
  const parsed = parseConfig(text, 'hub.yaml');
  return parsed.ok ? [] : parsed.problems.map(formatProblem);
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

test('an empty file means the defaults', () => {
  const none = { people: {}, teams: {}, services: {} };
  const defaults = {
    include: [],
    grouping: { windowSeconds: 300 },
    mappings: {},
    runbooks: { folders: [] },
    redaction: [],
    cards: {},
    hooks: {},
    stopgaps: { graceHours: 2 },
    probes: { hosts: [], intervalSeconds: 60, timeoutSeconds: 10, allowPrivateAddresses: false },
    ...none,
    rotas: {},
    policies: {},
    channels: { webhooks: {}, perPersonPerHour: 60, linkLifetime: 24 * hourMs },
    silences: { longest: 31 * 24 * hourMs, defaultFor: 2 * hourMs },
    drills: {
      atShiftStart: true,
      confirmWithin: 5 * minuteMs,
      selfCheckEvery: 4 * hourMs,
      offerAfter: 15 * minuteMs,
    },
    reachability: { unreachableAfter: 10 * minuteMs },
  };
  expect(parseConfig('', 'hub.yaml')).toEqual({ ok: true, config: defaults, warnings: [] });
  expect(parseConfig('# nothing yet\n', 'hub.yaml')).toEqual({
    ok: true,
    config: defaults,
    warnings: [],
  });
});

test('values are taken over', () => {
  const text = 'grouping:\n  windowSeconds: 60\nmappings:\n  probe:\n    key: "$.id"\n';
  expect(parseConfig(text, 'hub.yaml')).toMatchObject({
    ok: true,
    config: { grouping: { windowSeconds: 60 }, mappings: { probe: { key: '$.id' } } },
  });
});

test('all problems are told at once, each with its line, column, field and reason', () => {
  const text = [
    'grouping:',
    '  windowSeconds: soon',
    '  windwSeconds: 3',
    'extra: 1',
    'mappings:',
    '  Bad Name:',
    '    key: "$.a"',
    '  probe:',
    '    severity: { from: "$.s", values: { a: loud } }',
    '    title: ["$.a", 4]',
    '    service: 7',
    '    startsAt: "$.["',
  ].join('\n');
  expect(problemsOf(text)).toEqual([
    'hub.yaml:2:18: grouping.windowSeconds: Invalid input: expected number, received string',
    'hub.yaml:3:3: grouping.windwSeconds: There is no such field.',
    'hub.yaml:4:1: extra: There is no such field.',
    expect.stringContaining('hub.yaml:6:3: mappings.Bad Name: Use lower-case letters'),
    'hub.yaml:9:5: mappings.probe.key: This field is missing.',
    expect.stringContaining('hub.yaml:9:43: mappings.probe.severity.values.a: Invalid option'),
    'hub.yaml:10:20: mappings.probe.title.1: Invalid input: expected string, received number',
    'hub.yaml:11:14: mappings.probe.service: Expected string or array.',
    expect.stringContaining('hub.yaml:12:15: mappings.probe.startsAt: This is no JSONPath'),
  ]);
});

test.each([
  ['text that is no YAML', 'grouping: [', 'hub.yaml:1:12: '],
  ['a field given twice', 'grouping:\n  windowSeconds: 3\n  windowSeconds: 4\n', 'hub.yaml:3:3: '],
  ['a list instead of fields', '- grouping', 'hub.yaml:1:1: '],
  ['an unknown tag', 'grouping: !secret x', 'hub.yaml:1:11: '],
  ['a reference to nothing', 'grouping: *nothing', 'hub.yaml:1:11: '],
  ['a name that would vanish', 'people:\n  __proto__: { name: X }\n', 'hub.yaml:2:3: '],
  ['several documents', 'grouping: {}\n---\ngrouping: {}\n', 'hub.yaml:2:1: '],
])('%s is refused with its line', (_name, text, place) => {
  expect(problemsOf(text)[0]).toMatch(place);
});

test('references that multiply beyond measure are refused', () => {
  const lists = Array.from({ length: 12 }, (_, level) => {
    const items = Array.from({ length: 9 }, () => (level === 0 ? 'x' : `*l${level - 1}`));
    return `l${level}: &l${level} [${items.join(', ')}]`;
  });
  expect(problemsOf(lists.join('\n'))[0]).toMatch(/^hub\.yaml:1:1: .*alias/i);
});

test('nothing of a file acts on a terminal, or fills a log', () => {
  const [line = ''] = problemsOf(`? "\\e[31m\\u202E${'x'.repeat(5_000)}"\n: 1`);
  expect(line).toMatch(/^hub\.yaml:1:3: \uFFFD\[31m\uFFFDx+\.\.\.: There is no such field\.$/);
  expect(line.length).toBeLessThan(1_100);
});

test('no text makes it throw, and every problem points into the text', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom('grouping:', '  windowSeconds: -1', 'mappings:', '  a:', '    key: $', '- x'),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const text = lines.join('\n');
      const parsed = parseConfig(text, 'f');
      if (parsed.ok) return;
      expect(parsed.problems.length).toBeGreaterThan(0);
      for (const problem of parsed.problems) {
        expect(problem.line).toBeGreaterThanOrEqual(1);
        expect(problem.line).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length);
        expect(problem.column).toBeGreaterThanOrEqual(1);
      }
    }),
  );
});
