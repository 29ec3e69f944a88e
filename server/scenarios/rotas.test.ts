import { v7 as newUuid } from 'uuid';
import { expect, test } from 'vitest';
import type { DutyCommand } from '../protocol/commands.ts';
import { Scenario } from './testing/scenario.ts';
import { shopConfig } from './testing/shop-config.ts';

const rotaId = 'payments-week';
const span = { from: '2026-11-03T03:00:00.000Z', until: '2026-11-03T05:00:00.000Z' };

type Added = Extract<DutyCommand, { type: 'override.add' }>;

function override(change: Partial<Added>): DutyCommand {
  return {
    ...{ type: 'override.add', rotaId, ...span, personId: null, insteadOf: null, reason: null },
    ...change,
  };
}

/** Whom the developers' side calls for an alert at this moment. */
async function calledNow(night: Scenario): Promise<string[]> {
  const key = newUuid();
  await night.alert({ key });
  const called = night.called('developer');
  await night.alert({ key, status: 'resolved' });
  return called;
}

test('a weekly rota hands over on Monday at nine, by the clock in Berlin', async () => {
  const night = await Scenario.begin({ at: '2026-11-09T07:59:00.000Z' });
  expect(await calledNow(night)).toEqual(['ana']);
  await night.until('2026-11-09T08:00:00.000Z');
  expect(await calledNow(night)).toEqual(['bo']);
});

test('the change of shifts is announced to who comes and who goes', async () => {
  const night = await Scenario.begin({ at: '2026-11-09T07:59:00.000Z' });
  await night.until('2026-11-09T08:00:00.000Z');
  const turned = night.events('shift.turned').find((event) => event.rotaId === rotaId);
  expect(turned?.personIds.map((id) => night.nameOf(id))).toEqual(['bo']);
  expect(turned?.endedIds.map((id) => night.nameOf(id))).toEqual(['ana']);
  expect(turned?.until).toBe('2026-11-16T08:00:00.000Z');
});

test('the board says who is on call now and next', async () => {
  const night = await Scenario.begin();
  const rota = night.oncall.rotas.find(({ id }) => id === rotaId);
  expect(rota?.now.people.map(({ name }) => name)).toEqual(['Ana']);
  expect(rota?.now.until).toBe('2026-11-09T08:00:00.000Z');
  expect(rota?.next?.people.map(({ name }) => name)).toEqual(['Bo']);
});

test('an override takes a shift from its first instant to its last, and not a second longer', async () => {
  const night = await Scenario.begin();
  const personId = night.laptop('cy').personId;
  expect(await night.duty('ana', override({ personId }))).toBe('applied');
  await night.until('2026-11-03T02:59:59.000Z');
  expect(await calledNow(night)).toEqual(['ana']);
  await night.until(span.from);
  expect(await calledNow(night)).toEqual(['cy']);
  await night.until('2026-11-03T04:59:59.000Z');
  expect(await calledNow(night)).toEqual(['cy']);
  await night.until(span.until);
  expect(await calledNow(night)).toEqual(['ana']);
});

test('an absence passes the turn to the next one of the rota', async () => {
  const night = await Scenario.begin();
  const insteadOf = night.laptop('ana').personId;
  await night.duty('ana', override({ insteadOf }));
  await night.until(span.from);
  expect(await calledNow(night)).toEqual(['bo']);
  await night.until(span.until);
  expect(await calledNow(night)).toEqual(['ana']);
});

test('an override that was taken back changes nothing', async () => {
  const night = await Scenario.begin();
  const id = newUuid();
  await night.duty('ana', override({ personId: night.laptop('cy').personId }), id);
  expect(await night.duty('ana', { type: 'override.remove', overrideId: id })).toBe('applied');
  await night.until(span.from);
  expect(await calledNow(night)).toEqual(['ana']);
});

test('of two overrides of the same time the later one counts', async () => {
  const night = await Scenario.begin();
  await night.duty('ana', override({ personId: night.laptop('cy').personId }));
  await night.duty('ana', override({ personId: night.laptop('bo').personId }));
  await night.until(span.from);
  expect(await calledNow(night)).toEqual(['bo']);
});

