import type { App, MessageBoxOptions, MessageBoxReturnValue } from 'electron';
import type { Clock } from '../clock.ts';

/** What is not written by now was not worth keeping the user waiting. */
const stopTimeoutMs = 2_000;

export interface EndingOptions {
  app: Pick<App, 'on' | 'quit' | 'exit'>;
  /** Asks in front of everything else. */
  ask(question: MessageBoxOptions): Promise<MessageBoxReturnValue>;
  isRinging(): boolean;
  /** Lets go of the windows, so that none holds up the end. */
  closeWindows(): void;
  /** Writes what is not yet on disk. */
  stop(): Promise<void>;
  clock: Clock;
}

/** How the app ends. @returns what a user's wish to quit does: it asks first while something rings */
export function prepareEnding(options: EndingOptions): () => Promise<void> {
  const { app, clock, closeWindows, stop } = options;
  let hasStopped = false;
  app.on('window-all-closed', () => {
    // The tray keeps the app alive.
  });
  // The system's own wish (logout, a signal) is not questioned.
  app.on('before-quit', closeWindows);
  app.on('will-quit', (event) => {
    if (hasStopped) return;
    hasStopped = true;
    event.preventDefault();
    const end = () => app.exit(0);
    const timer = clock.after(stopTimeoutMs, end);
    void stop()
      .catch(() => undefined)
      .then(() => timer.cancel())
      .then(end);
  });
  return () => quitByUser(options);
}

async function quitByUser({ app, ask, isRinging }: EndingOptions): Promise<void> {
  if (isRinging()) {
    const { response } = await ask({
      type: 'warning',
      title: 'Tocsin',
      message: 'An incident is calling you.',
      detail: 'If you quit, this laptop falls silent and no longer rings for anything.',
      buttons: ['Keep ringing', 'Quit'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    if (response !== 1) return;
  }
  app.quit();
}
