import { shiftsBetween } from '../domain/oncall/on-call.ts';
import { overridesByRota } from '../domain/oncall/overrides.ts';
import { TocsinError } from '../protocol/errors.ts';
import { limits } from '../protocol/limits.ts';
import type { Calendar, CalendarQuery, Gap } from '../protocol/oncall.ts';
import { viewShift } from './rota-view.ts';
import type { Surroundings } from './surroundings.ts';
import { gapsOfTeam } from './team-gaps.ts';
import { inTurns } from './turns.ts';

const dayMs = 24 * 60 * 60 * 1_000;

/** Further away no config holds, and each change of a zone's clock until then would have to be read. */
const furthestMs = 10 * 366 * dayMs;

/**
 * Who is on call in a span of time, past or to come. Unknown rotas are left out. Other work gets its turn
 * in between.
 * @throws TocsinError `query_invalid` when the span is too long or too far away, or there are too many shifts
 *   in it
 */
export async function readCalendar(
  { journal, paging, clock }: Surroundings,
  { rotas: ids, from, until }: CalendarQuery,
): Promise<Calendar> {
  const span = { fromMs: Date.parse(from), untilMs: Date.parse(until) };
  const lengthMs = span.untilMs - span.fromMs;
  if (lengthMs <= 0 || lengthMs > limits.calendarDays * dayMs) {
    throw new TocsinError('query_invalid', `Ask for ${limits.calendarDays} days at most.`);
  }
  const nowMs = clock.now();
  if (span.fromMs < nowMs - furthestMs || span.untilMs > nowMs + furthestMs) {
    throw new TocsinError('query_invalid', 'Ask for a time within ten years of now.');
  }
  const duty = paging.duty(journal.enrolment.people());
  const asked = new Set(ids);
  const rotas = duty.rotas.filter(({ id }) => asked.size === 0 || asked.has(id));
  const known = new Set(rotas.map(({ id }) => id));
  const overrides = journal.rotas.overridesBetween(span.fromMs, span.untilMs);
  const byRota = overridesByRota(overrides);
  const views: Calendar['rotas'] = [];
  let shiftCount = 0;
  await inTurns(rotas, (rota) => {
    const shifts = shiftsBetween(rota, byRota.get(rota.id) ?? [], span.fromMs, span.untilMs);
    shiftCount += shifts.length;
    if (shiftCount > limits.calendarShifts) {
      throw new TocsinError('query_invalid', 'Ask for fewer rotas, or a shorter time.');
    }
    views.push({ rotaId: rota.id, shifts: shifts.map((shift) => viewShift(shift, duty)) });
  });
  const gaps: Gap[] = [];
  await inTurns(new Set(rotas.map((rota) => rota.teamId)), (teamId) => {
    gaps.push(...gapsOfTeam(teamId, { duty, byRota }, span));
  });
  return {
    ...{ from, until, rotas: views },
    overrides: overrides.filter(({ rotaId }) => known.has(rotaId)),
    gaps: gaps.toSorted((one, other) => Date.parse(one.from) - Date.parse(other.from)),
  };
}
