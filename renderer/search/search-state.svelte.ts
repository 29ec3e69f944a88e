import type { TocsinApi } from '../../main/ipc/contract.ts';
import type { SearchHit } from '../../server/protocol/room-api.ts';
import { failureInWords } from '../design/failure-in-words.ts';
import { steppedIndex } from '../design/keys.ts';
import { noWish, queryOf, type Wish } from './search-query.ts';

/** How long typing must rest before the hub is asked. */
const restMs = 200;

/** `unavailable`: the hub cannot be asked now. `failed`: it could, and said no. */
type Outcome = 'nothing-typed' | 'searching' | 'found' | 'nothing-found' | 'unavailable' | 'failed';

/** A search over all incidents: what is asked, what was found, and which find is chosen. */
export class SearchState {
  wish = $state.raw<Wish>(noWish);
  hits = $state.raw<readonly SearchHit[]>([]);
  hasMore = $state(false);
  outcome = $state<Outcome>('nothing-typed');
  /** For `failed`: why, in words. */
  problem = $state<string | null>(null);
  index = $state(0);
  /** Services that were seen in finds, to choose from. */
  services = $state.raw<readonly string[]>([]);
  readonly #tocsin: TocsinApi;
  /** Counts questions: an answer to an earlier one than the last is passed over. */
  #asked = 0;
  #isAskingMore = false;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(tocsin: TocsinApi) {
    this.#tocsin = tocsin;
  }

  get chosen(): SearchHit | null {
    return this.hits[this.index] ?? null;
  }

  /** Changes what is asked. Typing rests a moment first; a filter counts at once. */
  change(change: Partial<Wish>): void {
    this.wish = { ...this.wish, ...change };
    clearTimeout(this.#rest);
    if (queryOf(this.wish, Date.now(), null) === null) {
      this.#asked += 1;
      this.#show([], false, 'nothing-typed');
      return;
    }
    this.outcome = 'searching';
    if ('text' in change) this.#rest = setTimeout(() => void this.ask(), restMs);
    else void this.ask();
  }

  /** Asks anew, from the newest on. */
  async ask(): Promise<void> {
    clearTimeout(this.#rest);
    const query = queryOf(this.wish, Date.now(), null);
    if (query === null) return;
    this.#asked += 1;
    const number = this.#asked;
    this.outcome = 'searching';
    this.problem = null;
    try {
      const answer = await this.#tocsin.request('search:find', query);
      if (number !== this.#asked) return;
      if (answer === null) this.#show([], false, 'unavailable');
      else
        this.#show(answer.hits, answer.hasMore, answer.hits.length > 0 ? 'found' : 'nothing-found');
    } catch (fault) {
      if (number !== this.#asked) return;
      this.problem = failureInWords(fault);
      this.#show([], false, 'failed');
    }
  }

  /** Asks for what is older than all that is shown. */
  async more(): Promise<void> {
    const last = this.hits.at(-1);
    if (!this.hasMore || this.#isAskingMore || last === undefined) return;
    const query = queryOf(this.wish, Date.now(), last.seq);
    if (query === null) return;
    this.#isAskingMore = true;
    const number = this.#asked;
    try {
      const answer = await this.#tocsin.request('search:find', query);
      if (number !== this.#asked || answer === null) return;
      this.hits = [...this.hits, ...answer.hits];
      this.hasMore = answer.hasMore;
      this.#noteServices(answer.hits);
    } catch {
      // What was found stays; scrolling on asks again.
    } finally {
      this.#isAskingMore = false;
    }
  }

  move(step: number): void {
    this.index = steppedIndex(this.index, step, this.hits.length);
    if (this.index >= this.hits.length - 3) void this.more();
  }

  #show(hits: readonly SearchHit[], hasMore: boolean, outcome: Outcome): void {
    this.hits = hits;
    this.hasMore = hasMore;
    this.outcome = outcome;
    this.index = 0;
    this.#noteServices(hits);
  }

  #noteServices(hits: readonly SearchHit[]): void {
    for (const { service } of hits) {
      if (!this.services.includes(service)) this.services = [...this.services, service];
    }
  }
}
