import type { Command } from 'commander';
import { administer } from '../administer.ts';
import { withCommonOptions } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { formatTable, printResult } from '../output.ts';

export function addDeviceCommands(program: Command): void {
  const device = program.command('device').description('devices that were enrolled by an invite');
  withCommonOptions(device.command('list'))
    .description('list the devices')
    .addHelpText('after', '\nExample:\n  tocsin device list --json\n')
    .action(list);
  withCommonOptions(device.command('revoke <id>'))
    .description('remove a device; its session ends at once')
    .addHelpText(
      'after',
      '\nExample:\n  tocsin device revoke 0198f2c4-5a41-7d52-9a58-3f6b5c0d1e2f\n',
    )
    .action(revoke);
}

async function list(options: CommonOptions): Promise<void> {
  const { result } = await administer(options.data, { type: 'device.list' });
  const rows = result.devices.map((one) => [
    one.personName,
    one.side,
    one.name,
    one.sound ?? 'unknown',
    one.enrolledAt,
    one.id,
  ]);
  const heading = ['PERSON', 'SIDE', 'DEVICE', 'SOUND', 'ENROLLED', 'ID'];
  printResult(options.json, result, formatTable([heading, ...rows]));
}

async function revoke(deviceId: string, options: CommonOptions): Promise<void> {
  const { result } = await administer(options.data, { type: 'device.revoke', deviceId });
  printResult(options.json, result, `Device ${result.deviceId} is removed.`);
}
