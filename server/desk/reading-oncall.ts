import { limits } from '../protocol/limits.ts';
import type { HubProblem, OnCallView, RotaView } from '../protocol/oncall.ts';
import type { JournalEvent } from '../domain/hub-events.ts';
import type { DutyRules } from '../domain/oncall/duty-rules.ts';
import type { OnCallBook } from '../domain/oncall/on-call-book.ts';
import type { Rota, Shift } from '../domain/oncall/rota.ts';
import { gapBookOf } from './gap-book.ts';
import { viewRota } from './rota-view.ts';
import type { Surroundings } from './surroundings.ts';

/** Clocks of machines are set, and gaps come into sight: nothing is believed for longer. */
const longestMs = 60_000;

const concerned = /^(?:override|swap|shift|gap|silence|drill|person)\./;

/** What a view was made of. */
interface Seen {
  duty: DutyRules;
  problems: readonly HubProblem[];
  fromMs: number;
  untilMs: number;
  view: OnCallView;
}

interface Page {
  rota: Rota;
  duty: DutyRules;
  now: Shift | null;
  view: RotaView;
}

/**
 * Who is on call and what concerns that, as of now. The same objects while nothing changes, which costs
 * next to nothing to find out.
 */
export class OnCallReader {
  readonly #surroundings: Surroundings;
  #pages = new Map<string, Page>();
  #seen: Seen | null = null;
  #isStale = true;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    surroundings.journal.onCommitted((events) => {
      if (events.some(concerns)) this.#isStale = true;
    });
  }

  read(): OnCallView {
    const { journal, paging, clock } = this.#surroundings;
    const nowMs = clock.now();
    const duty = paging.duty(journal.enrolment.people());
    const problems = this.#surroundings.problems();
    const seen = this.#seen;
    if (seen && !this.#isStale && seen.duty === duty && isSame(seen.problems, problems)) {
      if (seen.fromMs <= nowMs && nowMs < seen.untilMs) return seen.view;
    }
    this.#isStale = false;
    this.#seen = this.#look(duty, problems, nowMs);
    return this.#seen.view;
  }

  #look(duty: DutyRules, problems: readonly HubProblem[], nowMs: number): Seen {
    const { journal, paging } = this.#surroundings;
    const book = paging.book(journal.enrolment.people(), journal.rotas.overrides());
    const unreachable = journal.drills.duty.unreachable();
    const gaps = gapBookOf(book).gaps({ duty, book, unreachable, nowMs });
    const rotas = this.#viewRotas(duty, book, nowMs);
    const endsMs = [...rotas.map(({ now }) => now.until), ...gaps.map(({ until }) => until)];
    const view: OnCallView = {
      rotas,
      gaps: gaps.slice(0, limits.gaps),
      swaps: [...journal.rotas.openSwaps()],
      silences: [...journal.silences.silences()],
      drills: [...journal.drills.drills()],
      unreachable,
      problems: [...problems],
    };
    const untilMs = endsMs.reduce(
      (least, until) => Math.min(least, Date.parse(until)),
      nowMs + longestMs,
    );
    return { duty, problems, fromMs: nowMs, untilMs, view };
  }

  #viewRotas(duty: DutyRules, book: OnCallBook, nowMs: number): RotaView[] {
    const pages = new Map<string, Page>();
    for (const rota of duty.rotas) {
      const now = book.now(rota.id, nowMs);
      const known = this.#pages.get(rota.id);
      if (known?.rota === rota && known.duty === duty && known.now === now) {
        pages.set(rota.id, known);
        continue;
      }
      const fresh = viewRota(rota, { duty, overrides: book.overrides(rota.id), nowMs });
      // Often only somebody else has joined.
      const isOld = known && JSON.stringify(known.view) === JSON.stringify(fresh);
      pages.set(rota.id, { rota, duty, now, view: isOld ? known.view : fresh });
    }
    this.#pages = pages;
    return [...pages.values()].map(({ view }) => view);
  }
}

/** Whether an event may change the view; nothing else but time, people and the config does. */
function concerns({ type }: JournalEvent): boolean {
  return concerned.test(type);
}

function isSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}
