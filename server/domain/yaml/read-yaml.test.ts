import { expect, test } from 'vitest';
import { readYaml } from './read-yaml.ts';

test('what is nested too deeply to be read is a problem, not a fault', () => {
  expect(readYaml('['.repeat(100_000))).toMatchObject({
    ok: false,
    problems: [{ line: 1, reason: 'This is nested too deeply.' }],
  });
});

test('aliases that would grow without end are a problem', () => {
  const levels = Array.from({ length: 12 }, (_, level) => {
    const items =
      level === 0 ? 'x, x' : Array.from({ length: 9 }, () => `*a${level - 1}`).join(',');
    return `a${level}: &a${level} [${items}]`;
  });
  expect(readYaml(levels.join('\n'))).toMatchObject({ ok: false });
});

test('more references than anybody writes are a problem', () => {
  const read = readYaml(`a: &a 1\nb: [${'*a, '.repeat(1_001)}]`);
  expect(read).toMatchObject({
    ok: false,
    problems: [{ line: 2, reason: 'There are more than 1000 references.' }],
  });
});

test('a field twice, and what refers to nothing, are told where they stand', () => {
  expect(readYaml('a: 1\nb: *x\n"a": 2\n')).toMatchObject({
    ok: false,
    problems: [
      { line: 3, column: 1, reason: '"a" is given twice in the same place.' },
      { line: 2, column: 4, reason: 'No anchor &x before this.' },
    ],
  });
});
