import { v7 as newUuid } from 'uuid';
import { expect, test } from 'vitest';
import type { DutyCommand } from '../protocol/commands.ts';
import { OnCallView } from '../protocol/oncall.ts';
import { readTables } from './testing/read-tables.ts';
import { RotaDesk, rotaConfig } from './testing/rota-desk.ts';

/** A Tuesday of Ana's and Raj's week; Bo and Sam follow on Monday at nine. */
const tuesday = '2026-11-03T10:00:00.000Z';
const handOver = '2026-11-09T08:00:00.000Z';
const rotaId = 'payments-week';

type Added = Extract<DutyCommand, { type: 'override.add' }>;
const span = { from: '2026-11-04T10:00:00.000Z', until: '2026-11-05T10:00:00.000Z' };

function override(change: Partial<Added>): DutyCommand {
  return {
    ...{ type: 'override.add', rotaId, ...span, personId: null, insteadOf: null, reason: null },
    ...change,
  };
}

test('a rota that is seen for the first time, and who joins in mid-shift, are no news', async () => {
  const rotas = await RotaDesk.open(tuesday);
  expect(rotas.onCall()).toEqual(['ana']);
  expect(await rotas.eventsOf('shift.turned')).toEqual([]);
  await rotas.moveTo(handOver);
  expect(await rotas.turns()).toEqual([`${handOver} bo for ana`]);
  // By the clock of the other zone.
  expect(await rotas.turns('ops-week')).toEqual([]);
  await rotas.moveTo('2026-11-09T09:00:00.000Z');
  expect(await rotas.turns('ops-week')).toEqual(['2026-11-09T09:00:00.000Z sam for raj']);
});

test('whoever has not joined is shown, and is nobody who could be announced', async () => {
  const rotas = await RotaDesk.open(tuesday, { joined: ['ana', 'raj'] });
  await rotas.moveTo('2026-11-09T08:30:00.000Z');
  expect(rotas.onCall()).toEqual(['Bo']);
  expect(await rotas.turns()).toEqual([`${handOver}  for ana`]);
  await rotas.join('bo');
  expect(rotas.onCall()).toEqual(['bo']);
  expect(await rotas.turns()).toHaveLength(1);
});

test('overrides are announced when they begin, and when they end', async () => {
  const rotas = await RotaDesk.open(tuesday);
  expect(await rotas.ask('bo', override({ personId: rotas.id('cy') }))).toBe('applied');
  await rotas.moveTo('2026-11-06T00:00:00.000Z');
  expect(await rotas.turns()).toEqual([`${span.from} cy for ana`, `${span.until} ana for cy`]);
});

test('a shift that is taken over is announced at once, and to who had it', async () => {
  const rotas = await RotaDesk.open(tuesday);
  expect(await rotas.ask('ana', { type: 'shift.take', rotaId })).toBe('already');
  expect(await rotas.ask('cy', { type: 'shift.take', rotaId })).toBe('applied');
  expect(await rotas.ask('cy', { type: 'shift.take', rotaId })).toBe('already');
  expect(await rotas.ask('raj', { type: 'shift.take', rotaId })).toBe('rota_not_yours');
  expect(await rotas.turns()).toEqual([`${tuesday} cy for ana`]);
});

test.each<[string, Partial<Added>, string]>([
  ['an unknown rota', { rotaId: 'nights' }, 'rota_unknown'],
  ['an end before the beginning', { until: span.from, from: span.until }, 'span_invalid'],
  ['a time that is over', { from: '2026-11-01T00:00:00.000Z', until: tuesday }, 'span_invalid'],
  ['a time years ahead', { until: '2029-11-05T10:00:00.000Z' }, 'span_invalid'],
  ['somebody for themselves', {}, 'override_pointless'],
  ['somebody of another team', { personId: 'raj' }, 'taker_not_of_rota'],
  ['an absence of a stranger', { insteadOf: 'nobody' }, 'person_unknown'],
])('an override with %s is refused', async (_name, change, code) => {
  const rotas = await RotaDesk.open(tuesday);
  const own = { personId: rotas.id('ana'), insteadOf: rotas.id('ana') };
  const asked = code === 'override_pointless' ? own : change;
  expect(await rotas.ask('ana', override(asked))).toBe(code);
});

