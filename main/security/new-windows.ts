import type { WebContents } from 'electron';

/**
 * No page opens a window; links of alerts go out by their own request.
 * @see https://www.electronjs.org/docs/latest/tutorial/security (14)
 */
export function denyNewWindows(contents: Pick<WebContents, 'setWindowOpenHandler'>): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
