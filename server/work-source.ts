import type { ConfigInForce } from './config/config-file.ts';
import { restOf } from './config/rest.ts';
import { mayProbe, stopgapGraceMs } from './config/stopgaps.ts';
import { owningTeam, serviceViews, teamViews } from './config/team-views.ts';
import type { WorkSource } from './desk/surroundings.ts';
import { runbookFolders } from './runbooks/find-files.ts';
import type { RunbookShelf } from './runbooks/shelf.ts';

/** What config and shelf say to checklists, stopgaps and cards, read anew for each decision. */
export function workSourceOf(
  config: Pick<ConfigInForce, 'current'> & Partial<Pick<ConfigInForce, 'problem'>>,
  shelf: Pick<RunbookShelf, 'runbooks' | 'find'>,
): WorkSource {
  return {
    rules: (people) => {
      const { current } = config;
      return {
        owningTeam: (service) => owningTeam(current, service, people),
        offeredRunbook: (hash) => shelf.find(hash),
        hooks: new Set(Object.keys(current.hooks)),
        mayProbe: (url) => mayProbe(current, url),
        stopgapGraceMs: stopgapGraceMs(current),
      };
    },
    runbooks: () => shelf.runbooks(),
    restOf: (person) => restOf(config.current, person),
    config: (people, nowMs) => {
      const { current } = config;
      return {
        teams: teamViews(current, people, nowMs),
        services: serviceViews(current),
        hooks: Object.keys(current.hooks),
        stopgapGraceMs: stopgapGraceMs(current),
        problem: config.problem ?? null,
      };
    },
  };
}

/** The folders of runbooks that the config names, as whole paths. */
export function runbookFoldersOf({
  current,
  file,
}: Pick<ConfigInForce, 'current' | 'file'>): string[] {
  return file === null ? [] : runbookFolders(current.runbooks.folders, file);
}
