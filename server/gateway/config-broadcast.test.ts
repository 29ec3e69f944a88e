import { afterEach, expect, test, vi } from 'vitest';
import type { WorkSource } from '../desk/surroundings.ts';
import { usualRest } from '../domain/figures/night.ts';
import { noWork } from '../domain/work-rules.ts';
import { ConfigView, noConfig } from '../protocol/teams.ts';
import type { TeamView } from '../protocol/teams.ts';
import { fitConfig } from './fit-config.ts';
import { TestHub } from './test-hub.ts';

let hub: TestHub | null = null;
afterEach(async () => {
  await hub?.stop();
  hub = null;
});

const team: TeamView = {
  ...{ id: 'payments', name: 'Payments', side: 'developer', zone: 'Europe/Berlin' },
  ...{ memberIds: [], isOpen: false, opensAt: null, thenOpensAt: null },
};

/** A hub whose config the test changes. */
async function startHub(first: ConfigView) {
  const shown = { view: first, reads: 0 };
  const work: WorkSource = {
    rules: () => noWork,
    runbooks: () => [],
    restOf: () => usualRest,
    config(people) {
      shown.reads += 1;
      const memberIds = people.map(({ id }) => id);
      const isSame = memberIds.length === shown.view.teams[0]?.memberIds.length;
      if (shown.view.teams.length > 0 && !isSame) {
        shown.view = { ...shown.view, teams: [{ ...team, memberIds }] };
      }
      return shown.view;
    },
  };
  hub = await TestHub.start({}, null, { work });
  return { hub, shown };
}

test('comes after each welcome, and again when it changes', async () => {
  const { hub: started, shown } = await startHub({ ...noConfig, hooks: ['drain'] });
  const { deviceToken } = await started.enrol();
  const [one, other] = [await started.join(deviceToken), await started.join(deviceToken)];
  for (const device of [one, other]) {
    expect(device.frames[1]).toEqual({ type: 'config', config: shown.view });
  }
  shown.view = { ...noConfig, hooks: ['restart'] };
  for (const device of [one, other]) {
    await device.until(() => device.frames.at(-1)?.type === 'config');
    expect(device.frames.at(-1)).toEqual({ type: 'config', config: shown.view });
  }
});

test('comes again when somebody joins, and not when nothing changed', async () => {
  const { hub: started, shown } = await startHub({ ...noConfig, teams: [team] });
  const { deviceToken } = await started.enrol();
  const device = await started.join(deviceToken);
  const count = () => device.frames.filter(({ type }) => type === 'config').length;
  expect(count()).toBe(1);
  await started.enrol('developer');
  await device.until(() => count() === 2);
  const last = device.frames.findLast((frame) => frame.type === 'config');
  expect(last?.config.teams[0]?.memberIds).toHaveLength(2);
  const { reads } = shown;
  await vi.waitUntil(() => shown.reads > reads + 2);
  expect(count()).toBe(2);
});

test('one that cannot be read is told as soon as it can be', async () => {
  const { hub: started, shown } = await startHub(noConfig);
  const { deviceToken } = await started.enrol();
  let isBroken = true;
  Object.defineProperty(shown, 'view', {
    get: () => {
      if (isBroken) throw new Error('A fault.');
      return noConfig;
    },
  });
  const device = await started.join(deviceToken);
  expect(device.frames.map(({ type }) => type)).not.toContain('config');
  isBroken = false;
  await device.until(() => device.frames.at(-1)?.type === 'config');
});

test('a config that is too large goes without members, then without the last teams', () => {
  const teams = Array.from({ length: 64 }, (_, index) => ({
    ...team,
    id: `team-${index}`,
    memberIds: Array.from({ length: 20 }, (_item, member) => `person-${member}`),
  }));
  const view: ConfigView = { ...noConfig, teams };
  expect(fitConfig(view, 64 * 1024)).toEqual({ config: view, isCut: false });
  const lean = fitConfig(view, 16 * 1024);
  expect(lean.isCut).toBe(true);
  expect(lean.config.teams).toHaveLength(64);
  expect(lean.config.teams.every(({ memberIds }) => memberIds.length === 0)).toBe(true);
  const cut = fitConfig(view, 4 * 1024);
  expect(ConfigView.parse(cut.config).teams).toEqual(lean.config.teams.slice(0, 16));
  expect(JSON.stringify(cut.config).length).toBeLessThan(4 * 1024);
});