test('an override is added once and removed once, whoever asks', async () => {
  const rotas = await RotaDesk.open(tuesday);
  const id = newUuid();
  const asked = override({ personId: rotas.id('cy'), reason: 'Dentist' });
  expect(await rotas.ask('ana', asked, id)).toBe('applied');
  expect(await rotas.ask('bo', asked)).toBe('already');
  const removal: DutyCommand = { type: 'override.remove', overrideId: id };
  expect(await rotas.ask('raj', removal)).toBe('rota_not_yours');
  expect(await rotas.ask('bo', removal)).toBe('applied');
  expect(await rotas.ask('bo', removal)).toBe('already');
  expect(await rotas.ask('ana', removal)).toBe('superseded');
  expect(await rotas.ask('ana', { ...removal, overrideId: newUuid() })).toBe('override_unknown');
  await rotas.moveTo('2026-11-04T12:00:00.000Z');
  expect(rotas.onCall()).toEqual(['ana']);
});

test('the turn of everybody may be passed to the next', async () => {
  const rotas = await RotaDesk.open(tuesday);
  expect(await rotas.ask('ana', override({}))).toBe('applied');
  await rotas.moveTo(span.from);
  expect(rotas.onCall()).toEqual(['bo']);
});

test('of an override that has begun only what is to come is written down', async () => {
  const rotas = await RotaDesk.open(tuesday);
  const from = '2026-11-02T10:00:00.000Z';
  await rotas.ask('ana', override({ from, personId: rotas.id('cy') }));
  const [added] = await rotas.eventsOf('override.added');
  expect(added?.override).toMatchObject({ from: tuesday, until: span.until, source: 'person' });
});

const give = { from: '2026-11-04T08:00:00.000Z', until: '2026-11-05T08:00:00.000Z' };
const take = { from: '2026-11-11T08:00:00.000Z', until: '2026-11-12T08:00:00.000Z' };

async function swapAsked() {
  const rotas = await RotaDesk.open(tuesday);
  const swapId = newUuid();
  const asked = { type: 'swap.ask', rotaId, toId: rotas.id('bo'), give, take, note: null } as const;
  expect(await rotas.ask('ana', asked, swapId)).toBe('applied');
  const answer = (answer: 'accept' | 'decline' | 'withdraw') =>
    ({ type: 'swap.answer', swapId, answer }) as const;
  return { rotas, asked, answer };
}

test('a swap goes on through a restart, is answered once, and by who was asked', async () => {
  const { rotas, asked, answer } = await swapAsked();
  expect(await rotas.ask('ana', asked)).toBe('already');
  await rotas.restart('2026-11-03T12:00:00.000Z');
  expect(rotas.desk.readOnCall().swaps.map(({ state }) => state)).toEqual(['asked']);
  expect(await rotas.ask('cy', answer('accept'))).toBe('swap_not_yours');
  expect(await rotas.ask('bo', answer('withdraw'))).toBe('swap_not_yours');
  expect(await rotas.ask('bo', answer('accept'))).toBe('applied');
  expect(await rotas.ask('bo', answer('accept'))).toBe('already');
  expect(await rotas.ask('ana', answer('withdraw'))).toBe('superseded');
  expect(rotas.desk.readOnCall().swaps).toEqual([]);
  await rotas.moveTo('2026-11-13T00:00:00.000Z');
  expect(await rotas.turns()).toEqual([
    `${give.from} bo for ana`,
    `${give.until} ana for bo`,
    `${handOver} bo for ana`,
    `${take.from} ana for bo`,
    `${take.until} bo for ana`,
  ]);
});

test('a swap of times that changed hands meanwhile cannot be accepted', async () => {
  const { rotas, answer } = await swapAsked();
  await rotas.ask('cy', override({ ...give, personId: rotas.id('cy') }));
  expect(await rotas.ask('bo', answer('accept'))).toBe('swap_not_their_shift');
  expect(await rotas.ask('bo', answer('decline'))).toBe('applied');
});

test('a swap that nobody answers is over when its time begins, also while no hub runs', async () => {
  const { rotas, answer } = await swapAsked();
  await rotas.restart('2026-11-20T00:00:00.000Z');
  expect((await rotas.eventsOf('swap.changed')).map(({ swap }) => swap.state)).toEqual([
    'asked',
    'expired',
  ]);
  expect(await rotas.ask('bo', answer('accept'))).toBe('superseded');
});

