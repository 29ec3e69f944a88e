import { ringKey } from './ring.ts';
import type { Page } from './loudness-input.ts';

/** Remembers for which ring of each page something was told, so that it is told once. */
export class ToldRings {
  #told = new Map<string, string>();

  /** Of these pages, the incidents whose present ring was not told yet; they count as told from now on. */
  fresh(pages: readonly Page[]): string[] {
    const fresh: string[] = [];
    for (const page of pages) {
      const key = ringKey(page);
      if (this.#told.get(page.incidentId) === key) continue;
      this.#told.set(page.incidentId, key);
      fresh.push(page.incidentId);
    }
    return fresh;
  }

  /** Forgets those that are not open any more. */
  keepOnly(pages: readonly Page[]): void {
    if (this.#told.size === 0) return;
    const open = new Set(pages.map(({ incidentId }) => incidentId));
    for (const id of this.#told.keys()) if (!open.has(id)) this.#told.delete(id);
  }
}
