import { expect, test } from 'vitest';
import { Scenario } from './testing/scenario.ts';

test('a critical alert rings at once for the developer and the SRE on call, and for nobody else', async () => {
  const night = await Scenario.begin();
  await night.alert();
  expect(night.ringing()).toEqual(['ana', 'raj']);
});

test('the SRE’s acknowledgement leaves the developer ringing', async () => {
  const night = await Scenario.begin();
  await night.alert();
  expect(await night.acknowledge('raj')).toBe('applied');
  expect(night.ringing()).toEqual(['ana']);
  expect(night.seat('developer').state).toBe('ringing');
});

test('the developer’s acknowledgement leaves the SRE ringing', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.acknowledge('ana');
  expect(night.ringing()).toEqual(['raj']);
});

test('when both have acknowledged, in either order, nobody rings and nobody else is ever called', async () => {
  for (const order of [
    ['ana', 'raj'],
    ['raj', 'ana'],
  ]) {
    const night = await Scenario.begin();
    await night.alert();
    for (const name of order) await night.acknowledge(name);
    await night.wait('25m');
    expect(night.ringing()).toEqual([]);
    expect(night.called('developer')).toEqual(['ana']);
    expect(night.called('sre')).toEqual(['raj']);
  }
});

test('without an answer of the developers only the developers’ side escalates', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.acknowledge('raj');
  await night.wait('5m');
  expect(night.ringing()).toEqual(['ana', 'bo']);
  expect(night.called('sre')).toEqual(['raj']);
});

test('without an answer of the SREs only the SREs’ side escalates', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.acknowledge('ana');
  await night.wait('5m');
  expect(night.ringing()).toEqual(['raj', 'sam']);
  expect(night.called('developer')).toEqual(['ana']);
});

test('without any answer both sides escalate, each by its own steps', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.wait('5m');
  expect(night.ringing()).toEqual(['ana', 'bo', 'raj', 'sam']);
  await night.wait('5m');
  expect(night.ringing()).toEqual(['ana', 'bo', 'cy', 'raj', 'sam', 'tia']);
});

test('an answer a second before the step keeps the backup asleep; a second after it does not', async () => {
  const early = await Scenario.begin();
  await early.alert();
  await early.wait('299s');
  await early.acknowledge('ana');
  await early.wait('10m');
  expect(early.called('developer')).toEqual(['ana']);

  const late = await Scenario.begin();
  await late.alert();
  await late.wait('301s');
  await late.acknowledge('ana');
  expect(late.called('developer')).toEqual(['ana', 'bo']);
  expect(late.ringing()).not.toContain('bo');
});

test('the backup’s acknowledgement is as good as that of who is on call', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.wait('5m');
  await night.acknowledge('bo');
  expect(night.ringing()).toEqual(['raj', 'sam']);
  expect(night.nameOf(night.seat('developer').acknowledgedBy ?? '')).toBe('bo');
});

test('somebody who is not on call may take the seat of their side, and of no other', async () => {
  const night = await Scenario.begin();
  await night.alert();
  expect(await night.acknowledge('cy')).toBe('applied');
  expect(night.seat('developer').state).toBe('acknowledged');
  expect(night.seat('sre').state).toBe('ringing');
});

test('two people of one side who acknowledge at once get one seat and one honest answer each', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.wait('5m');
  expect(await night.acknowledge('ana')).toBe('applied');
  expect(await night.acknowledge('bo')).toBe('superseded');
  expect(night.nameOf(night.seat('developer').acknowledgedBy ?? '')).toBe('ana');
});

test('a seat that is given back rings again from its first step', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.wait('5m');
  await night.acknowledge('bo');
  expect(await night.ask('bo', { type: 'incident.unacknowledge' })).toBe('applied');
  expect(night.ringing()).toContain('ana');
  expect(night.seat('developer').plan?.step).toBe(1);
  await night.wait('5m');
  expect(night.ringing()).toContain('bo');
});

test('the end of the alert silences both sides and ends every timer', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.alert({ status: 'resolved' });
  await night.wait('2h');
  expect(night.incident.status).toBe('resolved');
  expect(night.ringing()).toEqual([]);
  expect(night.called('developer')).toEqual(['ana']);
});

test('a resolve by a person ends the other side’s ringing too', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.acknowledge('raj');
  expect(await night.ask('raj', { type: 'incident.resolve' })).toBe('applied');
  expect(night.ringing()).toEqual([]);
});

test('whoever cannot come passes the call on at once, and rings no more', async () => {
  const night = await Scenario.begin();
  await night.alert();
  expect(await night.ask('ana', { type: 'incident.decline' })).toBe('applied');
  expect(night.ringing()).toEqual(['bo', 'raj']);
});

test('a decline is no acknowledgement: the seat goes on ringing and escalating', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.ask('ana', { type: 'incident.decline' });
  expect(night.seat('developer').state).toBe('ringing');
  await night.wait('5m');
  expect(night.ringing()).toContain('cy');
  expect(night.ringing()).not.toContain('ana');
});

test('when everybody of a side declines, the side is called again and again, and nobody is forgotten', async () => {
  const night = await Scenario.begin();
  await night.alert();
  for (const name of ['ana', 'bo', 'cy']) await night.ask(name, { type: 'incident.decline' });
  expect(night.seat('developer').state).toBe('ringing');
  expect(night.seat('developer').plan).not.toBeNull();
  await night.wait('1h');
  expect(night.ringing()).toEqual(expect.arrayContaining(['ana', 'bo', 'cy']));
});

test('a silenced sound is no answer: the side escalates as if nothing had been said', async () => {
  const night = await Scenario.begin();
  await night.alert();
  expect(await night.ask('ana', { type: 'sound.silence' })).toBe('applied');
  await night.wait('5m');
  expect(night.called('developer')).toEqual(['ana', 'bo']);
});

test('a page by name rings whoever is meant, whichever side has the seat', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.acknowledge('ana');
  await night.acknowledge('raj');
  const { personId } = night.laptop('cy');
  expect(await night.ask('ana', { type: 'person.page', personId })).toBe('applied');
  expect(night.ringing()).toEqual(['cy']);
  expect(await night.acknowledge('cy')).toBe('applied');
  expect(night.ringing()).toEqual([]);
  expect(night.nameOf(night.seat('developer').acknowledgedBy ?? '')).toBe('ana');
});

test('two incidents of two services are two pairs of keys', async () => {
  const night = await Scenario.begin();
  await night.alert({ service: 'checkout', key: 'a' });
  const first = night.incident;
  await night.alert({ service: 'nobody-listed-this', key: 'b' });
  await night.acknowledge('ana', first);
  expect(night.ringing(first)).toEqual(['raj']);
  // For what the config does not know everybody is called.
  expect(night.ringing()).toEqual(['ana', 'bo', 'cy', 'raj', 'sam', 'tia']);
});
