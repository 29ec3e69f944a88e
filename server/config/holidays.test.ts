import { expect, test } from 'vitest';
import { parseConfig } from './parse-config.ts';
import { formatProblem } from './problem.ts';

const todayMs = Date.UTC(2026, 10, 23, 3);

function warningsFor(...days: string[]): string[] {
  const lines = ['people: { bob: { name: Bob } }', 'teams:', '  ops:', '    side: sre'];
  lines.push('    zone: UTC', '    members: [bob]', '    holidays:');
  lines.push(...days.map((day) => `      - ${day}`));
  const parsed = parseConfig(lines.join('\n'), 'hub.yaml', todayMs);
  return parsed.ok ? parsed.warnings.map(formatProblem) : ['refused'];
}

test('a calendar of years that are over is a warning with its line', () => {
  expect(warningsFor('2025-12-25', '{ date: 2025-12-26, name: Boxing Day }')).toEqual([
    'hub.yaml:7:5: teams.ops.holidays: All these days are past: the team counts as at work on its next holidays.',
  ]);
});

test('so is one of another year alone', () => {
  expect(warningsFor('2025-12-25', '2027-12-25')).toEqual([
    'hub.yaml:7:5: teams.ops.holidays: None of these days is in 2026.',
  ]);
});

test('a calendar that goes on is none, nor is an empty one', () => {
  expect(warningsFor('2026-11-23')).toEqual([]);
  expect(warningsFor('2026-01-01', '2027-01-01')).toEqual([]);
  const none =
    'people: { bob: { name: Bob } }\nteams: { ops: { side: sre, zone: UTC, members: [bob] } }';
  expect(parseConfig(none, 'hub.yaml', todayMs)).toMatchObject({ ok: true, warnings: [] });
});

test('what is no day at all is an error, and no warning', () => {
  const text = 'teams: { ops: { side: sre, zone: UTC, members: [], holidays: [soon, 7, {}] } }';
  expect(parseConfig(text, 'hub.yaml', todayMs)).toMatchObject({ ok: false });
});
