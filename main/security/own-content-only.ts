import type { Session } from 'electron';
import { isOwnUrl } from './app-origin.ts';

/** Our files, pictures within our styles, and the developer tools where they are open. */
function isOwnContent(address: string): boolean {
  return isOwnUrl(address) || /^(?:data|devtools):/i.test(address);
}

/**
 * Cancels every request of a page that does not stay inside the app, whatever its policy says:
 * no page of ours loads anything from a network.
 * @see https://www.electronjs.org/docs/latest/tutorial/security (1)
 */
export function allowOwnContentOnly(session: Pick<Session, 'webRequest'>): void {
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isOwnContent(details.url) });
  });
}
