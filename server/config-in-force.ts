import type { Logger } from 'pino';
import type { ConfigInForce } from './config/config-file.ts';
import { PagingSourceOfConfig } from './config/paging-source.ts';
import { formatProblem } from './config/problem.ts';
import type { DeskOptions, HubDesk } from './desk/create-desk.ts';
import type { IntakeRules } from './domain/records.ts';
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

/**
 * After a config came into force: tells its warnings, reads its runbooks, calls whom it newly puts
 * into a team, and announces who is on call by it and was not.
 */
export async function heedConfig(
  config: ConfigInForce,
  { desk, shelf }: { desk: Pick<HubDesk, 'callMembers' | 'heedRotas'>; shelf: RunbookShelf },
  log: Logger,
): Promise<void> {
  for (const warning of config.warnings) log.warn(formatProblem(warning));
  await shelf.use(runbookFoldersOf(config));
  try {
    await desk.callMembers();
  } catch (error) {
    log.error({ err: error }, 'new members of teams could not be called');
  }
  try {
    await desk.heedRotas();
  } catch (error) {
    log.error({ err: error }, 'who is on call by the config could not be noted');
  }
}
