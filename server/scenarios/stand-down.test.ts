import { expect, test } from 'vitest';
import { Scenario } from './testing/scenario.ts';

/** 09:00 in Berlin. */
const morning = '2026-11-03T08:00:00.000Z';
const standDown = {
  type: 'seat.stand-down',
  until: morning,
  reason: 'The pool holds until payments opens.',
} as const;

/** Raj has it; Ana's side rings. */
async function oneKey(): Promise<Scenario> {
  const night = await Scenario.begin();
  await night.alert();
  await night.acknowledge('raj');
  return night;
}

test('the SRE who has it may let the developers sleep until payments opens', async () => {
  const night = await oneKey();
  expect(await night.ask('raj', standDown)).toBe('applied');
  expect(night.ringing()).toEqual([]);
  expect(night.seat('developer')).toMatchObject({
    state: 'held',
    hold: { kind: 'stand-down', until: morning, reason: standDown.reason },
  });
});

test('a developer who has it may let the SREs sleep just as well', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.acknowledge('ana');
  expect(await night.ask('ana', standDown)).toBe('applied');
  expect(night.ringing()).toEqual([]);
});

test('a side that was stood down does not escalate all night', async () => {
  const night = await oneKey();
  await night.ask('raj', standDown);
  await night.ask('raj', { type: 'incident.snooze', until: '2026-11-03T09:00:00.000Z' });
  await night.until('2026-11-03T07:59:00.000Z');
  expect(night.ringing()).toEqual([]);
  expect(night.called('developer')).not.toContain('bo');
});

test('at the end of the stand-down the side is called by its policy, whoever is on call then', async () => {
  const night = await oneKey();
  await night.ask('raj', standDown);
  await night.ask('raj', { type: 'incident.snooze', until: '2026-11-03T09:00:00.000Z' });
  await night.until(morning);
  expect(night.ringing()).toEqual(['ana']);
  expect(night.seat('developer').plan?.step).toBe(1);
});

test('a stand-down over a hand-over of the rota calls whoever came after', async () => {
  const night = await Scenario.begin({ at: '2026-11-09T02:00:00.000Z' });
  await night.alert();
  await night.acknowledge('raj');
  const until = '2026-11-09T08:30:00.000Z';
  await night.ask('raj', { ...standDown, until });
  await night.ask('raj', { type: 'incident.snooze', until: '2026-11-09T10:00:00.000Z' });
  await night.until(until);
  expect(night.ringing()).toEqual(['bo']);
});

test('nobody who does not have it themselves may let the others sleep', async () => {
  const night = await Scenario.begin();
  await night.alert();
  expect(await night.ask('raj', standDown)).not.toBe('applied');
  expect(night.ringing()).toEqual(['ana', 'raj']);
});

test('nobody stands down their own side', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.acknowledge('ana');
  await night.acknowledge('raj');
  await night.ask('raj', standDown);
  expect(night.seat('sre').state).toBe('acknowledged');
});

test('both sides are never asleep at once', async () => {
  const night = await oneKey();
  await night.ask('raj', standDown);
  await night.ask('cy', standDown);
  const states = [night.seat('developer').state, night.seat('sre').state];
  expect(states.filter((state) => state === 'held')).toHaveLength(1);
});

test('a stand-down into the past is refused', async () => {
  const night = await oneKey();
  const word = await night.ask('raj', { ...standDown, until: '2026-11-02T00:00:00.000Z' });
  expect(word).not.toBe('applied');
  expect(night.ringing()).toEqual(['ana']);
});

test('a stand-down owes a hand-off packet, due when the side is called', async () => {
  const night = await oneKey();
  await night.ask('raj', standDown);
  expect(night.incident.handoff).toMatchObject({
    dueAt: morning,
    toSide: 'developer',
    given: null,
  });
  expect(night.nameOf(night.incident.handoff?.fromId ?? '')).toBe('raj');
});

