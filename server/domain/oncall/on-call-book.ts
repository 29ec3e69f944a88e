import type { Override } from '../../protocol/oncall.ts';
import { backupAt, nextShift, onCallAt } from './on-call.ts';
import { overridesByRota } from './overrides.ts';
import type { MemberKey, Rota, RotaOverride, Shift } from './rota.ts';

/** A rota with its overrides, and answers that hold for as long as their shift lasts. */
interface Page {
  rota: Rota;
  overrides: readonly RotaOverride[];
  now: Shift | null;
  /** `during`: the span of the shift whose successor it is. */
  next: { shift: Shift | null; during: Shift } | null;
}

const none: readonly RotaOverride[] = [];

/**
 * Holds all rotas with their overrides and answers who is on call without resolving them anew each
 * time. Asked about other times than the present shift's it resolves them again, so it is meant for
 * now. Times in epoch ms.
 */
export class OnCallBook {
  #rotas: readonly Rota[] = [];
  #overrides: readonly Override[] = [];
  readonly #pages = new Map<string, Page>();

  /**
   * Takes in what may have changed; overrides in the order in which they were added. Answers about rotas
   * that are the same objects with the same overrides are kept.
   */
  hold(rotas: readonly Rota[], overrides: readonly Override[]): void {
    if (rotas === this.#rotas && overrides === this.#overrides) return;
    const byRota = overridesByRota(overrides);
    if (rotas !== this.#rotas) {
      const ids = new Set(rotas.map(({ id }) => id));
      for (const id of this.#pages.keys()) if (!ids.has(id)) this.#pages.delete(id);
    }
    for (const rota of rotas) {
      const page = this.#pages.get(rota.id);
      const own = byRota.get(rota.id) ?? none;
      if (page?.rota === rota && hasSameIds(page.overrides, own)) continue;
      this.#pages.set(rota.id, { rota, overrides: own, now: null, next: null });
    }
    this.#rotas = rotas;
    this.#overrides = overrides;
  }

  /** In the order in which they were given. */
  rotas(): readonly Rota[] {
    return this.#rotas;
  }

  rota(rotaId: string): Rota | null {
    return this.#pages.get(rotaId)?.rota ?? null;
  }

  /** In the order in which they were added. */
  overrides(rotaId: string): readonly RotaOverride[] {
    return this.#pages.get(rotaId)?.overrides ?? none;
  }

  /** See `onCallAt`. Null for an unknown rota. */
  now(rotaId: string, atMs: number): Shift | null {
    const page = this.#pages.get(rotaId);
    return page ? nowOf(page, atMs) : null;
  }

  /** See `nextShift`. Null for an unknown rota too. */
  next(rotaId: string, atMs: number): Shift | null {
    const page = this.#pages.get(rotaId);
    if (!page) return null;
    const now = nowOf(page, atMs);
    if (page.next?.during !== now)
      page.next = { shift: nextShift(page.rota, page.overrides, atMs), during: now };
    return page.next.shift;
  }

  /** See `backupAt`. Null for an unknown rota too. */
  backup(rotaId: string, atMs: number): MemberKey | null {
    const page = this.#pages.get(rotaId);
    return page ? backupAt(page.rota, page.overrides, atMs) : null;
  }

  /** Who is on call in every rota, by its id. */
  allNow(atMs: number): Map<string, Shift> {
    return new Map([...this.#pages].map(([id, page]) => [id, nowOf(page, atMs)]));
  }
}

function nowOf(page: Page, atMs: number): Shift {
  const { now } = page;
  if (now && now.fromMs <= atMs && atMs < now.untilMs) return now;
  page.now = onCallAt(page.rota, page.overrides, atMs);
  return page.now;
}

function hasSameIds(some: readonly RotaOverride[], others: readonly RotaOverride[]): boolean {
  return some.length === others.length && some.every(({ id }, index) => id === others[index]?.id);
}
