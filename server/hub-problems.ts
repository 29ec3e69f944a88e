import { toInstant } from './domain/instant.ts';
import { limits } from './protocol/limits.ts';
import type { HubProblem } from './protocol/oncall.ts';

/** What is wrong with the hub itself now, for the board: at most one problem of each kind. */
export class HubProblems {
  readonly #problems = new Map<HubProblem['kind'], HubProblem>();
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();

  /** @param now epoch ms */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Says what is wrong, or with null that nothing of this kind is any more. */
  set(kind: HubProblem['kind'], text: string | null): void {
    const before = this.#problems.get(kind);
    if ((before?.text ?? null) === text) return;
    if (text === null) this.#problems.delete(kind);
    else {
      const cut = text.slice(0, 2 * limits.reasonLength);
      this.#problems.set(kind, { kind, at: toInstant(this.#now()), text: cut });
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