test('times that overlap, or that somebody else has, cannot be asked for', async () => {
  const { rotas, asked } = await swapAsked();
  expect(await rotas.ask('bo', { ...asked, toId: rotas.id('ana') })).toBe('swap_not_their_shift');
  expect(await rotas.ask('ana', { ...asked, take: give })).toBe('span_invalid');
  expect(await rotas.ask('ana', { ...asked, toId: rotas.id('ana') })).toBe('taker_not_of_rota');
  expect(await rotas.ask('ana', { ...asked, toId: rotas.id('raj') })).toBe('taker_not_of_rota');
  expect(await rotas.ask('ana', { ...asked, take: handOverWeek })).toBe('swap_not_their_shift');
});
const handOverWeek = { from: '2026-11-08T08:00:00.000Z', until: '2026-11-10T08:00:00.000Z' };

test('what was overdue is one announcement of how it is now', async () => {
  const rotas = await RotaDesk.open(tuesday);
  await rotas.restart('2026-12-02T00:00:00.000Z');
  // Four hand-overs went by, and it is Ana's week again: nothing to tell.
  expect(await rotas.turns()).toEqual([]);
  await rotas.restart('2026-12-10T00:00:00.000Z');
  expect(await rotas.turns()).toEqual(['2026-12-10T00:00:00.000Z bo for ana']);
  await rotas.restart('2026-12-10T00:10:00.000Z');
  expect(await rotas.turns()).toHaveLength(1);
});

test('both are on call while the hour of a hand-over is repeated', async () => {
  const text = rotaConfig.replace(
    "start: '2026-11-02T09:00', turn: week, people: [ana, bo]",
    "start: '2026-10-24T02:30', turn: day, people: [ana, bo]",
  );
  const rotas = await RotaDesk.open('2026-10-24T12:00:00.000Z', { text });
  await rotas.moveTo('2026-10-25T12:00:00.000Z');
  expect(await rotas.turns()).toEqual([
    '2026-10-25T00:30:00.000Z ana+bo for ',
    '2026-10-25T01:30:00.000Z bo for ana',
  ]);
});

test('a rota that is gone from the config keeps its overrides and swaps, and is passed over', async () => {
  const { rotas, answer } = await swapAsked();
  const id = newUuid();
  await rotas.ask('ana', override({ personId: rotas.id('cy') }), id);
  await rotas.reconfigure(rotaConfig.replace('payments-week:', 'payments-days:'));
  expect(await rotas.turns()).toEqual([`${tuesday}  for ana`]);
  expect(rotas.onCall('payments-days')).toEqual(['ana']);
  expect(await rotas.ask('bo', answer('accept'))).toBe('rota_unknown');
  expect(await rotas.ask('bo', override({ personId: rotas.id('cy') }))).toBe('rota_unknown');
  expect(rotas.desk.readOnCall().swaps).toHaveLength(1);
  await rotas.reconfigure(rotaConfig);
  expect(await rotas.turns()).toEqual([`${tuesday}  for ana`, `${tuesday} ana for `]);
  await rotas.moveTo(span.from);
  expect(rotas.onCall()).toEqual(['cy']);
});

test('somebody who leaves the rota is not on call any more, and their overrides lie idle', async () => {
  const rotas = await RotaDesk.open(tuesday);
  await rotas.ask('ana', override({ personId: rotas.id('bo'), insteadOf: rotas.id('ana') }));
  await rotas.reconfigure(
    rotaConfig
      .replace('people: [ana, bo]', 'people: [cy, bo]')
      .replace('[ana, bo, cy]', '[bo, cy]'),
  );
  expect(await rotas.turns()).toEqual([`${tuesday} cy for ana`]);
  await rotas.moveTo(span.from);
  expect(rotas.onCall()).toEqual(['cy']);
  expect(await rotas.ask('ana', { type: 'shift.take', rotaId })).toBe('rota_not_yours');
});

