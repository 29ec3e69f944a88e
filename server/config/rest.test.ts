import { expect, test } from 'vitest';
import { usualSleep } from '../domain/figures/night.ts';
import { parseConfig } from './parse-config.ts';
import { restOf } from './rest.ts';

const text = `
people:
  ana: { name: Ana Lima, zone: Europe/Lisbon, sleep: "23:30-06:00" }
  bo: { name: Bo Chen }
  cy: { name: Cy }
teams:
  shop: { side: developer, zone: Asia/Kolkata, members: [bo] }
  core: { side: developer, zone: UTC, members: [ana, bo] }
`;

test('people sleep by their own zone, else their first team’s, else by UTC', () => {
  const parsed = parseConfig(text, 'hub.yaml');
  if (!parsed.ok) throw new Error('The config has errors.');
  const rest = (name: string) => restOf(parsed.config, { name });
  expect(rest('ana lima')).toEqual({
    zone: 'Europe/Lisbon',
    sleep: { startMinute: 1_410, endMinute: 360 },
  });
  expect(rest('BO')).toEqual({ zone: 'Asia/Kolkata', sleep: usualSleep });
  expect(rest('Cy')).toEqual({ zone: 'UTC', sleep: usualSleep });
  expect(rest('Nobody')).toEqual({ zone: 'UTC', sleep: usualSleep });
});

test('sleep that is no time is told with its line', () => {
  const parsed = parseConfig('people:\n  ana: { name: Ana, sleep: "22-7" }\n', 'hub.yaml');
  expect(parsed).toMatchObject({
    ok: false,
    problems: [
      { line: 2, path: 'people.ana.sleep', reason: expect.stringContaining('HH:MM-HH:MM') },
    ],
  });
});
