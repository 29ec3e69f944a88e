import { expect, it } from 'vitest';
import { usualWish } from './layout.ts';
import { LayoutState } from './layout-state.svelte.ts';
import { keepLayout } from './layout-store.ts';

it('lies as the reader chose last, though that was after the page had loaded', () => {
  localStorage.clear();
  const layout = new LayoutState(localStorage);
  layout.windowPx = 1_180;
  expect(layout.isOpen('who')).toBe(true);
  keepLayout(localStorage, { ...usualWish, isWhoOpen: false, workingPx: 300 });
  layout.takeUp();
  expect(layout.layout).toEqual({ kind: 'columns', whoPx: null, workingPx: 300 });
});
