import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '../build/child-process.ts';
import { buildApp } from '../build/bundle/build-app.ts';
import { output } from '../build/desktop/command.ts';
import { VirtualDesktop } from '../build/desktop/virtual-desktop.ts';
import { Supervision } from '../build/supervision.ts';
import { ensureSystemPackages } from '../build/system-packages.ts';
import type { PageKind } from '../main/ipc/contract.ts';
import { Client } from './fixtures/client.ts';
import { HubProcess } from './fixtures/hub.ts';
import { Room } from './fixtures/room.ts';
import { Session } from './fixtures/session.ts';
import { contextAt } from './picture-context.ts';

/**
 * Takes the pictures of the README: `node e2e/pictures.ts`. Two real laptops on one virtual
 * desktop, a real hub, one alert that the SRE has and the developer is still called for.
 */
interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

const picturesFolder = join(import.meta.dirname, '../docs/images');
const gapPx = 24;
const desktopHeightPx = 880;
const alertSize = { width: 720, height: 420 };
/** Height of the tray's bar, and of a window's title. */
const barPx = 30;
const titlePx = 20;
const roomPlace = { x: gapPx, y: barPx + gapPx, width: 1_240, height: 760 };
const boardPlace = { x: gapPx, y: barPx + gapPx, width: 1_160, height: 640 };

const checkout = {
  key: 'checkout-error-ratio',
  severity: 'critical',
  service: 'checkout',
  title: 'error ratio 7%',
  labels: { region: 'eu-west-1', instance: 'checkout-3', version: '2026.11.2' },
  annotations: { description: '7.1% of requests to /pay have failed for 5 minutes.' },
  links: [
    { text: 'Runbook', href: 'https://wiki.example.com/runbooks/checkout-errors' },
    { text: 'Dashboard', href: 'https://grafana.example.com/d/checkout' },
  ],
};
const others = [
  { key: 'a', severity: 'error', service: 'backup', title: 'nightly backup of db-2 failed' },
  { key: 'b', severity: 'warning', service: 'search', title: 'p99 latency above 800 ms' },
  { key: 'c', severity: 'warning', service: 'mail', title: 'queue grows for 20 minutes' },
];

