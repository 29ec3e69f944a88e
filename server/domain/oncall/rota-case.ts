import type { DutyCommand } from '../../protocol/commands.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { Actor } from '../../protocol/identity.ts';
import { limits } from '../../protocol/limits.ts';
import type { Override } from '../../protocol/oncall.ts';
import { actorOf } from '../asker.ts';
import type { CommandCircumstances } from '../command-case.ts';
import { toInstant } from '../instant.ts';
import { personIdOf, takersOf } from './duty-rules.ts';
import type { Rota } from './rota.ts';

export type RotaCommandType = Extract<
  DutyCommand['type'],
  `override.${string}` | `swap.${string}` | `shift.${string}`
>;

/** A rota as one who asks something of it finds it. */
export interface FoundRota {
  rota: Rota;
  /** Ids of those who have joined and may take shifts. */
  takerIds: readonly string[];
}

/** The rota, if this person may change who is on call in it. */
export function findRota(
  { paging: { duty }, person }: Pick<CommandCircumstances, 'paging' | 'person'>,
  rotaId: string,
): FoundRota | ErrorCode {
  const rota = duty.rota(rotaId);
  if (!rota) return 'rota_unknown';
  const takerIds = takersOf(rota, duty).flatMap((key) => personIdOf(key) ?? []);
  return takerIds.includes(person.id) ? { rota, takerIds } : 'rota_not_yours';
}

/** What of a span is still to come, or null when it may not be changed. Times in epoch ms. */
export function comingSpan(
  { from, until }: { from: string; until: string },
  nowMs: number,
): { from: string; until: string } | null {
  const [fromMs, untilMs] = [Date.parse(from), Date.parse(until)];
  if (fromMs >= untilMs || untilMs <= nowMs || untilMs > nowMs + limits.overrideAheadMs)
    return null;
  return { from: toInstant(Math.max(fromMs, nowMs)), until: toInstant(untilMs) };
}

/** Overrides of a rota that are in force or to come, in the order in which they were added. */
export function standingOverrides(
  { records, nowMs }: Pick<CommandCircumstances, 'records' | 'nowMs'>,
  rotaId: string,
): Override[] {
  return records
    .overrides()
    .filter((one) => one.rotaId === rotaId && Date.parse(one.until) > nowMs);
}

/** What every event of a person's command about rotas begins with. */
export function dutyBase(rotaCase: CommandCircumstances): { at: string; actor: Actor } {
  return { at: toInstant(rotaCase.nowMs), actor: actorOf(rotaCase) };
}
