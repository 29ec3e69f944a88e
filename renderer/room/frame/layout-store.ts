import { type LayoutWish, usualWish } from './layout.ts';

const key = 'tocsin.room.layout';
const widestPx = 10_000;

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** Reads what the reader chose before; whatever cannot be read is as if nothing had been chosen. */
export function readLayout(store: Store): LayoutWish | null {
  try {
    const kept: unknown = JSON.parse(store.getItem(key) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return null;
    const values = new Map(Object.entries(kept));
    return {
      whoPx: widthOf(values.get('whoPx')),
      workingPx: widthOf(values.get('workingPx')),
      isWhoOpen: flagOf(values.get('isWhoOpen'), usualWish.isWhoOpen),
      isWorkingOpen: flagOf(values.get('isWorkingOpen'), null),
    };
  } catch {
    return null;
  }
}

/** Keeps the choice for the next room; without a place to keep it, it holds for this one. */
export function keepLayout(store: Store, wish: LayoutWish): void {
  try {
    store.setItem(key, JSON.stringify(wish));
  } catch {
    // A full or forbidden store must not get in the way of an incident.
  }
}

function widthOf(value: unknown): number | null {
  const isWidth = typeof value === 'number' && Number.isFinite(value);
  return isWidth && value > 0 && value <= widestPx ? Math.round(value) : null;
}

function flagOf<Usual>(value: unknown, usual: Usual): boolean | Usual {
  return typeof value === 'boolean' ? value : usual;
}
