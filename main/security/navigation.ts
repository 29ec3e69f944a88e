import type { WebContents } from 'electron';
import { isOwnUrl } from './app-origin.ts';

interface Navigation {
  url: string;
  preventDefault(): void;
}

/**
 * Keeps each page where it is: only addresses of our own may be gone to.
 * @see https://www.electronjs.org/docs/latest/tutorial/security (13)
 */
export function limitNavigation(contents: Pick<WebContents, 'on'>): void {
  contents.on('will-navigate', (event, url) => prevent(event, url));
  contents.on('will-redirect', (event, url) => prevent(event, url));
  contents.on('will-frame-navigate', (event) => prevent(event, event.url));
}

/** `url` comes within the event since Electron 25, and beside it before. */
function prevent(event: Pick<Navigation, 'preventDefault'> & Partial<Navigation>, beside: string) {
  const url = event.url ?? beside;
  if (!isOwnUrl(url)) event.preventDefault();
}
