import fc from 'fast-check';
import { weekdays } from '../../business-week.ts';
import type { Layer, Restriction, Rota, RotaOverride } from '../rota.ts';

const hourMs = 60 * 60 * 1_000;

/** Random rotas are looked at in the two years from here. */
export const fromMs = Date.UTC(2026, 0, 1);

export const people = ['ana', 'ben', 'cleo', 'dora', 'emil'] as const;

const quarter = fc
  .integer({ min: 0, max: 95 })
  .map((index) => new Date(index * 15 * 60_000).toISOString().slice(11, 16));

const restriction: fc.Arbitrary<Restriction> = fc
  .record({
    days: fc.subarray([...weekdays], { minLength: 1 }),
    from: fc.oneof(quarter, fc.constantFrom('02:00', '02:30', '00:00')),
    until: fc.oneof(quarter, fc.constantFrom('02:00', '02:30', '03:00', '24:00')),
  })
  .filter(({ from, until }) => from !== until);

const layerWithout: fc.Arbitrary<Layer> = fc.record({
  name: fc.constant('layer'),
  start: fc
    .tuple(fc.integer({ min: 0, max: 400 }), fc.oneof(quarter, fc.constantFrom('02:00', '02:30')))
    .map(([days, time]) => {
      const day = new Date(Date.UTC(2025, 5, 1) + days * 24 * hourMs).toISOString().slice(0, 10);
      return `${day}T${time}`;
    }),
  turnMinutes: fc.constantFrom(
    60,
    90,
    8 * 60,
    12 * 60,
    24 * 60,
    36 * 60,
    7 * 24 * 60,
    28 * 24 * 60,
  ),
  people: fc.shuffledSubarray([...people], { minLength: 1 }),
  restrictions: fc.constant([]),
});

const layer: fc.Arbitrary<Layer> = fc
  .tuple(layerWithout, fc.array(restriction, { maxLength: 3 }))
  .map(([without, restrictions]) => ({ ...without, restrictions }));

export function rotaIn(zone: string): fc.Arbitrary<Rota> {
  return fc.array(layer, { minLength: 1, maxLength: 3 }).map((layers) => rotaOf(zone, layers));
}

/** Its first layer has begun before `fromMs` and always applies. */
export function unrestrictedRotaIn(zone: string): fc.Arbitrary<Rota> {
  return fc
    .tuple(layerWithout, fc.array(layer, { maxLength: 2 }))
    .map(([first, others]) => rotaOf(zone, [{ ...first, start: '2025-12-01T09:30' }, ...others]));
}

function rotaOf(zone: string, layers: Layer[]): Rota {
  return { id: 'rota', name: 'Rota', teamId: 'team', side: 'sre', level: 'oncall', zone, layers };
}

/** Overrides somewhere in the span, in the order in which they were added. */
export function overridesIn(spanFromMs: number, spanUntilMs: number): fc.Arbitrary<RotaOverride[]> {
  const minutes = Math.floor((spanUntilMs - spanFromMs) / 60_000);
  const override = fc
    .record({
      fromMs: fc.integer({ min: 0, max: minutes }).map((minute) => spanFromMs + minute * 60_000),
      hours: fc.integer({ min: 1, max: 24 * 14 }),
      taker: fc.constantFrom(null, null, ...people, 'zoe'),
      insteadOf: fc.constantFrom(null, ...people, 'zoe'),
    })
    .map(({ hours, ...rest }) => ({ ...rest, untilMs: rest.fromMs + hours * hourMs }));
  return fc
    .array(override, { maxLength: 6 })
    .map((list) => list.map((one, index) => ({ ...one, id: `override-${index}` })));
}