const folder = mkdtempSync(join(tmpdir(), 'tocsin-pictures-'));
const supervision = new Supervision();
try {
  await takePictures();
} finally {
  await supervision.end();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();

async function takePictures(): Promise<void> {
  ensureSystemPackages(['client', 'desktop']);
  await buildApp();
  mkdirSync(picturesFolder, { recursive: true });
  const desktop = await supervision.start(
    async () =>
      VirtualDesktop.start({
        folder: join(folder, 'desktop'),
        widthPx: 2 * alertSize.width + 3 * gapPx,
        heightPx: desktopHeightPx,
        sounds: ['Raj', 'Ana'],
      }),
    async (part) => part.close(),
  );
  // The system's notifications would hide parts of the windows.
  await output('dunstctl', ['set-paused', 'true'], desktop.env);
  const hub = await supervision.start(
    async () => HubProcess.start(join(folder, 'hub')),
    async (part) => part.stop(),
  );
  const { url } = await hub.createKey('lab', 'generic');
  const start = async (person: string, side: 'developer' | 'sre'): Promise<Client> => {
    const profile = join(folder, person);
    const link = await hub.invite(person, side);
    return supervision.start(
      async () => Client.start({ desktop, profile, sound: person, join: link }),
      async (part) => part.close(),
    );
  };
  const sre = await start('Raj', 'sre');
  const developer = await start('Ana', 'developer');

  await post(url, { status: 'firing', ...checkout });
  const onSre = await sre.waitUntilShown('alert');
  const onDeveloper = await developer.waitUntilShown('alert');
  await Promise.all([sre.sound.waitUntilHeard(), developer.sound.waitUntilHeard()]);
  await onSre.keyboard.press('a');
  await onDeveloper.getByText(/has it since/i).waitFor();
  await sre.sound.waitUntilSilent();
  const left = { x: gapPx, y: barPx + gapPx, ...alertSize };
  const right = { ...left, x: left.x + alertSize.width + gapPx };
  await place(sre, 'alert', left);
  await place(developer, 'alert', right);
  await desktop.xdotool('mousemove', '0', String(desktopHeightPx - 1));
  await picture(desktop, 'alert-window', {
    x: 0,
    y: barPx,
    width: 2 * alertSize.width + 3 * gapPx,
    height: alertSize.height + 2 * gapPx + titlePx,
  });

  await onDeveloper.keyboard.press('a');
  await developer.sound.waitUntilSilent();
  for (const alert of others) await post(url, { status: 'firing', ...alert });
  await post(url, { status: 'resolved', ...others[2] });
  await sre.waitUntilShown('alert');
  await onSre.getByText('p99 latency above 800 ms').first().waitFor();
  await onSre.keyboard.press('Shift+A');
  await onDeveloper
    .getByText(/has it since/i)
    .first()
    .waitFor();
  await sre.sound.waitUntilSilent();
  await onDeveloper.keyboard.press('o');
  const room = await developer.waitUntilShown('room');
  await room.getByRole('button', { name: /show on the board/i }).click();
  await room.close();
  const board = await developer.waitUntilShown('board');
  await board.getByText('error ratio 7%').first().click();
  await board.getByText('checkout-3').first().waitFor();
  await hideAlert(sre);
  await hideAlert(developer);
  await place(developer, 'board', boardPlace);
  await picture(desktop, 'board', {
    ...boardPlace,
    x: 0,
    y: barPx,
    width: boardPlace.width + 2 * gapPx,
    height: boardPlace.height + 2 * gapPx + titlePx,
  });

  await board.getByRole('button', { name: 'Open room' }).click();
  const ana = await Room.of(developer);
  await board.close();
  await talk(hub, ana);
  await place(developer, 'room', roomPlace);
  await picture(desktop, 'room', {
    ...roomPlace,
    x: 0,
    y: barPx,
    width: roomPlace.width + 2 * gapPx,
    height: roomPlace.height + 2 * gapPx + titlePx,
  });
}

/** Raj brings what he knows, and both talk about it. */
async function talk(hub: HubProcess, ana: Room): Promise<void> {
  const contextFile = join(folder, 'context.json');
  writeFileSync(contextFile, JSON.stringify(contextAt(Date.now())));
  await hub.tocsin('context', 'add', '1', '--items', contextFile);
  const raj = await Session.open(await hub.invite('Raj', 'sre'));
  const incidentId = raj.incidents.find(({ number }) => number === 1)?.id ?? '';
  const poolIsFull = 'The pool is exhausted: **200 of 200** connections, see the graph.';
  await raj.say(incidentId, poolIsFull);
  await ana.say('2026.11.2 opens a second connection for each payment. @Raj can you roll it back?');
  await raj.say(incidentId, 'Rolling back to `2026.11.1`, five minutes.');
  await ana.say('/note Version 2026.11.2 is rolled back');
  await ana.entry('is rolled back').waitFor();
  await ana.choose(poolIsFull.replaceAll('*', ''), 'Agree');
  await ana.page.getByText('Connections in use').first().waitFor();
  await ana.showLatest();
  await ana.composer.focus();
  await ana.page.mouse.move(0, 0);
  raj.close();
}

async function post(url: string, alert: object): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(alert),
  });
  if (!answer.ok) throw new Error(`The hub answered ${answer.status}: ${await answer.text()}`);
}

/** Takes the alert window off the screen as long as the picture needs. */
async function hideAlert(client: Client): Promise<void> {
  await client.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) {
      if (new URL(window.webContents.getURL()).pathname.startsWith('/alert/')) window.hide();
    }
  });
}

/** Moves the window of a kind and waits until it has been drawn there. */
async function place(client: Client, kind: PageKind, wanted: Place): Promise<void> {
  await client.app.evaluate(
    ({ BrowserWindow }, { path, bounds }) => {
      const window = BrowserWindow.getAllWindows().find((one) =>
        new URL(one.webContents.getURL()).pathname.startsWith(path),
      );
      window?.setBounds(bounds);
      window?.moveTop();
    },
    { path: `/${kind}/`, bounds: wanted },
  );
  const page = await client.page(kind);
  await waitFor(`the ${kind} window at its place`, async () =>
    page.evaluate((x) => Math.abs(window.screenX - x) < 8, wanted.x),
  );
  await page.screenshot();
}

/** Saves a part of the desktop, with few colours: the pictures are part of the repository. */
async function picture(desktop: VirtualDesktop, name: string, part: Place): Promise<void> {
  const whole = join(folder, `${name}.png`);
  await desktop.screenshot(whole);
  const crop = `${part.width}x${part.height}+${part.x}+${part.y}`;
  const file = join(picturesFolder, `${name}.png`);
  const options = ['-crop', crop, '+repage', '-strip', '-colors', '192'];
  await output('convert', [whole, ...options, `PNG8:${file}`], desktop.env);
}