test('an override over a hand-over ends in the next one’s shift', async () => {
  const night = await Scenario.begin({ at: '2026-11-09T05:00:00.000Z' });
  const personId = night.laptop('cy').personId;
  await night.duty(
    'ana',
    override({ personId, from: '2026-11-09T06:00:00.000Z', until: '2026-11-09T10:00:00.000Z' }),
  );
  await night.until('2026-11-09T09:00:00.000Z');
  expect(await calledNow(night)).toEqual(['cy']);
  await night.until('2026-11-09T10:00:00.000Z');
  expect(await calledNow(night)).toEqual(['bo']);
});

test.each<[string, Partial<Added>]>([
  ['that ends before it begins', { until: span.from, from: span.until }],
  ['of the past', { from: '2026-11-01T00:00:00.000Z', until: '2026-11-02T00:00:00.000Z' }],
  ['of a rota that is none', { rotaId: 'nobody' }],
  ['for somebody who is none', { personId: 'nobody' }],
])('an override %s is refused', async (_name, change) => {
  const night = await Scenario.begin();
  const asked = override({ personId: night.laptop('cy').personId, ...change });
  expect(['applied', 'already']).not.toContain(await night.duty('ana', asked));
});

test('somebody of another team cannot change the rota', async () => {
  const night = await Scenario.begin();
  const asked = override({ personId: night.laptop('cy').personId });
  expect(await night.duty('raj', asked)).not.toBe('applied');
});

test('whoever takes a shift now has it until its end', async () => {
  const night = await Scenario.begin();
  expect(await night.duty('cy', { type: 'shift.take', rotaId })).toBe('applied');
  expect(await calledNow(night)).toEqual(['cy']);
  await night.until('2026-11-09T07:59:59.000Z');
  expect(night.onCall(rotaId)).toEqual(['cy']);
  await night.until('2026-11-09T08:00:00.000Z');
  expect(night.onCall(rotaId)).toEqual(['bo']);
});

const give = { from: '2026-11-04T08:00:00.000Z', until: '2026-11-05T08:00:00.000Z' };
const take = { from: '2026-11-11T08:00:00.000Z', until: '2026-11-12T08:00:00.000Z' };

async function swapAsked(at?: string): Promise<{ night: Scenario; swapId: string }> {
  const night = await Scenario.begin(at === undefined ? {} : { at });
  const swapId = newUuid();
  const toId = night.laptop('bo').personId;
  const asked = { type: 'swap.ask', rotaId, toId, give, take, note: null } as const;
  expect(await night.duty('ana', asked, swapId)).toBe('applied');
  return { night, swapId };
}

test('a swap that is only asked for changes nothing', async () => {
  const { night } = await swapAsked();
  await night.until('2026-11-04T09:00:00.000Z');
  expect(night.onCall(rotaId)).toEqual(['ana']);
});

test('a swap that is accepted changes both times, and only these', async () => {
  const { night, swapId } = await swapAsked();
  expect(await night.duty('bo', { type: 'swap.answer', swapId, answer: 'accept' })).toBe('applied');
  await night.until('2026-11-04T07:59:59.000Z');
  expect(night.onCall(rotaId)).toEqual(['ana']);
  await night.until(give.from);
  expect(night.onCall(rotaId)).toEqual(['bo']);
  await night.until(give.until);
  expect(night.onCall(rotaId)).toEqual(['ana']);
  await night.until(take.from);
  expect(night.onCall(rotaId)).toEqual(['ana']);
  await night.until(take.until);
  expect(night.onCall(rotaId)).toEqual(['bo']);
});

test('a swap can only be accepted by the colleague who is asked', async () => {
  const { night, swapId } = await swapAsked();
  for (const name of ['ana', 'cy', 'raj']) {
    const word = await night.duty(name, { type: 'swap.answer', swapId, answer: 'accept' });
    expect(word).not.toBe('applied');
  }
  await night.until(give.from);
  expect(night.onCall(rotaId)).toEqual(['ana']);
});

test('a swap that was declined or withdrawn cannot be accepted any more', async () => {
  const declined = await swapAsked();
  await declined.night.duty('bo', {
    ...{ type: 'swap.answer', swapId: declined.swapId, answer: 'decline' },
  });
  const withdrawn = await swapAsked();
  await withdrawn.night.duty('ana', {
    ...{ type: 'swap.answer', swapId: withdrawn.swapId, answer: 'withdraw' },
  });
  for (const { night, swapId } of [declined, withdrawn]) {
    const word = await night.duty('bo', { type: 'swap.answer', swapId, answer: 'accept' });
    expect(word).not.toBe('applied');
    await night.until(give.from);
    expect(night.onCall(rotaId)).toEqual(['ana']);
  }
});

