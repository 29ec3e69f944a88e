import { expect, test } from 'vitest';
import { holdersAt } from './moment.ts';
import type { Layer, Rota } from './rota.ts';
import { uncoveredBetween } from './uncovered.ts';

const hourMs = 60 * 60 * 1_000;
const fromMs = Date.parse('2026-11-02T00:00:00.000Z');
const span = { fromMs, untilMs: fromMs + 72 * hourMs };

function rota(id: string, from: string, until: string, person = 'ana'): Rota {
  const layer: Layer = {
    ...{ name: 'daily', start: '2026-11-01T00:00', turnMinutes: 24 * 60, people: [person] },
    restrictions: [{ days: ['monday', 'tuesday', 'wednesday', 'sunday'], from, until }],
  };
  return {
    ...{ id, name: id, teamId: 'team', side: 'sre', level: 'oncall', zone: 'UTC' },
    layers: [layer],
  };
}

const anybody = (people: readonly string[]) => people.length > 0;

test.each<[string, Rota[]]>([
  ['one rota', [rota('a', '09:00', '17:00')]],
  ['two that leave a hole', [rota('a', '09:00', '17:00'), rota('b', '18:00', '06:00')]],
  ['two that overlap', [rota('a', '06:00', '18:00'), rota('b', '17:00', '07:00')]],
  [
    'three',
    [rota('a', '00:00', '08:00'), rota('b', '08:00', '12:00'), rota('c', '13:00', '24:00')],
  ],
])('of %s it is every moment at which nobody is on call', (_name, rotas) => {
  const gaps = uncoveredBetween(
    rotas.map((one) => ({ rota: one, overrides: [] })),
    anybody,
    span,
  );
  for (let timeMs = span.fromMs; timeMs < span.untilMs; timeMs += hourMs / 2) {
    const isCovered = rotas.some((one) => holdersAt(one, [], timeMs).people.length > 0);
    const isGap = gaps.some((gap) => gap.fromMs <= timeMs && timeMs < gap.untilMs);
    expect(isGap).toBe(!isCovered);
  }
  for (const [index, gap] of gaps.entries()) {
    expect(gap.untilMs).toBeGreaterThan(gap.fromMs);
    expect(gap.fromMs).toBeGreaterThan(gaps[index - 1]?.untilMs ?? -Infinity);
  }
});

test('people who do not count leave a gap, which is one while they follow each other', () => {
  const rotas = [{ rota: rota('a', '00:00', '24:00', 'config/ana'), overrides: [] }];
  const covers = (people: readonly string[]) => people.some((one) => !one.startsWith('config/'));
  expect(uncoveredBetween(rotas, covers, span)).toEqual([span]);
});
