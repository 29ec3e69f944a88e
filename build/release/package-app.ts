import { join } from 'node:path';
import { Platform, build } from 'electron-builder';
import { packagingConfiguration } from '../electron-builder.ts';
import type { ElectronRuntime } from '../electron-runtime.ts';
import { repositoryFolder } from '../paths.ts';
import { verifyFuses } from './verify-fuses.ts';

export interface PackageOptions {
  runtime: ElectronRuntime;
  outputFolder: string;
  /** For tests only: lets debuggers, and so Playwright, into the packaged app. */
  isInspectable: boolean;
}

/** Packages the built app for Linux, unpacked. @returns its executable, with its fuses verified */
export async function packageForLinux(options: PackageOptions): Promise<string> {
  const config = await packageApp(Platform.LINUX, ['dir'], options);
  const executable = join(options.outputFolder, 'linux-unpacked/tocsin');
  if (config.electronFuses) await verifyFuses(executable, config.electronFuses);
  return executable;
}

/** Packages the built app. */
export async function packageApp(platform: Platform, targets: string[], options: PackageOptions) {
  const config = packagingConfiguration(options.runtime, options);
  await build({
    projectDir: repositoryFolder,
    targets: platform.createTarget(targets),
    config,
    publish: 'never',
  });
  return config;
}