test('a swap that nobody answers is over when its time begins', async () => {
  const { night, swapId } = await swapAsked();
  await night.until(give.from);
  const word = await night.duty('bo', { type: 'swap.answer', swapId, answer: 'accept' });
  expect(word).not.toBe('applied');
  expect(night.oncall.swaps).toEqual([]);
  expect(night.events('swap.changed').at(-1)?.swap.state).toBe('expired');
});

test('a shift can be given away without another one for it', async () => {
  const night = await Scenario.begin();
  const swapId = newUuid();
  const toId = night.laptop('cy').personId;
  await night.duty('ana', { type: 'swap.ask', rotaId, toId, give, take: null, note: null }, swapId);
  await night.duty('cy', { type: 'swap.answer', swapId, answer: 'accept' });
  await night.until(give.from);
  expect(night.onCall(rotaId)).toEqual(['cy']);
});

test('nobody gives away a time that is not theirs', async () => {
  const night = await Scenario.begin();
  const toId = night.laptop('ana').personId;
  const asked = { type: 'swap.ask', rotaId, toId, give, take: null, note: null } as const;
  expect(await night.duty('bo', asked)).not.toBe('applied');
});

test('a layer of the nights lies over the one of the days', async () => {
  const config = shopConfig({
    rotas: `
  payments-week:
    team: payments
    layers:
      - { name: days, start: '2026-11-02T09:00', turn: week, people: [ana] }
      - name: nights
        start: '2026-11-02T09:00'
        turn: week
        people: [bo]
        restrictions: [{ from: '18:00', until: '09:00' }]
`,
  });
  const night = await Scenario.begin({ config, at: '2026-11-03T16:59:00.000Z' });
  expect(await calledNow(night)).toEqual(['ana']);
  await night.until('2026-11-03T17:00:00.000Z');
  expect(await calledNow(night)).toEqual(['bo']);
  await night.until('2026-11-04T07:59:00.000Z');
  expect(await calledNow(night)).toEqual(['bo']);
  await night.until('2026-11-04T08:00:00.000Z');
  expect(await calledNow(night)).toEqual(['ana']);
});

const officeOnly = `
  payments-week:
    team: payments
    layers:
      - name: office
        start: '2026-11-02T09:00'
        turn: week
        people: [ana, bo]
        restrictions: [{ days: [monday, tuesday, wednesday, thursday, friday], from: '09:00', until: '17:00' }]
`;

test('in a gap of the rota the step of who is on call is skipped, and the next is called at once', async () => {
  const config = shopConfig({ rotas: officeOnly });
  const night = await Scenario.begin({ config });
  await night.alert();
  expect(night.called('developer')).not.toContain('ana');
  expect(night.called('developer').length).toBeGreaterThan(0);
  const skipped = night.events('seat.planned').flatMap((event) => event.skipped);
  expect(skipped).toContainEqual({ step: 1, reason: 'nobody' });
});

test('a gap is on the board before it happens', async () => {
  const night = await Scenario.begin({
    config: shopConfig({ rotas: officeOnly }),
    at: '2026-11-03T10:00:00.000Z',
  });
  await night.wait('15m');
  expect(night.oncall.gaps[0]).toMatchObject({
    ...{ teamId: 'payments', side: 'developer', cause: 'nobody' },
    ...{ from: '2026-11-03T16:00:00.000Z', until: '2026-11-04T08:00:00.000Z' },
  });
});

test('both teams are warned of a gap a week, a day and an hour ahead', async () => {
  const config = shopConfig();
  const night = await Scenario.begin({ config, at: '2026-11-03T10:00:00.000Z' });
  // Everybody of the rota is on leave for a day, ten days from now.
  const from = '2026-11-13T10:00:00.000Z';
  const until = '2026-11-14T10:00:00.000Z';
  for (const name of ['ana', 'bo']) {
    const insteadOf = night.laptop(name).personId;
    expect(await night.duty(name, override({ from, until, insteadOf }))).toBe('applied');
  }
  await night.until('2026-11-13T09:30:00.000Z');
  const warned = night.events('gap.warned').filter(({ gap }) => gap.from === from);
  expect(warned.map(({ ahead }) => ahead)).toEqual(['week', 'day', 'hour']);
  for (const { personIds } of warned) {
    expect(personIds.map((id) => night.nameOf(id))).toEqual(
      expect.arrayContaining(['ana', 'bo', 'cy', 'raj', 'sam', 'tia']),
    );
  }
});

