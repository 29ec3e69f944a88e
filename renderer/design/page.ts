import { type Component, flushSync, mount } from 'svelte';
import { bridge } from '../bridge.ts';
import './base.css';

/** Puts a page into its window, follows the theme, and says when its first view is drawn. */
export function openPage<State extends { view: unknown }>(
  page: Component<{ state: State }>,
  state: State,
): void {
  const tocsin = bridge();
  // Only some of the windows have a theme.
  tocsin.on('page:theme', (theme) => {
    document.documentElement.dataset.theme = theme;
  });
  const target = document.getElementById('app');
  if (target === null) throw new Error('The page has no #app.');
  mount(page, { target, props: { state } });
  flushSync();
  void tocsin.request('page:ready');
}
