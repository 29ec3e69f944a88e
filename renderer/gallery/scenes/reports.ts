/** What the hub answers in each, `reports.ts` says. */
export const reportScenes: Record<string, object> = {
  usual: {},
  nothing: {},
  offline: {},
  waiting: {},
};