test('a gap that was filled in time is warned of no more', async () => {
  const night = await Scenario.begin({ at: '2026-11-03T10:00:00.000Z' });
  const from = '2026-11-13T10:00:00.000Z';
  const until = '2026-11-14T10:00:00.000Z';
  for (const name of ['ana', 'bo']) {
    const insteadOf = night.laptop(name).personId;
    await night.duty(name, override({ from, until, insteadOf }));
  }
  await night.until('2026-11-07T10:00:00.000Z');
  await night.duty('cy', override({ from, until, personId: night.laptop('cy').personId }));
  await night.until('2026-11-13T10:01:00.000Z');
  const warned = night.events('gap.warned').map(({ ahead }) => ahead);
  expect(warned).toEqual(['week']);
  expect(night.onCall(rotaId)).toEqual(['cy']);
});

test('a restart of the hub over a hand-over announces it once', async () => {
  const night = await Scenario.begin({ at: '2026-11-09T07:50:00.000Z' });
  await night.restart('20m');
  await night.wait('1m');
  const turned = night.events('shift.turned').filter((event) => event.rotaId === rotaId);
  expect(turned).toHaveLength(1);
  expect(turned[0]?.personIds.map((id) => night.nameOf(id))).toEqual(['bo']);
});

test('a time that is asked of two colleagues is given to the first who accepts', async () => {
  const { night, swapId } = await swapAsked();
  const otherId = newUuid();
  const toId = night.laptop('cy').personId;
  await night.duty(
    'ana',
    { type: 'swap.ask', rotaId, toId, give, take: null, note: null },
    otherId,
  );
  const accept = { type: 'swap.answer', answer: 'accept' } as const;
  const words = await Promise.all([
    night.laptop('bo').ask({ ...accept, swapId }),
    night.laptop('cy').ask({ ...accept, swapId: otherId }),
  ]);
  expect(words).toEqual(['applied', 'swap_not_their_shift']);
  await night.until(give.from);
  expect(night.onCall(rotaId)).toEqual(['bo']);
});

test('a swap that is accepted twice is carried out once', async () => {
  const { night, swapId } = await swapAsked();
  const accept = { type: 'swap.answer', swapId, answer: 'accept' } as const;
  expect(await night.duty('bo', accept)).toBe('applied');
  expect(await night.duty('bo', accept)).toBe('already');
  expect(await night.duty('ana', { ...accept, answer: 'withdraw' })).toBe('superseded');
  expect(night.events('override.added')).toHaveLength(2);
});

test('a shift that was taken meanwhile cannot be swapped any more', async () => {
  const night = await Scenario.begin();
  const swapId = newUuid();
  const toId = night.laptop('bo').personId;
  const now = { from: '2026-11-03T02:00:00.000Z', until: '2026-11-03T06:00:00.000Z' };
  const asked = { type: 'swap.ask', rotaId, toId, give: now, take: null, note: null } as const;
  expect(await night.duty('ana', asked, swapId)).toBe('applied');
  expect(await night.duty('cy', { type: 'shift.take', rotaId })).toBe('applied');
  const accept = { type: 'swap.answer', swapId, answer: 'accept' } as const;
  expect(await night.duty('bo', accept)).toBe('swap_not_their_shift');
  expect(night.onCall(rotaId)).toEqual(['cy']);
});

test('a swap waits while its rota is gone from the config', async () => {
  const { night, swapId } = await swapAsked();
  const accept = { type: 'swap.answer', swapId, answer: 'accept' } as const;
  await night.reconfigure(shopConfig({ rotas: '' }));
  expect(await night.duty('bo', accept)).toBe('rota_unknown');
  await night.reconfigure(shopConfig());
  expect(await night.duty('bo', accept)).toBe('applied');
  await night.until(give.from);
  expect(night.onCall(rotaId)).toEqual(['bo']);
});
