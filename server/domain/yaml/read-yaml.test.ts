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
