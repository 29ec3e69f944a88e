import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pino } from 'pino';
import { ConfigInForce } from './config/config-file.ts';
import { configReload, deskSettingsOf, heedFirstConfig } from './config-in-force.ts';
import { ConfigWatch } from './config-watch.ts';
import { createDesk } from './desk/create-desk.ts';
import type { HubDesk } from './desk/create-desk.ts';
import { HubProblems } from './hub-problems.ts';
import { RunbookShelf } from './runbooks/shelf.ts';

const log = pino({ level: 'silent' });
const first = `
include: [teams/*.yaml]
people:
  ana: { name: Ana }
  raj: { name: Raj }
`;
const teams = `
teams:
  shop: { side: developer, zone: UTC, members: [ana] }
  platform: { side: sre, zone: UTC, members: [raj] }
rotas:
  shop:
    team: shop
    layers: [{ name: weekly, start: 2026-11-02T09:00, turn: week, people: [ana] }]
`;

let folder: string;
let file: string;
let desk: HubDesk;
let problems: HubProblems;
let config: ConfigInForce;
let reload: () => Promise<void>;
let watch: ConfigWatch | null = null;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-reload-'));
  file = join(folder, 'hub.yaml');
  writeFileSync(file, first);
  writeTeams(teams);
  await start();
});

afterEach(async () => {
  await watch?.close();
  watch = null;
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  config = await ConfigInForce.load(file);
  const shelf = await RunbookShelf.open([], { log });
  desk = await createDesk({ dataFolder: join(folder, 'data'), ...deskSettingsOf(config, shelf) });
  problems = new HubProblems(Date.now);
  await heedFirstConfig(config, { desk, shelf, problems }, log);
  reload = configReload(config, { desk, shelf, problems }, { log, now: Date.now });
}

function writeTeams(text: string): void {
  const path = join(folder, 'teams');
  rmSync(path, { recursive: true, force: true });
  // As editors do: whole or not at all.
  const other = mkdtempSync(join(folder, '.teams-'));
  writeFileSync(join(other, 'shop.yaml'), text);
  renameSync(other, path);
}

async function audit(): Promise<string[]> {
  const { entries } = await desk.admin({ type: 'audit.read', since: '2000-01-01T00:00:00.000Z' });
  return entries.map(({ text }) => text);
}

test('each config that differs is noted with what it changed, once', async () => {
  expect(await audit()).toHaveLength(1);
  await reload();
  expect(await audit()).toHaveLength(1);
  writeTeams(teams.replace('turn: week', 'turn: day'));
  await reload();
  await reload();
  expect((await audit()).slice(1)).toEqual([
    'configuration in force\nrota shop: layer weekly changed',
  ]);
  await desk.close();
  await start();
  expect(await audit()).toHaveLength(2);
});

test('a config with errors is refused: the old one holds, laptops are told why, until it is right', async () => {
  writeTeams(teams.replace('people: [ana]', 'people: [zoe]'));
  await expect(reload()).rejects.toMatchObject({ code: 'config_invalid' });
  await expect(reload()).rejects.toMatchObject({ code: 'config_invalid' });
  expect(config.current.rotas['shop']?.layers[0]?.people).toEqual(['ana']);
  const { problem } = desk.readConfig();
  expect(problem?.text).toBe(
    'shop.yaml:8:76: rotas.shop.layers.0.people.0: There is no person "zoe" in `people`.',
  );
  expect((await audit()).slice(1)).toEqual([`configuration refused\n${problem?.text ?? ''}`]);
  expect(problems.list()).toMatchObject([{ kind: 'config', text: problem?.text }]);
  writeTeams(teams);
  await reload();
  expect(desk.readConfig().problem).toBeNull();
  expect(problems.list()).toEqual([]);
});

test('without any config nothing is noted', async () => {
  await desk.close();
  rmSync(join(folder, 'data'), { recursive: true });
  config = await ConfigInForce.load(null);
  const shelf = await RunbookShelf.open([], { log });
  desk = await createDesk({ dataFolder: join(folder, 'data'), ...deskSettingsOf(config, shelf) });
  await heedFirstConfig(config, { desk, shelf, problems }, log);
  await configReload(config, { desk, shelf, problems }, { log, now: Date.now })();
  expect(await audit()).toEqual([]);
});

test('files that change, come, vanish and come back are read again by themselves', async () => {
  const outcomes: boolean[] = [];
  const heard = new Set<() => void>();
  watch = await ConfigWatch.start({
    ...{ places: () => config.places, settleMs: 10, relookMs: 50 },
    onChange: async () => {
      await reload().then(
        () => outcomes.push(true),
        () => outcomes.push(false),
      );
      for (const tell of heard) tell();
    },
  });
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (holds()) resolve();
      };
      heard.add(look);
      look();
    });

  writeFileSync(file, first.replace('name: Ana }', 'name: Ana Lima }'));
  await until(() => config.current.people['ana']?.name === 'Ana Lima');
  writeFileSync(join(folder, 'teams', 'more.yaml'), 'silences: { defaultFor: 1h }\n');
  await until(() => config.current.silences.defaultFor === 3_600_000);
  rmSync(file);
  await until(() => config.problem !== null);
  expect(config.problem?.text).toBe('hub.yaml:1:1: There is no such file.');
  expect(config.current.people['ana']?.name).toBe('Ana Lima');
  writeFileSync(file, first);
  await until(() => config.problem === null);
  expect(config.current.people['ana']?.name).toBe('Ana');
  expect(outcomes).toContain(false);
});
