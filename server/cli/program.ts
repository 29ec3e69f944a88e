import { Command } from 'commander';
import type { OutputConfiguration } from 'commander';
import { addAlertCommand } from './commands/alert.ts';
import { addAuditCommand } from './commands/audit.ts';
import { addCheckCommand } from './commands/check.ts';
import { addConfigCommands } from './commands/config.ts';
import { addContextCommands } from './commands/context.ts';
import { addDeployCommand } from './commands/deploy.ts';
import { addDeviceCommands } from './commands/device.ts';
import { addExportCommand } from './commands/export.ts';
import { addHubCommand } from './commands/hub.ts';
import { addInitCommand } from './commands/init.ts';
import { addInviteCommand } from './commands/invite.ts';
import { addKeyCommands } from './commands/key.ts';
import { addOnCallCommands } from './commands/oncall.ts';
import { addReportCommand } from './commands/report.ts';
import { addRunbookCommands } from './commands/runbook.ts';
import { addVersionCommand } from './commands/version.ts';
import { describeExitCodes } from './exit-code.ts';

const examples = `
Examples:
  tocsin hub --data ./data --listen 127.0.0.1:4949
  tocsin invite "Ada Lovelace" --side developer
  tocsin key create production --sender alertmanager
  tocsin alert critical checkout "error ratio 7%"
`;

/** The `tocsin` command line. It throws instead of ending the process. `output`: where help goes. */
export function createProgram(output: OutputConfiguration = {}): Command {
  const program = new Command('tocsin')
    .description('Shared pager duty: runs the hub and talks to it.')
    .exitOverride()
    .configureOutput(output)
    .showHelpAfterError('(add --help for what this command takes)')
    .addHelpText('after', examples);
  addInitCommand(program);
  addHubCommand(program);
  addInviteCommand(program);
  addKeyCommands(program);
  addDeviceCommands(program);
  addAlertCommand(program);
  addExportCommand(program);
  addReportCommand(program);
  addOnCallCommands(program);
  addContextCommands(program);
  addDeployCommand(program);
  addRunbookCommands(program);
  addConfigCommands(program);
  addCheckCommand(program, 'tocsin check');
  addAuditCommand(program);
  addVersionCommand(program);
  return program.addHelpText('afterAll', describeExitCodes());
}
