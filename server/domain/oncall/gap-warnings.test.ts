import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Gap } from '../../protocol/oncall.ts';
import type { WarnedGap } from '../hub-events.ts';
import { toInstant } from '../instant.ts';
import { warnOfGaps } from './gap-warnings.ts';

const hourMs = 60 * 60 * 1_000;
const startMs = Date.parse('2026-11-02T00:00:00.000Z');

function gap(fromHour: number, untilHour: number, change: Partial<Gap> = {}): Gap {
  return {
    ...{ teamId: 'payments', side: 'developer', cause: 'nobody', personIds: [] },
    from: toInstant(startMs + fromHour * hourMs),
    until: toInstant(startMs + untilHour * hourMs),
    ...change,
  };
}

/** Looks as the hub does, from one time that a look asks for to the next. */
function looks(gapsAt: (nowMs: number) => Gap[], fromMs: number, untilMs: number): string[] {
  let warned: WarnedGap[] = [];
  const said: string[] = [];
  let nowMs: number | null = fromMs;
  while (nowMs !== null && nowMs <= untilMs) {
    const hour = (nowMs - startMs) / hourMs;
    const result = warnOfGaps(gapsAt(nowMs), warned, nowMs);
    said.push(...result.warnings.map(({ ahead }) => `${ahead} at ${hour}`));
    warned = result.warned;
    expect(result.nextMs ?? Infinity).toBeGreaterThan(nowMs);
    nowMs = result.nextMs;
  }
  return said;
}

test('a gap is warned of a week, a day and an hour ahead, to the millisecond', () => {
  const said = looks(() => [gap(400, 410)], startMs, startMs + 411 * hourMs);
  expect(said).toEqual(['week at 232', 'day at 376', 'hour at 399']);
});

test('one that is found late, or has begun, is warned of once', () => {
  expect(looks(() => [gap(100, 110)], startMs, startMs + 50 * hourMs)).toEqual(['week at 0']);
  expect(looks(() => [gap(20, 30)], startMs, startMs + hourMs)).toEqual(['day at 0']);
  expect(looks(() => [gap(-5, 30)], startMs, startMs + 40 * hourMs)).toEqual(['hour at 0']);
});

test('a gap of another team, or of another cause, is another one', () => {
  const [first] = warnOfGaps([gap(1, 2)], [], startMs).warned;
  const others = [gap(1, 2, { teamId: 'ops' }), gap(1, 2, { cause: 'unreachable' })];
  expect(warnOfGaps(others, first ? [first] : [], startMs).warnings).toHaveLength(2);
  expect(warnOfGaps([gap(1.5, 9)], first ? [first] : [], startMs).warnings).toEqual([]);
  expect(warnOfGaps([gap(2, 9)], first ? [first] : [], startMs).warnings).toHaveLength(1);
});

test('whenever it is found, no distance is warned of twice, nor a farther one after a nearer', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 900 }), fc.nat(200), (fromHour, length) => {
      const one = gap(fromHour, fromHour + length + 1);
      const said = looks(() => [one], startMs, Date.parse(one.until));
      const order = said.map((text) => ['week', 'day', 'hour'].indexOf(text.split(' ')[0] ?? ''));
      expect(order).toEqual([...new Set(order)].toSorted());
      expect(order.at(-1)).toBe(2);
    }),
  );
});
