import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseJoinLink } from '../protocol/join.ts';
import { ContextPack } from '../protocol/room-api.ts';
import { TestProcesses } from './test-process.ts';
import type { RunningHub } from './test-process.ts';

// Each command is a process, and a busy machine takes its time to start one.
vi.setConfig({ testTimeout: 60_000 });

let tocsin: TestProcesses;
beforeEach(() => {
  tocsin = new TestProcesses();
});
afterEach(() => tocsin.stop());

const file = (name: string, content: string): string => {
  writeFileSync(join(tocsin.folder, name), content);
  return join(tocsin.folder, name);
};

/** The first incident's context, as a laptop gets it. */
async function readPack(hub: RunningHub): Promise<ContextPack> {
  const invite = await tocsin.ask<{ link: string }>('invite', 'Ada', '--side', 'developer');
  const joined = await fetch(`${hub.url}/api/join`, {
    method: 'POST',
    body: JSON.stringify({
      code: parseJoinLink(invite.link)?.code,
      deviceName: 'laptop',
      platform: 'test',
    }),
  });
  const { deviceToken } = (await joined.json()) as { deviceToken: string };
  const answer = await fetch(`${hub.url}/api/incidents/1/context`, {
    headers: { authorization: `Bearer ${deviceToken}` },
  });
  return ContextPack.parse(await answer.json());
}

test('context and deploys are added from the command line, under the rules of the config', async () => {
  const config = file('hub.yaml', "redaction: [{ pattern: 'customer \\d+' }]");
  const hub = await tocsin.startHub(['--config', config]);
  await tocsin.ask('alert', 'error', 'checkout', 'errors');
  const log = ['early'.padEnd(3_000, '.'), ...Array.from({ length: 250 }, (_, i) => `line ${i}`)];
  const coloured = '\u001b[31mcustomer 12 failed, password=hunter2\u001b[0m\r';
  const add = (...words: string[]) => tocsin.ask('context', 'add', '1', ...words);
  await add('--log', file('app.log', [...log, coloured, ''].join('\n')), '--title', 'checkout pod');
  const link = ['--link', 'https://a.example.com/d', 'The', 'dashboard', 'https://b.example.com/'];
  await add(...link, '--note', 'It began at noon.');
  const series = JSON.stringify([{ name: 'p99', points: [[1795402800, 0.31]] }]);
  const metric = file('metric.json', series);
  const replaced = await add('--metric', metric, '--unit', 's', '--id', 'p99');
  expect(replaced).toMatchObject({ itemIds: ['p99'] });
  const item = { id: 'more', content: { kind: 'note', title: 'More', text: '' } };
  await add('--items', file('items.json', JSON.stringify([item])));
  await tocsin.ask('deploy', 'checkout', 'Retry payments', '--version', '4.2', '--by', 'ada');

  const contents = (await readPack(hub)).items.map(({ content }) => content);
  expect(contents).toMatchObject([
    { kind: 'log', title: 'checkout pod', redactedCount: 2 },
    {
      kind: 'links',
      links: [
        { href: 'https://a.example.com/d', text: 'The dashboard' },
        { href: 'https://b.example.com/', text: 'b.example.com' },
      ],
    },
    { kind: 'note', text: 'It began at noon.' },
    {
      kind: 'metric',
      title: 'metric.json',
      unit: 's',
      series: [{ name: 'p99', points: [[1795402800, 0.31]] }],
    },
    { kind: 'note', title: 'More' },
    { kind: 'deploys', deploys: [{ summary: 'Retry payments', version: '4.2', by: 'ada' }] },
  ]);
  const [content] = contents;
  const lines = content?.kind === 'log' ? content.lines.map(({ text }) => text) : [];
  expect(lines).toHaveLength(200);
  expect(lines[0]).toBe('line 51');
  expect(lines.at(-1)).toBe('[redacted] failed, password=[redacted]');

  const refused = await tocsin.run('context', 'add', '7', '--note', 'n');
  expect(refused).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('incident_unknown'),
  });
  const script = await tocsin.run('deploy', 'checkout', 's', '--link', 'javascript:1');
  expect(script).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('body_invalid') });
});

test('without a hub the rules of its last config still hold', async () => {
  const config = file('hub.yaml', "redaction: [{ pattern: 'customer \\d+' }]");
  const first = await tocsin.startHub(['--config', config]);
  first.kill('SIGTERM');
  await first.ended;
  await tocsin.ask('alert', 'error', 'checkout', 'errors');
  await tocsin.ask('context', 'add', '1', '--log', file('app.log', 'customer 12'));
  const second = await tocsin.startHub();
  expect((await readPack(second)).items).toMatchObject([
    { content: { lines: [{ text: '[redacted]' }] } },
  ]);
});
