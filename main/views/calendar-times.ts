import type { Calendar } from '../../server/protocol/oncall.ts';
import { toLocal } from './knowledge.ts';

interface Span {
  from: string;
  until: string;
}

/** The same with both its moments turned by `turn`. */
export function spanTurned<T extends Span>(span: T, turn: (instant: string) => string): T {
  return { ...span, from: turn(span.from), until: turn(span.until) };
}

/** A span of the hub's clock as this laptop's would have told it. */
export function localSpan<T extends Span>(span: T, clockSkewMs: number): T {
  if (clockSkewMs === 0) return span;
  return spanTurned(span, (instant) => toLocal(instant, clockSkewMs));
}

/** The same of a calendar and all that is in it. */
export function localCalendar(calendar: Calendar, clockSkewMs: number): Calendar {
  if (clockSkewMs === 0) return calendar;
  const { rotas, overrides, gaps, ...span } = calendar;
  return {
    ...localSpan(span, clockSkewMs),
    rotas: rotas.map(({ rotaId, shifts }) => ({
      rotaId,
      shifts: shifts.map((shift) => localSpan(shift, clockSkewMs)),
    })),
    overrides: overrides.map((one) => localSpan(one, clockSkewMs)),
    gaps: gaps.map((gap) => localSpan(gap, clockSkewMs)),
  };
}
