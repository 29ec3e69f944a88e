import { createRequire } from 'node:module';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as electron from 'electron';
import { systemClock as clock } from '../clock.ts';
import { hardenSession } from '../security/harden.ts';
import { prepareApp } from './prepare-app.ts';
import { startShell } from './start-shell.ts';
import type { Keychain } from './token-keeper.ts';

const { app } = electron;
const prepared = prepareApp(electron, process.argv.slice(1), clock);

if (prepared === null) {
  app.quit();
} else {
  void app.whenReady().then(async () => {
    hardenSession(electron.session.defaultSession);
    await startShell({
      electron,
      ...prepared,
      clock,
      pagesFolder: join(__dirname, '../renderer'),
      preload: join(__dirname, '../preload/index.cjs'),
      deviceName: hostname(),
      // Loaded when it is needed: without libsecret it cannot be, and the app must live without.
      loadKeychain: () => {
        const load = createRequire(__filename);
        return Promise.resolve(load('./keytar/lib/keytar.js') as Keychain);
      },
    });
    Object.assign(globalThis, { tocsinReady: true });
  });
}
