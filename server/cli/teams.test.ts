import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TestDevice } from '../gateway/test-device.ts';
import type { VisibleEvent } from '../protocol/events.ts';
import type { JoinResponse } from '../protocol/join.ts';
import { parseJoinLink } from '../protocol/join.ts';
import { TestProcesses } from './test-process.ts';
import type { RunningHub } from './test-process.ts';

// Each command is a process, and a busy machine takes its time to start one.
vi.setConfig({ testTimeout: 60_000 });

let tocsin: TestProcesses;
beforeEach(() => {
  tocsin = new TestProcesses();
});
afterEach(() => tocsin.stop());

function configOf(shop: string, more = ''): string {
  return `
people:
  ana: { name: Ana Lima }
  bo: { name: Bo }
  raj: { name: Raj }
  sam: { name: Sam }
teams:
  shop: { side: developer, zone: Europe/Lisbon, members: [${shop}] }
  finders: { side: developer, zone: Europe/Lisbon, members: [bo] }
  platform: { side: sre, zone: Asia/Kolkata, members: [raj] }
  network: { side: sre, zone: Asia/Kolkata, members: [sam] }
services:
  checkout: { name: Tills, developers: shop, sres: platform }
  search: { developers: finders, sres: network }
${more}`;
}

async function joinAs(hub: RunningHub, name: string): Promise<JoinResponse> {
  const { link } = await tocsin.ask<{ link: string }>('invite', name);
  const { code } = parseJoinLink(link) ?? {};
  const answer = await fetch(`${hub.url}/api/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, deviceName: 'laptop', platform: 'test' }),
  });
  return (await answer.json()) as JoinResponse;
}

test('a config file says whose an alert is, and SIGHUP puts changed teams in force', async () => {
  const file = join(tocsin.folder, 'hub.yaml');
  writeFileSync(file, configOf('ana', '  idle: { developers: shop, sres: platform }'));
  const hub = await tocsin.startHub(['--config', file]);
  const joined = [];
  for (const name of ['ana', 'Bo', 'RAJ', 'sam']) joined.push(await joinAs(hub, name));
  const [ana, bo, raj] = joined.map(({ person }) => person);
  expect(ana).toMatchObject({ name: 'Ana Lima', side: 'developer' });

  const device = await TestDevice.connect(
    Number(new URL(hub.url).port),
    joined[0]?.deviceToken ?? '',
    {},
  );
  device.hello(null, null);
  const happened = () =>
    device.frames.flatMap((frame) =>
      frame.type === 'event' && frame.event.type !== 'withheld' ? [frame.event] : [],
    );
  const next = async <Type extends VisibleEvent['type']>(type: Type) => {
    await device.until(() => happened().some((event) => event.type === type));
    return happened().find((event) => event.type === type);
  };
  await device.next('live');
  await tocsin.ask('alert', 'critical', 'TILLS', 'it broke');
  expect(await next('incident.opened')).toMatchObject({
    service: 'checkout',
    called: { developer: [ana?.id], sre: [raj?.id] },
  });

  writeFileSync(file, configOf('ana, zoe'));
  hub.kill('SIGHUP');
  await expect.poll(hub.log).toContain('the old configuration stays in force');
  expect(hub.log()).toContain(`${file}:8:64: teams.shop.members.1: There is no person`);
  writeFileSync(file, configOf('ana, bo'));
  hub.kill('SIGHUP');
  expect(await next('seat.called')).toMatchObject({ side: 'developer', personIds: [bo?.id] });
  expect(happened().filter(({ type }) => type === 'seat.called')).toHaveLength(1);

  hub.kill('SIGTERM');
  await hub.ended;
  const again = await tocsin.ask<{ person: unknown }>('invite', 'ana');
  expect(again.person).toEqual(ana);
});

test('an invite against the config, or for nobody it knows, is refused with what to do', async () => {
  const file = join(tocsin.folder, 'hub.yaml');
  writeFileSync(file, configOf('ana'));
  await tocsin.startHub(['--config', file]);
  const against = await tocsin.run('invite', 'ana', '--side', 'sre');
  expect(against).toMatchObject({ exitCode: 1, stdout: '' });
  expect(against.stderr).toContain('code: side_against_config');
  const unknown = await tocsin.run('invite', 'zoe');
  expect(unknown).toMatchObject({ exitCode: 2, stdout: '' });
  expect(unknown.stderr).toContain('--side');
});

test('config check and the log of the hub tell what is hardly meant', async () => {
  const file = join(tocsin.folder, 'hub.yaml');
  writeFileSync(file, 'people:\n  ana: { name: Ana }\n');
  const warning = `${file}:2:3: people.ana: This person is in no team.`;
  expect(await tocsin.run('config', 'check', file)).toMatchObject({
    exitCode: 0,
    stdout: `${warning} (warning)\n    List the id in \`members\` of a team.\n${file}: ok\n`,
  });
  const hub = await tocsin.startHub(['--config', file]);
  expect(hub.log()).toContain(warning);
});
