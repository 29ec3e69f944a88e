import { expect, test } from 'vitest';
import { ada, bob, CommandHub, cyd } from './testing/command-hub.ts';
import type { Asked } from './testing/command-hub.ts';

const by = (personId: string, deviceId: string | null = 'laptop') => ({
  ...{ kind: 'person', personId, deviceId },
});
const setSeverity = (
  from: 'critical' | 'error' | 'warning' | 'info',
  severity: 'critical' | 'error' | 'warning' | 'info',
): Asked => ({ type: 'incident.set-severity', from, severity });
const page = (personId: string): Asked => ({ type: 'person.page', personId });
const acknowledge: Asked = { type: 'incident.acknowledge' };

test('whoever comes second to a seat hears who has it and since when', () => {
  const hub = new CommandHub();
  hub.ask(bob, acknowledge);
  const { at } = hub;
  expect(hub.ask(cyd, acknowledge)).toEqual({
    verdict: 'superseded',
    events: [],
    instead: { actor: by('bob', null), at },
  });
  expect(hub.word(bob, acknowledge)).toBe('already');
  expect(hub.word(ada, acknowledge)).toBe('applied');
});

test('whoever resolves what another has resolved hears who it was', () => {
  const hub = new CommandHub();
  hub.ask(ada, { type: 'incident.resolve' });
  const { at } = hub;
  expect(hub.ask(bob, { type: 'incident.resolve' })).toMatchObject({
    verdict: 'superseded',
    instead: { actor: by('ada'), at },
  });
  expect(hub.word(ada, { type: 'incident.resolve' })).toBe('already');
});

test('all but talk is too late after the end', () => {
  const hub = new CommandHub();
  hub.ask(ada, { type: 'incident.resolve' });
  const late: Asked[] = [
    acknowledge,
    { type: 'incident.unacknowledge' },
    { type: 'sound.silence' },
    { type: 'incident.mitigate' },
    { type: 'incident.unmitigate' },
    setSeverity('error', 'critical'),
    page('cyd'),
  ];
  expect(late.map((asked) => hub.word(bob, asked))).toEqual(late.map(() => 'too_late'));
  expect(hub.room.message(hub.post(bob))).toBeDefined();
});

test('a mitigation is begun and ended once, and whoever comes second hears by whom', () => {
  const hub = new CommandHub();
  const begin: Asked = { type: 'incident.mitigate' };
  const end: Asked = { type: 'incident.unmitigate' };
  expect(hub.word(ada, end)).toBe('already');
  expect(hub.word(ada, begin)).toBe('applied');
  const { at } = hub;
  expect(hub.word(ada, begin)).toBe('already');
  expect(hub.ask(bob, begin)).toMatchObject({
    verdict: 'superseded',
    instead: { actor: by('ada'), at },
  });
  expect(hub.word(bob, end)).toBe('applied');
  expect(hub.word(bob, end)).toBe('already');
  expect(hub.ask(ada, end)).toMatchObject({ verdict: 'superseded', instead: { actor: by('bob') } });
});

test('a mitigation that a sender ended by something worse says so', () => {
  const hub = new CommandHub();
  hub.ask(ada, { type: 'incident.mitigate' });
  hub.fire('memory', 'critical');
  expect(hub.incident).toMatchObject({ status: 'triggered', mitigatedAt: null });
  expect(hub.ask(ada, { type: 'incident.unmitigate' })).toMatchObject({
    verdict: 'superseded',
    instead: { actor: { kind: 'sender', integration: 'am' } },
  });
});

test('a softer severity rings nobody, a louder one both seats', () => {
  const hub = new CommandHub();
  hub.ask(bob, acknowledge);
  expect(hub.word(ada, setSeverity('error', 'error'))).toBe('already');
  expect(hub.word(ada, setSeverity('error', 'warning'))).toBe('applied');
  expect(hub.incident).toMatchObject({ severity: 'warning', status: 'acknowledged' });
  expect(hub.word(ada, setSeverity('warning', 'critical'))).toBe('applied');
  expect(hub.incident).toMatchObject({ severity: 'critical', status: 'triggered', title: 'disk' });
  expect(hub.incident.seats.sre.state).toBe('ringing');
});

