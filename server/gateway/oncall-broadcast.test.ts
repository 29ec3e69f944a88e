import { afterEach, expect, test, vi } from 'vitest';
import { PagingSourceOfConfig } from '../config/paging-source.ts';
import { configOf, rotaConfig } from '../desk/testing/rota-desk.ts';
import { HubFrame } from '../protocol/frames.ts';
import { nobodyOnCall } from '../protocol/oncall.ts';
import type { OnCallView, RotaView } from '../protocol/oncall.ts';
import { fitOnCall } from './fit-oncall.ts';
import type { TestDevice } from './test-device.ts';
import { TestHub } from './test-hub.ts';

let hub: TestHub | null = null;
afterEach(async () => {
  await hub?.stop();
  hub = null;
});

/** Monday of Ana's week, an hour before it is Bo's. */
const clock = { nowMs: 0, now: () => clock.nowMs };
const handOverMs = Date.parse('2026-11-09T08:00:00.000Z');

async function startHub(text = rotaConfig) {
  clock.nowMs = handOverMs - 60 * 60 * 1_000;
  const config = { current: configOf(text) };
  const started = await TestHub.start({}, null, {
    clock,
    paging: new PagingSourceOfConfig(config),
  });
  hub = started;
  await started.desk.heedRotas();
  const enrol = async (personName: string) => {
    const { code } = await started.desk.admin({
      type: 'invite.create',
      personName,
      side: 'developer',
    });
    return started.desk.join({ code, deviceName: 'laptop', platform: 'test' });
  };
  return { hub: started, config, ana: await enrol('Ana'), enrol };
}

const onCallFrames = (device: TestDevice) =>
  device.frames.flatMap((frame) => (frame.type === 'oncall' ? [frame] : []));

test('comes whole after each welcome, then only the rotas that changed', async () => {
  const { hub: started, ana, enrol } = await startHub();
  const device = await started.join(ana.deviceToken);
  const [whole] = onCallFrames(device);
  expect(whole?.isWhole).toBe(true);
  expect(whole?.view).toEqual(started.desk.readOnCall());
  const { person, deviceId } = await enrol('Cy');
  const asked = { type: 'shift.take', rotaId: 'payments-week' } as const;
  await started.desk.command('take', asked, { person, deviceId });
  await device.until(() => onCallFrames(device).at(-1)?.view.rotas[0]?.now.overrideId === 'take');
  const news = onCallFrames(device).at(-1);
  expect(news?.isWhole).toBe(false);
  expect(news?.view.rotas.map(({ id }) => id)).toEqual(['payments-week']);
  // Whoever hears that it changed knows it already.
  const types = device.frames.map((frame) =>
    frame.type === 'event' ? frame.event.type : frame.type,
  );
  expect(types.lastIndexOf('oncall')).toBeLessThan(types.indexOf('override.added'));
  const later = await started.join(ana.deviceToken);
  expect(onCallFrames(later)).toMatchObject([{ isWhole: true }]);
});

test('a hand-over is told when it is time, and nothing is told when nothing changed', async () => {
  const { hub: started, ana } = await startHub();
  const device = await started.join(ana.deviceToken);
  const read = vi.spyOn(started.desk, 'readOnCall');
  await vi.waitUntil(() => read.mock.calls.length > 2);
  expect(onCallFrames(device)).toHaveLength(1);
  clock.nowMs = handOverMs;
  await device.until(() => onCallFrames(device).length === 2);
  expect(onCallFrames(device)[1]?.view.rotas[0]?.now.people).toEqual([
    { personId: null, name: 'Bo' },
  ]);
});

test('all of it comes again when a rota is gone', async () => {
  const { hub: started, config, ana } = await startHub();
  const device = await started.join(ana.deviceToken);
  config.current = configOf(rotaConfig.slice(0, rotaConfig.indexOf('  ops-week')));
  await device.until(() => onCallFrames(device).length === 2);
  const news = onCallFrames(device)[1];
  expect(news?.isWhole).toBe(true);
  expect(news?.view.rotas.map(({ id }) => id)).toEqual(['payments-week']);
});

test('what cannot be read is told as soon as it can be', async () => {
  const { hub: started, ana } = await startHub();
  const read = vi.spyOn(started.desk, 'readOnCall').mockImplementation(() => {
    throw new Error('A fault.');
  });
  const device = await started.join(ana.deviceToken);
  expect(onCallFrames(device)).toEqual([]);
  read.mockRestore();
  await device.until(() => onCallFrames(device).length === 1);
});

const rota = (index: number): RotaView => ({
  ...{
    id: `rota-${index}`,
    name: 'Rota',
    teamId: 'team',
    side: 'sre',
    level: 'oncall',
    zone: 'UTC',
  },
  members: Array.from({ length: 20 }, (_item, member) => ({
    personId: `p${member}`,
    name: 'Name',
  })),
  now: {
    ...{ from: '2026-11-02T00:00:00.000Z', until: '2026-11-09T00:00:00.000Z' },
    ...{ people: [], overrideId: null },
  },
  next: null,
});

test('many rotas go in several frames, none too large, and nothing is lost', () => {
  const rotas = Array.from({ length: 100 }, (_item, index) => rota(index));
  const frameBytes = 16 * 1024;
  const { rotas: _, ...rest } = nobodyOnCall;
  const { frames, isCut } = fitOnCall(rotas, rest, { isWhole: true, frameBytes });
  expect(isCut).toBe(false);
  expect(frames.map(({ isWhole }) => isWhole)).toEqual([true, ...frames.slice(1).map(() => false)]);
  expect(frames.flatMap(({ view }) => view.rotas)).toEqual(rotas);
  expect(frames.length).toBeGreaterThan(5);
  for (const frame of frames) {
    expect(JSON.stringify(frame).length).toBeLessThanOrEqual(frameBytes);
    expect(HubFrame.safeParse(frame).success).toBe(true);
  }
});

test('of the rest the last ones are left out when there is too much of it', () => {
  const gap: OnCallView['gaps'][number] = {
    ...{ teamId: 'team', side: 'sre', cause: 'nobody', personIds: [] },
    ...{ from: '2026-11-02T00:00:00.000Z', until: '2026-11-09T00:00:00.000Z' },
  };
  const { rotas: _, ...rest } = { ...nobodyOnCall, gaps: Array.from({ length: 500 }, () => gap) };
  const fitted = fitOnCall([rota(1)], rest, { isWhole: true, frameBytes: 16 * 1024 });
  expect(fitted.isCut).toBe(true);
  expect(fitted.frames).toHaveLength(1);
  expect(fitted.frames[0]?.view.gaps.length).toBeGreaterThan(10);
  expect(JSON.stringify(fitted.frames[0]).length).toBeLessThanOrEqual(16 * 1024);
});
