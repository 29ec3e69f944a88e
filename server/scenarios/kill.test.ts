import { v7 as newUuid } from 'uuid';
import { expect, test } from 'vitest';
import { startInChild } from './testing/hub-in-child.ts';
import { Scenario } from './testing/scenario.ts';
import type { ScenarioOptions } from './testing/scenario.ts';

const begin = (options: ScenarioOptions = {}): Promise<Scenario> =>
  Scenario.begin({ ...options, start: startInChild });

/** What happened of one kind on the developers’ side, told once by each event. */
const plansOf = (night: Scenario): string[] =>
  night
    .events('seat.planned')
    .filter(({ side }) => side === 'developer')
    .map(({ plan }) => `${plan.round}.${plan.step}`);

test('killed while both sides ring, the hub rings on', async () => {
  const night = await begin();
  await night.alert();
  await night.kill('3s');
  expect(night.ringing()).toEqual(['ana', 'raj']);
});

test('killed before a step, it takes the step at its time, and once', async () => {
  const night = await begin();
  await night.alert();
  await night.wait('4m');
  await night.kill('10s');
  await night.wait('49s');
  expect(night.called('developer')).toEqual(['ana']);
  await night.wait('1s');
  expect(night.called('developer')).toEqual(['ana', 'bo']);
  expect(plansOf(night)).toEqual(['1.1', '1.2']);
});

test('a step that was due while it was dead is taken at once, and once', async () => {
  const night = await begin();
  await night.alert();
  await night.kill('6m');
  expect(night.called('developer')).toEqual(['ana', 'bo']);
  expect(plansOf(night)).toEqual(['1.1', '1.2']);
});

test('killed after one key was turned, it wakes that side no more and the other one still', async () => {
  const night = await begin();
  await night.alert();
  await night.acknowledge('raj');
  await night.kill('1m');
  expect(night.ringing()).toEqual(['ana']);
  await night.wait('4m');
  expect(night.ringing()).toEqual(['ana', 'bo']);
  expect(night.called('sre')).toEqual(['raj']);
});

test('killed during a lease, it asks at the end of the lease', async () => {
  const night = await begin();
  await night.alert();
  await night.acknowledge('ana');
  await night.acknowledge('raj');
  await night.kill('10m');
  expect(night.ringing()).toEqual([]);
  await night.wait('20m');
  expect(night.ringing()).toEqual(['ana', 'raj']);
});

test('a lease that ended while it was dead asks at once, and once', async () => {
  const night = await begin();
  await night.alert();
  await night.acknowledge('ana');
  await night.acknowledge('raj');
  await night.kill('45m');
  expect(night.ringing()).toEqual(['ana', 'raj']);
  expect(night.events('seat.lease-ended')).toHaveLength(2);
});

test('killed while a side is stood down, it lets that side sleep until the end, and calls it then', async () => {
  const night = await begin();
  await night.alert();
  await night.acknowledge('raj');
  await night.ask('raj', {
    ...{ type: 'seat.stand-down', until: '2026-11-03T02:20:00.000Z', reason: 'It holds.' },
  });
  await night.kill('5m');
  expect(night.ringing()).toEqual([]);
  await night.wait('15m');
  expect(night.ringing()).toEqual(['ana']);
});

test('killed during a silence, it stays silent until the end', async () => {
  const night = await begin();
  await night.duty('raj', {
    ...{ type: 'silence.create', kind: 'silence', service: 'checkout', matchers: {} },
    ...{ from: null, until: '2026-11-03T02:30:00.000Z', reason: 'The disk is moved.' },
  });
  await night.alert();
  await night.kill('5m');
  expect(night.ringing()).toEqual([]);
  await night.wait('25m');
  expect(night.ringing()).toEqual(['ana', 'raj']);
});

test('killed while a page climbs its ladder, it calls the next one who can hear', async () => {
  const night = await begin();
  night.laptop('ana').hearing = 'asleep';
  await night.alert();
  await night.wait('5s');
  await night.kill('2s');
  await night.wait('1m');
  expect(night.called('developer')).toEqual(['ana', 'bo']);
  expect(night.events('page.unheard').filter(({ to }) => to === 'next')).toHaveLength(1);
});

test('killed between asking for a swap and its answer, it carries the swap out', async () => {
  const night = await begin();
  const swapId = newUuid();
  const give = { from: '2026-11-04T08:00:00.000Z', until: '2026-11-05T08:00:00.000Z' };
  const toId = night.laptop('bo').personId;
  await night.duty(
    'ana',
    { type: 'swap.ask', rotaId: 'payments-week', toId, give, take: null, note: null },
    swapId,
  );
  await night.kill('1m');
  expect(await night.duty('bo', { type: 'swap.answer', swapId, answer: 'accept' })).toBe('applied');
  await night.until(give.from);
  expect(night.onCall('payments-week')).toEqual(['bo']);
});

test('killed during a drill, it ends the drill once', async () => {
  const night = await begin({ at: '2026-11-09T07:59:00.000Z' });
  await night.wait('2m');
  const started = night.events('drill.started').length;
  expect(started).toBeGreaterThan(0);
  await night.kill('1m');
  await night.wait('10m');
  expect(night.events('drill.ended')).toHaveLength(started);
});

test('killed again and again, it calls each step once', async () => {
  const night = await begin();
  await night.alert();
  for (let count = 0; count < 4; count += 1) await night.kill('2m');
  await night.wait('3m');
  expect(plansOf(night)).toEqual(['1.1', '1.2', '1.3']);
});