test('whoever has a seat keeps it when they raise the severity, and nobody else does', () => {
  const hub = new CommandHub();
  hub.ask(bob, acknowledge);
  hub.ask(ada, acknowledge);
  hub.ask(bob, setSeverity('error', 'critical'));
  expect(hub.incident.status).toBe('acknowledged');
  expect(hub.incident.seats).toMatchObject({
    sre: { state: 'acknowledged', acknowledgedBy: 'bob' },
    developer: { state: 'ringing' },
  });
  const other = new CommandHub();
  other.ask(bob, acknowledge);
  other.ask(cyd, setSeverity('error', 'critical'));
  expect(other.incident.seats.sre.state).toBe('ringing');
});

test('a louder severity calls those who came since', () => {
  const hub = new CommandHub();
  hub.ask(bob, acknowledge);
  const person = { id: 'dan', name: 'Dan', side: 'developer' } as const;
  const actor = { kind: 'hub' } as const;
  hub.records.append({ type: 'person.enrolled', at: hub.at, actor, person });
  hub.ask(bob, setSeverity('error', 'critical'));
  expect(hub.incident.seats.developer.called).toEqual(['ada', 'dan']);
});

test('a severity that somebody else has changed meanwhile is not changed over their head', () => {
  const hub = new CommandHub();
  hub.ask(ada, setSeverity('error', 'info'));
  const { at } = hub;
  for (const wish of ['critical', 'info'] as const) {
    expect(hub.ask(bob, setSeverity('error', wish))).toMatchObject({
      verdict: 'superseded',
      instead: { actor: by('ada'), at },
    });
  }
  hub.fire('memory', 'critical');
  expect(hub.ask(ada, setSeverity('info', 'warning'))).toMatchObject({
    verdict: 'superseded',
    instead: { actor: { kind: 'sender', integration: 'am' } },
  });
  expect(hub.incident.severity).toBe('critical');
});

test('what one device asks in a row does not stand in its own way', () => {
  const hub = new CommandHub();
  hub.ask(ada, setSeverity('error', 'warning'));
  expect(hub.word(ada, setSeverity('error', 'critical'))).toBe('applied');
  expect(hub.word(ada, setSeverity('error', 'info'), { deviceId: 'other' })).toBe('superseded');
});

test('a person is paged by name, whoever has the seat, until they answer', () => {
  const hub = new CommandHub();
  hub.ask(bob, acknowledge);
  expect(hub.word(ada, page('cyd'))).toBe('applied');
  expect(hub.word(bob, page('cyd'))).toBe('already');
  expect(hub.incident.paged).toEqual({ cyd: hub.incident.updatedAt });
  expect(hub.word(cyd, { type: 'sound.silence' })).toBe('applied');
  expect(hub.ask(cyd, acknowledge)).toMatchObject({
    verdict: 'applied',
    events: [{ type: 'person.answered', personId: 'cyd' }],
  });
  expect(hub.incident.paged).toEqual({});
  expect(hub.incident.seats.sre.acknowledgedBy).toBe('bob');
  expect(hub.word(cyd, acknowledge)).toBe('superseded');
  expect(hub.word(cyd, { type: 'sound.silence' })).toBe('already');
});

test('who has the seat can be paged too, and answers', () => {
  const hub = new CommandHub();
  hub.ask(bob, acknowledge);
  hub.ask(ada, page('bob'));
  expect(hub.word(bob, acknowledge)).toBe('applied');
  expect(hub.word(bob, acknowledge)).toBe('already');
});

test('nobody pages a stranger, and nobody themselves', () => {
  const hub = new CommandHub();
  expect(hub.word(ada, page('nobody'))).toBe('person_unknown');
  expect(hub.word(ada, page('__proto__'))).toBe('person_unknown');
  expect(hub.word(ada, page('ada'))).toBe('already');
  expect(hub.incident.paged).toEqual({});
});

test('what a person found less severe is not raised by the same alert again', () => {
  const hub = new CommandHub();
  hub.ask(ada, setSeverity('error', 'info'));
  hub.fire('disk', 'error');
  hub.fire('disk', 'error', { note: '94% full' });
  expect(hub.incident.severity).toBe('info');
  hub.fire('disk', 'critical', { note: '99% full' });
  expect(hub.incident.severity).toBe('critical');
});

test('but it is by another alert that is more severe', () => {
  const hub = new CommandHub();
  hub.ask(ada, setSeverity('error', 'info'));
  hub.fire('memory', 'warning');
  expect(hub.incident).toMatchObject({ severity: 'warning', title: 'memory', status: 'triggered' });
});
