import type { Logger } from 'pino';
import type { ConfigInForce } from './config/config-file.ts';
import { ConfigWatch } from './config-watch.ts';
import { PagingSourceOfConfig } from './config/paging-source.ts';
import { formatProblem } from './config/problem.ts';
import type { DeskOptions, HubDesk } from './desk/create-desk.ts';
import type { IntakeRules } from './domain/records.ts';
import type { HubProblems } from './hub-problems.ts';
import type { RunbookShelf } from './runbooks/shelf.ts';
import { runbookFoldersOf, workSourceOf } from './work-source.ts';

/** What config and shelf say to the desk, read anew for each decision. */
export function deskSettingsOf(
  config: ConfigInForce,
  shelf: RunbookShelf,
): Required<Pick<DeskOptions, 'rules' | 'redactLine' | 'work' | 'paging'>> {
  return {
    rules: rulesOf(config),
    redactLine: (line) => config.redactLine(line),
    work: workSourceOf(config, shelf),
    paging: new PagingSourceOfConfig(config),
  };
}

function rulesOf(config: ConfigInForce): Partial<IntakeRules> {
  return {
    get groupingWindowMs() {
      return config.current.grouping.windowSeconds * 1_000;
    },
    get directory() {
      return config.directory;
    },
  };
}

interface ConfigHeeders {
  desk: Pick<HubDesk, 'callMembers' | 'heedRotas' | 'noteConfig'>;
  shelf: Pick<RunbookShelf, 'use'>;
  /** What the board says is wrong. */
  problems: Pick<HubProblems, 'set'>;
}

/** After the hub has started: heeds the config that it started with. */
export async function heedFirstConfig(
  config: ConfigInForce,
  heeders: ConfigHeeders,
  log: Logger,
): Promise<void> {
  const changes = ['what it says was changed while no hub ran, or is new to this hub'];
  await heedConfig(config, heeders, log, changes);
}

/**
 * After a config came into force: tells its warnings, notes what it changed, reads its runbooks,
 * calls whom it newly puts into a team, and announces who is on call by it and was not.
 */
async function heedConfig(
  config: ConfigInForce,
  { desk, shelf, problems }: ConfigHeeders,
  log: Logger,
  changes: readonly string[],
): Promise<void> {
  problems.set('config', null);
  for (const warning of config.warnings) log.warn(formatProblem(warning));
  const { file, fingerprint } = config;
  if (file !== null && changes.length > 0) {
    await attempt(log, 'the new configuration could not be noted', () =>
      desk.noteConfig({ type: 'applied', fingerprint, changes }),
    );
  }
  await shelf.use(runbookFoldersOf(config));
  await attempt(log, 'new members of teams could not be called', () => desk.callMembers());
  await attempt(log, 'who is on call could not be noted', () => desk.heedRotas());
}

/**
 * Returns how to read the config again: one reading after the other, each heeded, and what was refused
 * noted. It rejects with `config_invalid`; then the old one stays in force.
 */
export function configReload(
  config: ConfigInForce,
  heeders: ConfigHeeders,
  { log, now }: { log: Logger; now: () => number },
): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const next = last.then(async () => {
      try {
        const { changes } = await config.reload(now());
        await heedConfig(config, heeders, log, changes);
      } catch (error) {
        const problem = config.problem?.text;
        if (problem !== undefined) {
          heeders.problems.set('config', problem);
          await attempt(log, 'the refused configuration could not be noted', () =>
            heeders.desk.noteConfig({ type: 'refused', problem }),
          );
        }
        throw error;
      }
    });
    last = next.catch(() => undefined);
    return next;
  };
}

/** Reads the config again whenever one of its files changes. */
export async function watchConfig(
  config: ConfigInForce,
  reload: () => Promise<void>,
  log: Logger,
): Promise<ConfigWatch | null> {
  if (config.file === null) return null;
  return ConfigWatch.start({
    places: () => config.places,
    onChange: async () => {
      try {
        await reload();
        log.info('the configuration has changed and was read again');
      } catch (error) {
        log.error({ err: error }, 'the old configuration stays in force');
      }
    },
  });
}

async function attempt(log: Logger, failure: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    log.error({ err: error }, failure);
  }
}
