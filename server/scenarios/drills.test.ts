import { expect, test } from 'vitest';
import type { SelfCheck } from '../protocol/oncall.ts';
import { checkNames } from '../protocol/oncall.ts';
import { Scenario } from './testing/scenario.ts';

/** Ten minutes before Bo and Sam take over. */
const beforeHandOver = '2026-11-09T07:50:00.000Z';
const handOver = '2026-11-09T08:00:00.000Z';

const checks = (broken?: SelfCheck['name']): SelfCheck[] =>
  checkNames.map((name) => ({
    name,
    isOk: name !== broken,
    detail: name === broken ? 'The sound is off.' : null,
  }));

async function shiftBegins(): Promise<{ night: Scenario; drillId: string }> {
  const night = await Scenario.begin({ at: beforeHandOver });
  await night.until(handOver);
  const started = night
    .events('drill.started')
    .find(({ drill }) => drill.personId === night.laptop('bo').personId);
  return { night, drillId: started?.drill.id ?? '' };
}

const outcomesOf = (night: Scenario, drillId: string): string[] =>
  night
    .events('drill.ended')
    .flatMap((event) => (event.drillId === drillId ? [event.outcome] : []));

test('a shift begins with a drill that rings at who comes, and not at who goes', async () => {
  const { night } = await shiftBegins();
  const begun = night.events('drill.started').filter(({ at }) => at === handOver);
  expect(begun.map(({ drill }) => night.nameOf(drill.personId)).toSorted()).toEqual(['bo', 'sam']);
  expect(begun.map(({ drill }) => drill.kind)).toEqual(['audible', 'audible']);
});

test('a drill that is confirmed has passed', async () => {
  const { night, drillId } = await shiftBegins();
  expect(await night.duty('bo', { type: 'drill.confirm', drillId })).toBe('applied');
  await night.wait('30m');
  expect(outcomesOf(night, drillId)).toEqual(['passed']);
  expect(night.events('shift.offered').filter(({ rotaId }) => rotaId === 'payments-week')).toEqual(
    [],
  );
});

test('nobody confirms the drill of somebody else', async () => {
  const { night, drillId } = await shiftBegins();
  expect(await night.duty('ana', { type: 'drill.confirm', drillId })).not.toBe('applied');
  expect(outcomesOf(night, drillId)).toEqual([]);
});

test('a drill that nobody confirms in five minutes has failed', async () => {
  const { night, drillId } = await shiftBegins();
  await night.wait('299s');
  expect(outcomesOf(night, drillId)).toEqual([]);
  await night.wait('1s');
  expect(outcomesOf(night, drillId)).toEqual(['failed']);
});

test('a laptop that finds itself mute fails the drill at once, and says why', async () => {
  const { night, drillId } = await shiftBegins();
  night.laptop('bo').report({ type: 'drill', drillId, checks: checks('volume') });
  await night.settle();
  expect(outcomesOf(night, drillId)).toEqual(['failed']);
  const [ended] = night.events('drill.ended').filter((event) => event.drillId === drillId);
  expect(ended?.reason).toContain('The sound is off.');
});

test('a failed drill offers the shift on a quarter of an hour later', async () => {
  const { night, drillId } = await shiftBegins();
  night.laptop('bo').report({ type: 'drill', drillId, checks: checks('volume') });
  await night.settle();
  await night.wait('14m');
  expect(night.events('shift.offered')).toEqual([]);
  await night.wait('2m');
  const offered = night.events('shift.offered').filter(({ rotaId }) => rotaId === 'payments-week');
  expect(offered).toHaveLength(1);
  expect(offered[0]?.personIds.map((id) => night.nameOf(id))).toEqual(
    expect.arrayContaining(['ana', 'cy']),
  );
});

test('whoever passes a later drill keeps the shift', async () => {
  const { night, drillId } = await shiftBegins();
  night.laptop('bo').report({ type: 'drill', drillId, checks: checks('volume') });
  await night.settle();
  await night.wait('5m');
  await night.duty('bo', { type: 'drill.start' });
  const again = night.events('drill.started').at(-1)?.drill.id ?? '';
  await night.duty('bo', { type: 'drill.confirm', drillId: again });
  await night.wait('15m');
  expect(night.events('shift.offered').filter(({ rotaId }) => rotaId === 'payments-week')).toEqual(
    [],
  );
});

test('a shift that was offered may be taken by a colleague', async () => {
  const { night } = await shiftBegins();
  await night.wait('25m');
  expect(await night.duty('cy', { type: 'shift.take', rotaId: 'payments-week' })).toBe('applied');
  expect(night.onCall('payments-week')).toEqual(['cy']);
});

test('every four hours of a shift the laptops check themselves in silence', async () => {
  const { night, drillId } = await shiftBegins();
  await night.duty('bo', { type: 'drill.confirm', drillId });
  await night.wait('4h');
  const silent = night
    .events('drill.started')
    .filter(({ drill }) => drill.kind === 'silent' && night.nameOf(drill.personId) === 'bo');
  expect(silent).toHaveLength(1);
});

test('a silent check passes when one laptop finds nothing wrong', async () => {
  const { night, drillId } = await shiftBegins();
  await night.duty('bo', { type: 'drill.confirm', drillId });
  await night.wait('4h');
  const silent = night
    .events('drill.started')
    .findLast(({ drill }) => night.nameOf(drill.personId) === 'bo');
  const id = silent?.drill.id ?? '';
  night.laptop('bo').report({ type: 'drill', drillId: id, checks: checks() });
  await night.settle();
  expect(outcomesOf(night, id)).toEqual(['passed']);
});

test('a silent check that no laptop answers has failed', async () => {
  const { night, drillId } = await shiftBegins();
  await night.duty('bo', { type: 'drill.confirm', drillId });
  await night.wait('250m');
  const silent = night
    .events('drill.started')
    .find(({ drill }) => drill.kind === 'silent' && night.nameOf(drill.personId) === 'bo');
  expect(outcomesOf(night, silent?.drill.id ?? '')).toEqual(['failed']);
});

test('somebody may test themselves at any time', async () => {
  const night = await Scenario.begin();
  expect(await night.duty('cy', { type: 'drill.start' })).toBe('applied');
  const drillId = night.events('drill.started').at(-1)?.drill.id ?? '';
  expect(await night.duty('cy', { type: 'drill.confirm', drillId })).toBe('applied');
  expect(outcomesOf(night, drillId)).toEqual(['passed']);
});

test('every drill ends once, through a restart of the hub too', async () => {
  const { night, drillId } = await shiftBegins();
  await night.wait('2m');
  await night.restart('10m');
  await night.wait('1m');
  expect(outcomesOf(night, drillId)).toEqual(['failed']);
});
