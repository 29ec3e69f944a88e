import type { App } from 'electron';
import { z } from 'zod';
import { findLink } from './command-line.ts';

const Handover = z.object({ words: z.array(z.string().max(4_096)).max(100) });

/**
 * Makes this the only instance on its profile. The lock lies in the profile's folder, so set that
 * before.
 *
 * @param words the arguments of this start; Chromium reorders those that it passes on by itself
 * @param onSecondStart told in the first instance, with the link that the second was started with
 * @returns false when another instance runs: it has got the words, and this one must quit
 */
export function claimSingleInstance(
  app: Pick<App, 'requestSingleInstanceLock' | 'on'>,
  words: readonly string[],
  onSecondStart: (link: string | null) => void,
): boolean {
  if (!app.requestSingleInstanceLock({ words: words.slice(0, 100) })) return false;
  app.on('second-instance', (_event, reordered, _folder, handover) => {
    const parsed = Handover.safeParse(handover);
    onSecondStart(findLink(parsed.success ? parsed.data.words : reordered));
  });
  return true;
}
