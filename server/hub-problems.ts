import { toInstant } from './domain/instant.ts';
import { limits } from './protocol/limits.ts';
import type { HubProblem } from './protocol/oncall.ts';

/** What is wrong with the hub itself now, for the board: at most one problem of each source. */
export class HubProblems {
  readonly #problems = new Map<string, HubProblem>();
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();

  /** @param now epoch ms */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Says what is wrong, or with null that nothing is any more, as far as `source` knows: where several
   * find problems of a kind, each has its own.
   */
  set(kind: HubProblem['kind'], text: string | null, source: string = kind): void {
    const before = this.#problems.get(source);
    if ((before?.text ?? null) === text) return;
    if (text === null) this.#problems.delete(source);
    else {
      const cut = text.slice(0, 2 * limits.reasonLength);
      this.#problems.set(source, { kind, at: toInstant(this.#now()), text: cut });
    }
    for (const listener of this.#listeners) listener();
  }

  list(): readonly HubProblem[] {
    return [...this.#problems.values()];
  }

  /** Tells after each change; returns how to stop it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
