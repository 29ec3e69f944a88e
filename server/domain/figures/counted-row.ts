import type { Figures, PageFigures, WeekFigures } from '../../protocol/reports.ts';
import { SpreadCells } from './spread-cells.ts';
import type { Weeks } from './weeks.ts';

/** What is only counted. */
const counted = [
  'pages',
  'nightPages',
  'incidents',
  'unanswered',
  'noise',
  'stopgapsInstalled',
  'stopgapsOpen',
  'stopgapsExtended',
] as const;
export type Counted = (typeof counted)[number];

/** Figures of a service, a team, a side, a person, or of everything, while they are counted. */
export class CountedRow {
  readonly acknowledge: SpreadCells;
  readonly mitigate: SpreadCells;
  readonly #weeks: Weeks;
  readonly #counts: Record<Counted, Int32Array>;

  constructor(weeks: Weeks) {
    this.#weeks = weeks;
    this.acknowledge = new SpreadCells(weeks.count);
    this.mitigate = new SpreadCells(weeks.count);
    const cells = (): Int32Array => new Int32Array(weeks.count + 1);
    this.#counts = Object.fromEntries(counted.map((name) => [name, cells()])) as Record<
      Counted,
      Int32Array
    >;
  }

  /** Adds to a week and to all weeks together. */
  add(name: Counted, week: number, count = 1): void {
    this.addToCell(name, week, count);
    this.addToCell(name, this.#weeks.count, count);
  }

  /** Adds to a week alone or, with the number after the last one, to all together alone. */
  addToCell(name: Counted, cell: number, count = 1): void {
    const cells = this.#counts[name];
    cells[cell] = (cells[cell] ?? 0) + count;
  }

  /** Of all weeks together. */
  get total(): Figures {
    return this.#figures(this.#weeks.count);
  }

  get hasAnything(): boolean {
    return !isEmpty(this.total) || this.weekFigures().length > 0;
  }

  /** Of the weeks in which there was anything. */
  weekFigures(): WeekFigures[] {
    return Array.from({ length: this.#weeks.count }, (_, index) => ({
      week: this.#weeks.monday(index),
      ...this.#figures(index),
    })).filter((figures) => !isEmpty(figures));
  }

  #figures(cell: number): Figures {
    const counts = Object.fromEntries(
      counted.map((name) => [name, this.#counts[name][cell] ?? 0]),
    ) as Record<Counted, number>;
    return { ...counts, acknowledge: this.acknowledge.of(cell), mitigate: this.mitigate.of(cell) };
  }
}

/** Those that a person has. */
export function pagesOf({ pages, nightPages, acknowledge }: PageFigures): PageFigures {
  return { pages, nightPages, acknowledge };
}

function isEmpty({ acknowledge, mitigate, ...figures }: Figures): boolean {
  return (
    acknowledge.count === 0 && mitigate.count === 0 && counted.every((name) => figures[name] === 0)
  );
}
