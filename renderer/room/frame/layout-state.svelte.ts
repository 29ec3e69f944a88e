import { readLayout, keepLayout } from './layout-store.ts';
import {
  layOut,
  rangeOf,
  toggled,
  usualWish,
  type Layout,
  type LayoutWish,
  type Region,
  type SideRegion,
} from './layout.ts';

/** How the regions of this window lie, and which of them is shown when there is room for one. */
export class LayoutState {
  windowPx = $state(window.innerWidth);
  tab = $state<Region>('conversation');
  #wish = $state.raw<LayoutWish>(usualWish);
  readonly layout: Layout = $derived(layOut(this.#wish, this.windowPx));
  readonly #store: Storage;

  constructor(store: Storage) {
    this.#store = store;
    this.takeUp();
  }

  /** Lies as the reader chose last, be it in another window. */
  takeUp(): void {
    this.#wish = readLayout(this.#store) ?? usualWish;
  }

  isOpen(region: Region): boolean {
    if (this.layout.kind === 'tabs') return this.tab === region;
    return region === 'conversation' || this.layout[`${region}Px`] !== null;
  }

  range(side: SideRegion): { least: number; most: number } {
    return rangeOf(side, this.layout, this.windowPx);
  }

  /** Null: as the window has it. */
  resize(side: SideRegion, widthPx: number | null): void {
    const { least, most } = this.range(side);
    const kept = widthPx === null ? null : Math.min(most, Math.max(least, Math.round(widthPx)));
    this.#keep({ ...this.#wish, [`${side}Px`]: kept });
  }

  toggle(side: SideRegion): void {
    this.#keep(toggled(this.#wish, side, this.windowPx));
  }

  /** Makes sure that a region is there to be looked at. */
  show(region: Region): void {
    if (this.layout.kind === 'tabs') this.tab = region;
    else if (region !== 'conversation' && !this.isOpen(region)) this.toggle(region);
  }

  #keep(wish: LayoutWish): void {
    this.#wish = wish;
    keepLayout(this.#store, wish);
  }
}
