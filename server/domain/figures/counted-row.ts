import type { Figures, PageFigures, WeekFigures } from '../../protocol/reports.ts';
import { SpreadCells } from './spread-cells.ts';
import type { Weeks } from './weeks.ts';

/** What is only counted. */
export type Counted = Exclude<keyof Figures, 'acknowledge' | 'mitigate'>;

/** Where the counts of each begin, in units of as many cells as there are weeks and one. */
const places: Readonly<Record<Counted, number>> = {
  pages: 0,
  nightPages: 1,
  incidents: 2,
  unanswered: 3,
  noise: 4,
  stopgapsInstalled: 5,
  stopgapsOpen: 6,
  stopgapsExtended: 7,
};
const names = Object.keys(places) as Counted[];

/** Figures of a service, a team, a side, a person, or of everything, while they are counted. */
export class CountedRow {
  readonly acknowledge: SpreadCells;
  readonly mitigate: SpreadCells;
  readonly #weeks: Weeks;
  /** All weeks come in the last cell. */
  readonly #cells: number;
  readonly #counts: Int32Array;

  constructor(weeks: Weeks) {
    this.#weeks = weeks;
    this.#cells = weeks.count + 1;
    this.acknowledge = new SpreadCells(weeks.count);
    this.mitigate = new SpreadCells(weeks.count);
    this.#counts = new Int32Array(this.#cells * names.length);
  }

  /** Adds to a week and to all weeks together. */
  add(name: Counted, week: number, count = 1): void {
    this.addToCell(name, week, count);
    this.addToCell(name, this.#weeks.count, count);
  }

  /** Adds to a week alone or, with the number after the last one, to all together alone. */
  addToCell(name: Counted, cell: number, count = 1): void {
    const counts = this.#counts;
    const at = places[name] * this.#cells + cell;
    counts[at] = (counts[at] ?? 0) + count;
  }

  count(name: Counted, cell: number): number {
    return this.#counts[places[name] * this.#cells + cell] ?? 0;
  }

  /** Pages of all weeks together. */
  get pages(): number {
    return this.count('pages', this.#weeks.count);
  }

  get hasAnything(): boolean {
    const { acknowledge, mitigate } = this;
    const durations = acknowledge.count(this.#weeks.count) + mitigate.count(this.#weeks.count);
    return durations > 0 || this.#counts.some((count) => count > 0);
  }

  /** Of all weeks together. */
  get total(): Figures {
    return this.#figures(this.#weeks.count);
  }

  /** Of the weeks in which there was anything. */
  weekFigures(): WeekFigures[] {
    const figures: WeekFigures[] = [];
    for (let index = 0; index < this.#weeks.count; index += 1) {
      if (this.#isEmpty(index)) continue;
      figures.push({ week: this.#weeks.monday(index), ...this.#figures(index) });
    }
    return figures;
  }

  #isEmpty(cell: number): boolean {
    const durations = this.acknowledge.count(cell) + this.mitigate.count(cell);
    return durations === 0 && names.every((name) => this.count(name, cell) === 0);
  }

  #figures(cell: number): Figures {
    return {
      pages: this.count('pages', cell),
      nightPages: this.count('nightPages', cell),
      acknowledge: this.acknowledge.of(cell),
      incidents: this.count('incidents', cell),
      mitigate: this.mitigate.of(cell),
      unanswered: this.count('unanswered', cell),
      noise: this.count('noise', cell),
      stopgapsInstalled: this.count('stopgapsInstalled', cell),
      stopgapsOpen: this.count('stopgapsOpen', cell),
      stopgapsExtended: this.count('stopgapsExtended', cell),
    };
  }
}

/** Those that a person has. */
export function pagesOf({ pages, nightPages, acknowledge }: PageFigures): PageFigures {
  return { pages, nightPages, acknowledge };
}
