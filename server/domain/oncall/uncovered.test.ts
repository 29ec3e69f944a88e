import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { onCallAt } from './on-call.ts';
import type { MemberKey, Rota, RotaOverride } from './rota.ts';
import { fromMs, overridesIn, rotaIn } from './testing/random-rotas.ts';
import { uncoveredBetween } from './uncovered.ts';

const hourMs = 60 * 60 * 1_000;
const untilMs = fromMs + 14 * 24 * hourMs;
const span = { fromMs, untilMs };
const covers = (people: readonly MemberKey[]) => people.some((one) => one !== 'zoe');

function office(people: string[]): Rota {
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;
  return {
    ...{ id: 'office', name: 'Office', teamId: 'team', side: 'sre', level: 'oncall' },
    zone: 'Europe/Berlin',
    layers: [
      {
        ...{ name: 'office', start: '2025-01-06T09:00', turnMinutes: 7 * 24 * 60, people },
        restrictions: [{ days, from: '09:00', until: '17:00' }],
      },
    ],
  };
}

function inWords(gaps: readonly { fromMs: number; untilMs: number }[]): string[] {
  const iso = (timeMs: number) => new Date(timeMs).toISOString().slice(0, 16);
  return gaps.map((gap) => `${iso(gap.fromMs)}/${iso(gap.untilMs)}`);
}

describe('times that nobody covers', () => {
  const weekend = {
    fromMs: Date.parse('2026-01-09T12:00Z'),
    untilMs: Date.parse('2026-01-12T12:00Z'),
  };

  test('are those of a rota, without a break between layers or overrides', () => {
    expect(
      inWords(uncoveredBetween([{ rota: office(['ana']), overrides: [] }], covers, weekend)),
    ).toEqual(['2026-01-09T16:00/2026-01-12T08:00']);
  });

  test('are filled by an override, and made by one who does not count', () => {
    const saturday = {
      fromMs: Date.parse('2026-01-10T00:00Z'),
      untilMs: Date.parse('2026-01-11T00:00Z'),
    };
    const gapsWith = (taker: string) =>
      inWords(
        uncoveredBetween(
          [
            {
              rota: office(['ana']),
              overrides: [{ id: 'one', ...saturday, taker, insteadOf: null }],
            },
          ],
          covers,
          weekend,
        ),
      );
    expect(gapsWith('ben')).toEqual([
      '2026-01-09T16:00/2026-01-10T00:00',
      '2026-01-11T00:00/2026-01-12T08:00',
    ]);
    expect(gapsWith('zoe')).toEqual(['2026-01-09T16:00/2026-01-12T08:00']);
  });

  test('are those of all rotas of a team at once', () => {
    const kolkata = { ...office(['ben']), zone: 'Asia/Kolkata' };
    const rotas = [office(['ana']), kolkata].map((rota) => ({ rota, overrides: [] }));
    expect(inWords(uncoveredBetween(rotas, covers, weekend))).toEqual([
      '2026-01-09T16:00/2026-01-12T03:30',
    ]);
    expect(uncoveredBetween([], covers, weekend)).toEqual([]);
  });

  test('agree with who is on call, hour by hour, for any rotas', () => {
    const one = fc.record({
      rota: fc.constantFrom('Europe/Berlin', 'Pacific/Chatham').chain(rotaIn),
      overrides: overridesIn(fromMs, untilMs),
    });
    type One = { rota: Rota; overrides: RotaOverride[] };
    const isCovered = (rotas: One[], timeMs: number) =>
      rotas.some(({ rota, overrides }) => covers(onCallAt(rota, overrides, timeMs).people));
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 3 }), (rotas) => {
        const gaps = uncoveredBetween(rotas, covers, span);
        for (let timeMs = fromMs; timeMs < untilMs; timeMs += 5 * hourMs) {
          const isGap = gaps.some((gap) => gap.fromMs <= timeMs && timeMs < gap.untilMs);
          expect(isGap).toBe(!isCovered(rotas, timeMs));
        }
        for (const [index, gap] of gaps.entries()) {
          expect(gap.fromMs).toBeLessThan(gap.untilMs);
          expect(gap.fromMs).toBeGreaterThan(gaps[index - 1]?.untilMs ?? fromMs - 1);
        }
      }),
      { numRuns: 25 },
    );
  });
});
