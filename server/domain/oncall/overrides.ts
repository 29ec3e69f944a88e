import type { Override } from '../../protocol/oncall.ts';
import type { RotaOverride } from './rota.ts';

/** An override as the resolver reads it. */
export function toRotaOverride({ id, from, until, personId, insteadOf }: Override): RotaOverride {
  const span = { fromMs: Date.parse(from), untilMs: Date.parse(until) };
  return { id, ...span, taker: personId, insteadOf };
}

/** Overrides by the id of their rota, each list in the order in which they were added. */
export function overridesByRota(overrides: readonly Override[]): Map<string, RotaOverride[]> {
  const byRota = new Map<string, RotaOverride[]>();
  for (const override of overrides) {
    const own = byRota.get(override.rotaId);
    if (own) own.push(toRotaOverride(override));
    else byRota.set(override.rotaId, [toRotaOverride(override)]);
  }
  return byRota;
}
