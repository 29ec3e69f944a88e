import { toInstant } from '../domain/instant.ts';
import { personIdOf, takersOf } from '../domain/oncall/duty-rules.ts';
import type { DutyRules } from '../domain/oncall/duty-rules.ts';
import { onCallAt } from '../domain/oncall/on-call.ts';
import type { MemberKey, Rota, RotaOverride, Shift } from '../domain/oncall/rota.ts';
import { changesNoMore } from '../domain/oncall/shift-end.ts';
import type { RotaMember, RotaView, ShiftView } from '../protocol/oncall.ts';

/** As many overrides may follow on each other without that anybody else comes. */
const mostSteps = 50;

/** A rota as laptops know it, as of `nowMs`, epoch ms. */
export function viewRota(
  rota: Rota,
  {
    duty,
    overrides,
    nowMs,
  }: { duty: DutyRules; overrides: readonly RotaOverride[]; nowMs: number },
): RotaView {
  const { id, name, teamId, side, level, zone } = rota;
  const now = onCallAt(rota, overrides, nowMs);
  const next = nextChange(rota, overrides, now, nowMs);
  return {
    ...{ id, name, teamId, side, level, zone },
    members: takersOf(rota, duty).map((key) => viewMember(key, duty)),
    now: viewShift(now, duty),
    next: next && viewShift(next, duty),
  };
}

export function viewMember(key: MemberKey, duty: DutyRules): RotaMember {
  return { personId: personIdOf(key), name: duty.nameOf(key) };
}

export function viewShift(
  { people, fromMs, untilMs, overrideId }: Shift,
  duty: DutyRules,
): ShiftView {
  return {
    from: toInstant(fromMs),
    until: toInstant(untilMs),
    people: people.map((key) => viewMember(key, duty)),
    overrideId,
  };
}

/** The next shift of other people, or of nobody. */
function nextChange(
  rota: Rota,
  overrides: readonly RotaOverride[],
  now: Shift,
  nowMs: number,
): Shift | null {
  let shift = now;
  for (let step = 0; step < mostSteps && !changesNoMore(shift, nowMs); step += 1) {
    shift = onCallAt(rota, overrides, shift.untilMs);
    if (!hasSamePeople(shift, now)) return shift;
  }
  return null;
}

function hasSamePeople({ people: some }: Shift, { people: others }: Shift): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}
