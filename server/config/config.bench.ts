import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseDocument } from 'yaml';
import { sides } from '../protocol/identity.ts';
import { checkConfig, ConfigInForce } from './config-file.ts';

/**
 * How long it takes to check a config of 10,000 people, 500 rotas and 2,000 services, and to read it
 * again after a change, beside a plain parse of its YAML. Prints one JSON document.
 */

const peopleCount = 10_000;
const teamCount = 500;
const serviceCount = 2_000;
const membersPerTeam = 20;
const runs = 5;
const goalMs = 2_000;

function writeConfig(folder: string): string[] {
  mkdirSync(join(folder, 'teams'));
  const files = new Map([
    ['hub.yaml', 'include: [people.yaml, services.yaml, teams/*.yaml]\n' + channels],
    ['people.yaml', `people:\n${lines(peopleCount, personAt)}`],
    ['services.yaml', `services:\n${lines(serviceCount, serviceAt)}`],
    ...Array.from({ length: teamCount }, (_, index): [string, string] => {
      return [`teams/${index}.yaml`, teamAt(index)];
    }),
  ]);
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  return [...files.keys()].map((name) => join(folder, name));
}

const channels = `channels:
  email: { host: mail.example.com, from: tocsin@example.com }
  ntfy: { url: https://ntfy.example.com }
`;

function lines(count: number, lineAt: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => lineAt(index)).join('');
}

function personAt(index: number): string {
  return `  person-${index}:
    name: Person Number ${index}
    email: person-${index}@example.com
    zone: Europe/Lisbon
    sleep: 22:00-07:00
    channels:
      - { by: email, after: 2m }
      - { by: ntfy, to: pages-of-${index}, after: 5m }
`;
}

function teamAt(index: number): string {
  const ids = Array.from(
    { length: membersPerTeam },
    (_, member) => `person-${(index * membersPerTeam + member) % peopleCount}`,
  );
  const [side = 'sre'] = [sides[index % 2]];
  return `teams:
  team-${index}:
    side: ${side}
    zone: Europe/Lisbon
    members: [${ids.join(', ')}]
    hours: { monday: [09:00-17:00], tuesday: [09:00-17:00], friday: [09:00-15:00] }
rotas:
  rota-${index}:
    team: team-${index}
    layers:
      - { name: weekly, start: 2026-01-05T09:00, turn: week, people: [${ids.join(', ')}] }
      - name: nights
        start: 2026-01-05T20:00
        turn: day
        people: [${ids.slice(0, 6).join(', ')}]
        restrictions:
          - { days: [saturday, sunday], from: 20:00, until: 08:00 }
`;
}

function serviceAt(index: number): string {
  const developers = (2 * index) % teamCount;
  const [dev, sre] =
    sides[0] === 'developer' ? [developers, developers + 1] : [developers + 1, developers];
  return `  service-${index}:
    name: Service ${index}
    developers: team-${dev}
    sres: team-${sre}
    match: [{ app: service-${index} }, { job: '/service-${index}-.*/', cluster: production }]
    runbooks: [https://runbooks.example.com/service-${index}]
`;
}

async function timeMs(run: () => unknown): Promise<number> {
  const startMs = performance.now();
  await run();
  return performance.now() - startMs;
}

async function medianMs(run: (index: number) => unknown): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < runs; index += 1) times.push(await timeMs(() => run(index)));
  return times.toSorted((one, other) => one - other)[Math.floor(runs / 2)] ?? NaN;
}

const folder = mkdtempSync(join(tmpdir(), 'tocsin-config-bench-'));
try {
  const files = writeConfig(folder);
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const main = files[0] ?? '';
  let checked = await checkConfig(main);
  if (!checked.ok || checked.warnings.length > 0) throw new Error('The config is not right.');
  const checkMs = await medianMs(async () => (checked = await checkConfig(main)));
  const inForce = await ConfigInForce.load(main);
  const stalls = monitorEventLoopDelay({ resolution: 1 });
  stalls.enable();
  const reloadMs = await medianMs(async (index) => {
    const people = texts[1]?.replace('name: Person Number 7\n', `name: Person Changed ${index}\n`);
    writeFileSync(files[1] ?? '', people ?? '');
    const { changes } = await inForce.reload();
    if (changes.length !== 1) throw new Error('The change was not seen.');
  });
  stalls.disable();
  writeFileSync(files[1] ?? '', texts[1]?.replace('email: person-9@', 'emial: person-9@') ?? '');
  const refuseMs = await timeMs(async () => (checked = await checkConfig(main)));
  if (checked.ok) throw new Error('The misspelt field was not seen.');
  const parseMs = await medianMs(() => texts.forEach((text) => parseDocument(text)));
  const rounded = (ms: number) => Math.round(ms);
  process.stdout.write(
    `${JSON.stringify({
      people: peopleCount,
      rotas: teamCount,
      services: serviceCount,
      files: files.length,
      kib: Math.round(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1_024),
      checkMs: rounded(checkMs),
      reloadMs: rounded(reloadMs),
      refuseMs: rounded(refuseMs),
      longestStallMs: rounded(stalls.max / 1e6),
      plainParseMs: rounded(parseMs),
      checkToPlainParse: Math.round((checkMs / parseMs) * 100) / 100,
      checkAndReloadWithinGoal: checkMs + reloadMs < goalMs,
    })}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