test('a packet that was not given is told as due at that time, to both', async () => {
  const night = await oneKey();
  await night.ask('raj', standDown);
  await night.ask('raj', { type: 'incident.snooze', until: '2026-11-03T09:00:00.000Z' });
  await night.until(morning);
  const [due] = night.events('handoff.due');
  expect(due?.personIds.map((id) => night.nameOf(id))).toEqual(expect.arrayContaining(['raj']));
});

test('a packet that was given in time is not asked for any more', async () => {
  const night = await oneKey();
  await night.ask('raj', standDown);
  const word = await night.ask('raj', {
    ...{ type: 'handoff.give', impact: 'Checkout fails for 7 %.' },
    ...{ tried: 'Pool to 200.', questions: 'Who leaks connections?' },
  });
  expect(word).toBe('applied');
  expect(night.incident.handoff?.given?.impact).toBe('Checkout fails for 7 %.');
  await night.ask('raj', { type: 'incident.snooze', until: '2026-11-03T09:00:00.000Z' });
  await night.until(morning);
  expect(night.events('handoff.due')).toEqual([]);
});

test('a side may be called back at any time', async () => {
  const night = await oneKey();
  await night.ask('raj', standDown);
  expect(await night.ask('raj', { type: 'seat.call-back', side: 'developer' })).toBe('applied');
  expect(night.ringing()).toEqual(['ana']);
});

test('somebody of the side that sleeps may come back by themselves', async () => {
  const night = await oneKey();
  await night.ask('raj', standDown);
  expect(await night.acknowledge('ana')).toBe('applied');
  expect(night.seat('developer').state).toBe('acknowledged');
});

test('a severity that rises wakes a side that was stood down', async () => {
  const night = await Scenario.begin();
  await night.alert({ severity: 'error' });
  await night.acknowledge('raj');
  await night.ask('raj', standDown);
  await night.alert({ severity: 'critical', key: 'worse' });
  expect(night.ringing()).toEqual(['ana', 'raj']);
});

test('a resolved incident wakes nobody at the end of a stand-down', async () => {
  const night = await oneKey();
  await night.ask('raj', standDown);
  await night.alert({ status: 'resolved' });
  await night.until(morning);
  expect(night.ringing()).toEqual([]);
  expect(night.events('handoff.due')).toEqual([]);
});

test('who let the others sleep and then sleeps themselves wakes them after a round without an answer', async () => {
  const night = await oneKey();
  const until = '2026-11-20T08:00:00.000Z';
  await night.ask('raj', { ...standDown, until });
  // The lease, the time of its holder, and the four steps of the default policy.
  await night.wait('54m');
  expect(night.ringing()).toEqual(['raj', 'sam', 'tia']);
  expect(night.seat('developer').state).toBe('held');
  await night.wait('1m');
  expect(night.ringing()).toContain('ana');
  expect(night.events('seat.released')).toMatchObject([
    { side: 'developer', cause: 'called-back', actor: { kind: 'hub' } },
  ]);
  expect(night.events('handoff.due')).toHaveLength(1);
});

test('who answers again before the round is over keeps the others asleep', async () => {
  const night = await oneKey();
  await night.ask('raj', { ...standDown, until: '2026-11-20T08:00:00.000Z' });
  await night.wait('50m');
  await night.acknowledge('sam');
  await night.wait('20m');
  expect(night.seat('developer').state).toBe('held');
});

test('whoever calls back, wakes a side that a silence holds too', async () => {
  const night = await Scenario.begin();
  const silence = { type: 'silence.create', kind: 'silence', matchers: {}, from: null } as const;
  const reason = 'A load test.';
  await night.duty('ana', { ...silence, service: 'checkout', until: morning, reason });
  await night.alert();
  expect(night.ringing()).toEqual([]);
  await night.ask('cy', { type: 'seat.call-back', side: 'sre' });
  expect(night.ringing()).toEqual(['raj']);
});
