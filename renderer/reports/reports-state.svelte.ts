import type { TocsinApi } from '../../main/ipc/contract.ts';
import type { ReportQuery, Reports } from '../../server/protocol/reports.ts';
import { failureInWords } from '../design/failure-in-words.ts';
import { spanOf } from './range.ts';
import type { Range } from './range.ts';

export type Filter = Pick<ReportQuery, 'service' | 'team' | 'side' | 'personId'>;

/** What the reports window shows, and what it asks for. */
export class ReportsState {
  /** What came last; it stays while something else is asked for. */
  view = $state.raw<Reports | null>(null);
  range = $state.raw<Range>({ kind: 'weeks', weeks: 12 });
  filter = $state.raw<Filter>({});
  isLoading = $state(true);
  /** Why nothing newer came, in words. */
  failure = $state<string | null>(null);
  /** Why the range is none, in words. */
  problem = $state<string | null>(null);
  /** What became of saving, in words. */
  saved = $state<string | null>(null);
  /** Number of the week that is read in all charts; null: none. */
  week = $state<number | null>(null);
  #asked = 0;
  readonly #tocsin: TocsinApi;
  readonly #now: () => number;

  constructor(tocsin: TocsinApi, now: () => number = Date.now) {
    this.#tocsin = tocsin;
    this.#now = now;
  }

  get isFiltered(): boolean {
    return Object.values(this.filter).some((value) => value !== undefined);
  }

  setRange(range: Range): Promise<void> {
    this.range = range;
    return this.load();
  }

  /** An empty value takes the filter away. */
  setFilter(name: keyof Filter, value: string): Promise<void> {
    const { [name]: _before, ...others } = this.filter;
    this.filter = value === '' ? others : { ...others, [name]: value };
    return this.load();
  }

  clearFilter(): Promise<void> {
    this.filter = {};
    return this.load();
  }

  /** Asks the hub; what comes after something else was asked for is passed over. */
  async load(): Promise<void> {
    const query = this.#query();
    if (query === null) return;
    const asked = (this.#asked += 1);
    this.isLoading = true;
    this.saved = null;
    try {
      const view = await this.#tocsin.request('reports:load', query);
      if (asked !== this.#asked) return;
      this.failure = view === null ? 'The hub cannot be reached now.' : null;
      if (view !== null) {
        this.view = view;
        this.week = null;
      }
    } catch (fault) {
      if (asked === this.#asked) this.failure = failureInWords(fault);
    }
    if (asked === this.#asked) this.isLoading = false;
  }

  async save(format: 'csv' | 'json'): Promise<void> {
    const query = this.#query();
    if (query === null) return;
    this.saved = null;
    try {
      const outcome = await this.#tocsin.request('reports:save', { query, format });
      if (outcome === 'saved') this.saved = 'Saved.';
      if (outcome === 'unavailable') this.saved = 'Not saved: the hub cannot be reached now.';
    } catch (fault) {
      this.saved = `Not saved. ${failureInWords(fault)}`;
    }
  }

  #query(): ReportQuery | null {
    const span = spanOf(this.range, this.#now());
    this.problem = 'problem' in span ? span.problem : null;
    return 'problem' in span ? null : { ...span, ...$state.snapshot(this.filter) };
  }
}
