import { toInstant } from '../domain/instant.ts';
import { isPeopled, joinedAmong } from '../domain/oncall/duty-rules.ts';
import type { DutyRules, DutyTeam } from '../domain/oncall/duty-rules.ts';
import type { OnCallBook } from '../domain/oncall/on-call-book.ts';
import type { Rota, RotaOverride } from '../domain/oncall/rota.ts';
import { uncoveredBetween } from '../domain/oncall/uncovered.ts';
import type { Gap, OnCallView } from '../protocol/oncall.ts';

const dayMs = 24 * 60 * 60 * 1_000;

/** How far ahead gaps are looked for. */
export const gapsAheadMs = 28 * dayMs;

/** What the gaps of a team were made of. */
interface Page {
  day: number;
  rotas: readonly Rota[];
  overrides: readonly (readonly RotaOverride[])[];
  spans: readonly { fromMs: number; untilMs: number }[];
}

export interface GapQuestion {
  duty: DutyRules;
  book: OnCallBook;
  unreachable: OnCallView['unreachable'];
  nowMs: number;
}

/** The gaps of the coming weeks of all teams. Those of a team are only looked for when it changed. */
export class GapBook {
  readonly #pages = new Map<string, Page>();

  /** The next first. */
  gaps(question: GapQuestion): Gap[] {
    const { duty, nowMs } = question;
    const rotasOf = new Map<string, Rota[]>();
    for (const rota of duty.rotas) {
      if (rota.level !== 'oncall') continue;
      rotasOf.set(rota.teamId, [...(rotasOf.get(rota.teamId) ?? []), rota]);
    }
    const gaps = [...rotasOf].flatMap(([teamId, rotas]) => {
      const team = duty.team(teamId);
      return team && isPeopled(teamId, duty) ? this.#gapsOf(team, rotas, question) : [];
    });
    return gaps
      .filter(({ from }) => Date.parse(from) < nowMs + gapsAheadMs)
      .toSorted((one, other) => Date.parse(one.from) - Date.parse(other.from));
  }

  #gapsOf(team: DutyTeam, rotas: readonly Rota[], question: GapQuestion): Gap[] {
    const { nowMs } = question;
    const base = { teamId: team.id, side: team.side };
    const gaps = this.#spansOf(team.id, rotas, question)
      .filter(({ untilMs }) => untilMs > nowMs)
      .map(({ fromMs, untilMs }): Gap => {
        const span = { from: toInstant(fromMs), until: toInstant(untilMs) };
        return { ...base, ...span, cause: 'nobody', personIds: [] };
      });
    const cutOff = unreachableNow(rotas, question);
    return cutOff ? [{ ...base, ...cutOff, cause: 'unreachable' }, ...gaps] : gaps;
  }

  #spansOf(teamId: string, rotas: readonly Rota[], { book, nowMs }: GapQuestion): Page['spans'] {
    // From the day before, so that a gap keeps its beginning while it lasts.
    const day = Math.floor(nowMs / dayMs) - 1;
    const overrides = rotas.map(({ id }) => book.overrides(id));
    const known = this.#pages.get(teamId);
    if (known?.day === day && isSame(known.rotas, rotas) && isSame(known.overrides, overrides)) {
      return known.spans;
    }
    const fromMs = day * dayMs;
    const spans = uncoveredBetween(
      rotas.map((rota, index) => ({ rota, overrides: overrides[index] ?? [] })),
      (people) => joinedAmong(people).length > 0,
      { fromMs, untilMs: fromMs + gapsAheadMs + 2 * dayMs },
    );
    this.#pages.set(teamId, { day, rotas, overrides, spans });
    return spans;
  }
}

/** The time until somebody else comes, if all who are on call now are cut off. */
function unreachableNow(
  rotas: readonly Rota[],
  { book, unreachable, nowMs }: GapQuestion,
): Pick<Gap, 'from' | 'until' | 'personIds'> | null {
  if (unreachable.length === 0) return null;
  const since = new Map(unreachable.map((one) => [one.personId, one.since]));
  const shifts = rotas.flatMap(({ id }) => book.now(id, nowMs) ?? []);
  const personIds = [...new Set(joinedAmong(shifts.flatMap(({ people }) => people)))];
  const times = personIds.flatMap((id) => since.get(id) ?? []);
  if (personIds.length === 0 || times.length < personIds.length) return null;
  const until = toInstant(Math.min(...shifts.map(({ untilMs }) => untilMs)));
  return { from: times.toSorted().at(-1) ?? toInstant(nowMs), until, personIds };
}

function isSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}

const books = new WeakMap<OnCallBook, GapBook>();

/** The gaps of the rotas of a book. */
export function gapBookOf(book: OnCallBook): GapBook {
  const known = books.get(book);
  if (known) return known;
  const fresh = new GapBook();
  books.set(book, fresh);
  return fresh;
}
