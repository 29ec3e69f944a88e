import type { App } from 'electron';
import type { Log } from '../../pager/ports.ts';

/**
 * Ends Chromium's audio service, which is a process of its own; Chromium starts a new one for the
 * next sound. One that has lost its sound server does not come back by itself.
 */
export function restartAudioService(
  app: Pick<App, 'getAppMetrics'>,
  end: (pid: number) => void,
  log: Log,
): void {
  const isAudio = (name: string | undefined) => /audio/i.test(name ?? '');
  for (const { pid, type, name, serviceName } of app.getAppMetrics()) {
    if (type !== 'Utility' || !(isAudio(serviceName) || isAudio(name))) continue;
    log.warn({ pid }, 'audio service is started anew');
    try {
      end(pid);
    } catch {
      // It ended by itself.
    }
  }
}
