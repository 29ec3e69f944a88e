import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startLogged, stopGroup } from '../../build/child-process.ts';
import { VirtualDesktop } from '../../build/desktop/virtual-desktop.ts';
import { resolveElectron } from '../../build/electron-runtime.ts';
import { HubProcess } from '../fixtures/hub.ts';
import { cpuSeconds, processTree, proportionalSetSizeKib } from './process-tree.ts';

/**
 * Memory and CPU time of the client at rest in the tray, beside an empty Electron app that has a
 * tray icon and nothing else, on the same desktop. Prints one line of JSON.
 * `node e2e/bench/at-rest.bench.ts [SECONDS]`
 */
const measuredSeconds = Number(process.argv[2] ?? 60);
const settleSeconds = 20;
const appFolder = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
const desktop = await VirtualDesktop.start({ folder: join(folder, 'desktop') });
const hub = await HubProcess.start(join(folder, 'hub'));
const { executable } = await resolveElectron();

const emptyApp = join(folder, 'empty');
mkdirSync(emptyApp);
writeFileSync(join(emptyApp, 'package.json'), '{"name":"empty","main":"main.js"}');
writeFileSync(
  join(emptyApp, 'main.js'),
  `const { app, Tray, nativeImage } = require('electron');
app.on('window-all-closed', () => {});
app.whenReady().then(() => { global.tray = new Tray(nativeImage.createFromBuffer(Buffer.alloc(22 * 22 * 4, 255), { width: 22, height: 22 })); });
`,
);

const baseline = await measure('empty', [
  emptyApp,
  `--user-data-dir=${join(folder, 'empty-data')}`,
]);
const invite = await hub.invite('Raj', 'sre');
const laptop = ['--profile', join(folder, 'laptop'), '--join', invite, '--hidden'];
const tocsin = await measure('tocsin', [appFolder, ...laptop]);
const pssRatio = Math.round((tocsin.pssKib / baseline.pssKib) * 100) / 100;
process.stdout.write(`${JSON.stringify({ measuredSeconds, tocsin, baseline, pssRatio })}\n`);
await hub.stop();
await desktop.close();
rmSync(folder, { recursive: true, force: true });

async function measure(name: string, appArguments: string[]) {
  const child = startLogged(
    executable,
    [...appArguments, '--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    join(folder, `${name}.log`),
    { ...desktop.env, ...desktop.sound().env },
  );
  if (child.pid === undefined) throw new Error('The app did not start.');
  await delay(settleSeconds * 1_000);
  const before = cpuSeconds(processTree(child.pid));
  await delay(measuredSeconds * 1_000);
  const tree = processTree(child.pid);
  const cpuSecondsPerMinute =
    Math.round(((cpuSeconds(tree) - before) / measuredSeconds) * 60 * 100) / 100;
  const result = {
    processes: tree.length,
    pssKib: proportionalSetSizeKib(tree),
    cpuSecondsPerMinute,
  };
  await stopGroup(child);
  return result;
}
