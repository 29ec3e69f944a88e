import { toInstant } from '../domain/instant.ts';
import { isPeopled, joinedAmong } from '../domain/oncall/duty-rules.ts';
import type { DutyRules } from '../domain/oncall/duty-rules.ts';
import type { RotaOverride } from '../domain/oncall/rota.ts';
import { uncoveredBetween } from '../domain/oncall/uncovered.ts';
import type { Gap } from '../protocol/oncall.ts';

/** When nobody who has joined is on call for a team, by its rotas. Times in epoch ms. */
export function gapsOfTeam(
  teamId: string,
  { duty, byRota }: { duty: DutyRules; byRota: ReadonlyMap<string, readonly RotaOverride[]> },
  span: { fromMs: number; untilMs: number },
): Gap[] {
  const rotas = duty.rotas.filter((rota) => rota.teamId === teamId && rota.level === 'oncall');
  const side = rotas[0]?.side;
  if (side === undefined || !isPeopled(teamId, duty)) return [];
  const withOverrides = rotas.map((rota) => ({ rota, overrides: byRota.get(rota.id) ?? [] }));
  const covers = (people: readonly string[]) => joinedAmong(people).length > 0;
  return uncoveredBetween(withOverrides, covers, span).map(({ fromMs, untilMs }) => ({
    ...{ teamId, side, cause: 'nobody', personIds: [] },
    ...{ from: toInstant(fromMs), until: toInstant(untilMs) },
  }));
}