test('teams are warned of a gap a week, a day and an hour ahead; filled and back, anew', async () => {
  const rotas = await RotaDesk.open(tuesday);
  const from = '2026-11-13T10:00:00.000Z';
  const until = '2026-11-13T20:00:00.000Z';
  const warned = async () => (await rotas.eventsOf('gap.warned')).map(({ ahead }) => ahead);
  const away = (name: 'ana' | 'bo') =>
    rotas.ask(name, override({ from, until, insteadOf: rotas.id(name) }));
  await away('bo');
  expect(rotas.desk.readOnCall().gaps).toEqual([]);
  await away('ana');
  expect(rotas.desk.readOnCall().gaps).toMatchObject([{ teamId: 'payments', from, until }]);
  await rotas.moveTo('2026-11-12T11:00:00.000Z');
  expect(await warned()).toEqual(['week', 'day']);
  const filling = newUuid();
  await rotas.ask('cy', override({ from, until, personId: rotas.id('cy') }), filling);
  expect(rotas.desk.readOnCall().gaps).toEqual([]);
  await rotas.ask('cy', { type: 'override.remove', overrideId: filling });
  expect(await warned()).toEqual(['week', 'day', 'day']);
  await rotas.restart('2026-11-13T09:30:00.000Z');
  await rotas.moveTo('2026-11-13T12:00:00.000Z');
  expect(await warned()).toEqual(['week', 'day', 'day', 'hour']);
  const [{ personIds } = { personIds: [] }] = await rotas.eventsOf('gap.warned');
  expect(personIds.map((id) => rotas.nameOf(id)).toSorted()).toEqual([
    ...['ana', 'bo', 'cy', 'raj', 'sam'],
  ]);
});

test('a week whose person has not joined is a gap, as long as anybody of the team has', async () => {
  const rotas = await RotaDesk.open(tuesday, { joined: ['ana', 'raj', 'sam'] });
  const gap = { from: handOver, until: '2026-11-16T08:00:00.000Z' };
  expect(rotas.desk.readOnCall().gaps[0]).toMatchObject({ teamId: 'payments', ...gap });
  expect((await rotas.eventsOf('gap.warned')).map(({ ahead }) => ahead)).toEqual(['week']);
  await rotas.join('bo');
  expect(rotas.desk.readOnCall().gaps).toEqual([]);
  const nobody = await RotaDesk.open(tuesday, { joined: ['raj', 'sam'] });
  expect(nobody.desk.readOnCall().gaps).toEqual([]);
});

test('whom nobody can reach leaves a gap until somebody else comes', async () => {
  const rotas = await RotaDesk.open(tuesday);
  const ana = rotas.who('ana').deviceId;
  const sinceMs = rotas.clock.nowMs;
  rotas.desk.useLinks({
    stateOf: (deviceId) => (deviceId === ana ? 'gone' : 'linked'),
    withoutLinkMs: (deviceId) => (deviceId === ana ? rotas.clock.nowMs - sinceMs : 0),
    onChange: () => () => undefined,
  });
  await rotas.moveTo('2026-11-03T10:20:00.000Z');
  const view = OnCallView.parse(rotas.desk.readOnCall());
  const personIds = [rotas.id('ana')];
  expect(view.unreachable).toMatchObject([{ personId: rotas.id('ana') }]);
  expect(view.gaps).toMatchObject([
    { teamId: 'payments', cause: 'unreachable', from: tuesday, until: handOver, personIds },
  ]);
  expect((await rotas.eventsOf('gap.warned')).map(({ ahead }) => ahead)).toEqual(['hour']);
  await rotas.ask('cy', { type: 'shift.take', rotaId });
  expect(rotas.desk.readOnCall().gaps).toEqual([]);
});

test('the same view while nothing changes, and another when it does', async () => {
  const rotas = await RotaDesk.open(tuesday);
  const view = rotas.desk.readOnCall();
  rotas.clock.nowMs += 1_000;
  expect(rotas.desk.readOnCall()).toBe(view);
  await rotas.ask('cy', { type: 'shift.take', rotaId });
  const later = rotas.desk.readOnCall();
  expect(later.rotas.map((rota, index) => rota === view.rotas[index])).toEqual([false, true]);
  rotas.clock.nowMs = Date.parse(handOver);
  expect(rotas.onCall()).toEqual(['bo']);
});

test('the tables can be made anew from the log', async () => {
  const { rotas, answer } = await swapAsked();
  await rotas.ask('bo', answer('accept'));
  await rotas.ask('ana', override({ insteadOf: rotas.id('ana') }));
  await rotas.ask('bo', override({ insteadOf: rotas.id('bo') }));
  await rotas.desk.subscribe(null, rotas.who('ana'));
  const before = readTables(rotas.dataFolder);
  expect(before['warned_gaps']).toHaveLength(1);
  rotas.desk.rebuild();
  expect(readTables(rotas.dataFolder)).toEqual(before);
});
