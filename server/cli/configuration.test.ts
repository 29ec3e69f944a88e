import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exampleConfig } from '../config/example.ts';
import { TestProcesses } from './test-process.ts';

let tocsin: TestProcesses;

beforeEach(() => {
  tocsin = new TestProcesses();
});
afterEach(() => tocsin.stop());

interface Audit {
  entries: { type: string; by: string; text: string }[];
}

test('init writes an example without a fault, on which a hub runs; never over another file', async () => {
  const file = join(tocsin.folder, 'hub.yaml');
  const { stdout } = await tocsin.run('init', tocsin.folder);
  expect(stdout).toContain(file);
  expect(await tocsin.run('check', file)).toMatchObject({ exitCode: 0, stdout: `${file}: ok\n` });
  writeFileSync(file, `${exampleConfig}# mine\n`);
  const again = await tocsin.run('init', file, '--json');
  expect(again.exitCode).toBe(1);
  expect(JSON.parse(again.stderr)).toMatchObject({ error: { code: 'file_unwritable' } });
  expect(readFileSync(file, 'utf8')).toContain('# mine');

  await tocsin.startHub(['--config', file]);
  const invite = await tocsin.ask<{ person: { side: string } }>('invite', 'ana');
  expect(invite.person.side).toBe('developer');
});

test('a running hub reads its file again when it changes; the audit says what changed', async () => {
  const file = join(tocsin.folder, 'hub.yaml');
  writeFileSync(file, exampleConfig);
  const hub = await tocsin.startHub(['--config', file]);
  await tocsin.ask('key', 'create', 'am', '--sender', 'alertmanager');
  writeFileSync(file, exampleConfig.replace('turn: week', 'turn: day'));
  await expect
    .poll(() => hub.log(), { timeout: 15_000 })
    .toContain('the configuration has changed and was read again');
  writeFileSync(file, 'people: 3\n');
  await expect
    .poll(() => hub.log(), { timeout: 15_000 })
    .toContain('the old configuration stays in force');
  const { entries } = await tocsin.ask<Audit>('audit', '--since', '1h');
  expect(entries.map(({ text }) => text).slice(1)).toEqual([
    'key am created for alertmanager',
    'configuration in force\nrota shop-developers: layer weekly changed',
    'configuration refused\nhub.yaml:1:9: people: Invalid input: expected record, received number',
  ]);
  const { stdout } = await tocsin.run('audit', '--data', tocsin.data);
  expect(stdout).toMatch(/hub: configuration in force\n {4}rota shop-developers/);
});

test('files that cannot be read are each an error with its remedy', async () => {
  const path = (name: string) => join(tocsin.folder, name);
  const included = ['none.yaml', 'secret.yaml', 'loop.yaml', 'folder', '/dev/zero', 'latin.yaml'];
  writeFileSync(path('hub.yaml'), `include: [${included.join(', ')}]\n`);
  writeFileSync(path('secret.yaml'), 'people: {}');
  chmodSync(path('secret.yaml'), 0);
  symlinkSync(path('loop.yaml'), path('loop.yaml'));
  mkdirSync(path('folder'));
  writeFileSync(path('latin.yaml'), Buffer.from('people:\n  ana: { name: An\xe1 }\n', 'latin1'));
  const { exitCode, stdout } = await tocsin.run('check', path('hub.yaml'), '--json');
  expect(exitCode).toBe(5);
  const { problems } = JSON.parse(stdout) as {
    problems: { file: string; line: number; reason: string; remedy: string }[];
  };
  const isRoot = process.getuid?.() === 0;
  const said = problems.map(({ reason }) => reason.replace(`${tocsin.folder}/`, ''));
  expect(said).toEqual([
    'none.yaml: There is no such file.',
    ...(isRoot ? [] : ['secret.yaml: The file may not be read.']),
    'loop.yaml: Its symbolic links lead in a circle.',
    'folder: This is no file.',
    '/dev/zero: This is no file.',
    'This is not UTF-8.',
  ]);
  expect(problems.at(-1)).toMatchObject({ file: path('latin.yaml'), line: 2 });
  expect(problems.every(({ remedy }) => remedy.length > 10)).toBe(true);
});
