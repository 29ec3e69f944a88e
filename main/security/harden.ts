import type { App, Session } from 'electron';
import { limitNavigation } from './navigation.ts';
import { denyNewWindows } from './new-windows.ts';
import { allowOwnContentOnly } from './own-content-only.ts';
import { denyPermissions } from './permissions.ts';
import { denyWebviews } from './webviews.ts';

/** Applies what holds for every page, however it was made. Call before the first window. */
export function hardenPages(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => {
    limitNavigation(contents);
    denyNewWindows(contents);
    denyWebviews(contents);
  });
}

/** Applies what holds for a session. Call once the app is ready, before the first window. */
export function hardenSession(session: Session): void {
  denyPermissions(session);
  allowOwnContentOnly(session);
}
