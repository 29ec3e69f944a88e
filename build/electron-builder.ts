import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import type { ElectronRuntime } from './electron-runtime.ts';
import { repositoryFolder } from './paths.ts';
import { electronFuses } from './release/fuses.ts';

const icon = join(repositoryFolder, 'build/icons/app.png');

/** How the desktop app is packaged. */
export function packagingConfiguration(
  runtime: ElectronRuntime,
  { outputFolder, isInspectable }: { outputFolder: string; isInspectable: boolean },
): Configuration {
  const electronMajor = Number.parseInt(runtime.version, 10);
  return {
    appId: 'app.tocsin.Tocsin',
    productName: 'Tocsin',
    directories: { output: outputFolder, buildResources: 'build' },
    electronDist: runtime.distFolder,
    electronVersion: runtime.version,
    electronFuses: electronFuses({ isInspectable, electronMajor }),
    // Everything is bundled; the native part of keytar lies beside the bundle.
    files: ['out/{main,preload,renderer}/**', '!**/*.map', '!node_modules/**', 'package.json'],
    npmRebuild: false,
    asar: true,
    asarUnpack: ['out/main/keytar/**/*.node'],
    protocols: [{ name: 'Tocsin', schemes: ['tocsin'], role: 'Viewer' }],
    ...(existsSync(icon) && { icon }),
    // The substitute runtime's own default app would lie beside ours.
    afterPack: async ({ appOutDir, packager }) => {
      const resources = packager.getResourcesDir(appOutDir);
      await rm(join(resources, 'default_app.asar'), { force: true });
    },
    linux: {
      target: ['deb', 'AppImage'],
      category: 'Utility',
      maintainer: 'Tocsin maintainers <maintainers@tocsin.example>',
      synopsis: 'Rings when an incident needs you',
      executableName: 'tocsin',
      // The installed .desktop file is named like `desktopName` in package.json, by which desktops
      // know the app's windows and notifications.
      syncDesktopName: true,
    },
    deb: { depends: ['libgtk-3-0', 'libnss3', 'libgbm1', 'libasound2', 'libsecret-1-0'] },
    win: { target: ['nsis'] },
    nsis: { oneClick: false, perMachine: false },
    mac: {
      target: ['dmg', 'zip'],
      category: 'public.app-category.developer-tools',
      hardenedRuntime: true,
    },
  };
}
