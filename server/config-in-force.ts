import type { Logger } from 'pino';
import type { ConfigInForce } from './config/config-file.ts';
import { formatProblem } from './config/problem.ts';
import type { DeskOptions, HubDesk } from './desk/create-desk.ts';
import type { IntakeRules } from './domain/records.ts';

/** What the config says to the desk, read anew for each decision. */
export function deskSettingsOf(config: ConfigInForce): Pick<DeskOptions, 'rules' | 'redactLine'> {
  return { rules: rulesOf(config), redactLine: (line) => config.redactLine(line) };
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

/** After a config came into force: tells its warnings and calls whom it newly puts into a team. */
export async function heedConfig(
  config: ConfigInForce,
  desk: Pick<HubDesk, 'callMembers'>,
  log: Logger,
): Promise<void> {
  for (const warning of config.warnings) log.warn(formatProblem(warning));
  try {
    await desk.callMembers();
  } catch (error) {
    log.error({ err: error }, 'new members of teams could not be called');
  }
}
