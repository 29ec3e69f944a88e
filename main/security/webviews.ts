import type { WebContents } from 'electron';

/**
 * No page embeds another web page, even if the tag were switched on.
 * @see https://www.electronjs.org/docs/latest/tutorial/security (11, 12)
 */
export function denyWebviews(contents: Pick<WebContents, 'on'>): void {
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
