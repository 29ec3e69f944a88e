import { toInstant } from '../domain/instant.ts';
import { isPeopled } from '../domain/oncall/duty-rules.ts';
import { overridesByRota } from '../domain/oncall/overrides.ts';
import { gapsAheadMs } from './gap-book.ts';
import type { OnCallReport } from './contract.ts';
import { viewRota } from './rota-view.ts';
import type { Surroundings } from './surroundings.ts';
import { gapsOfTeam } from './team-gaps.ts';

/** Who is on call at a time, then, and where nobody is in the four weeks after it. */
export function readOnCallAt(
  { journal, paging, clock }: Surroundings,
  asked: string | null,
): OnCallReport {
  const nowMs = asked === null ? clock.now() : Date.parse(asked);
  const at = toInstant(nowMs);
  const duty = paging.duty(journal.enrolment.people());
  const byRota = overridesByRota(journal.rotas.overridesBetween(nowMs, Number.MAX_SAFE_INTEGER));
  const span = { fromMs: nowMs, untilMs: nowMs + gapsAheadMs };
  const teams = duty.teams.map(({ id, name, side }) => ({
    ...{ id, name, side, hasPeople: isPeopled(id, duty) },
    rotas: duty.rotas
      .filter(({ teamId }) => teamId === id)
      .map((rota) => viewRota(rota, { duty, overrides: byRota.get(rota.id) ?? [], nowMs })),
    gaps: gapsOfTeam(id, { duty, byRota }, span),
  }));
  return { at, teams };
}
