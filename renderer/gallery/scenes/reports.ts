import type { Scene } from '../scenes.ts';

/** What the hub answers in each, `reports.ts` says. */
export const reportScenes: Record<string, Scene> = {
  usual: {},
  nothing: {},
  offline: {},
  waiting: {},
};
