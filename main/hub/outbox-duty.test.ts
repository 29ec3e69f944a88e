import { expect, test } from 'vitest';
import type { Command, DutyCommand } from '../../server/protocol/commands.ts';
import { TocsinError } from '../../server/protocol/errors.ts';
import { monday, nextMonday } from '../testing/duty.ts';
import { makeKnowledge } from '../testing/knowledge.ts';
import { t0, t0Ms } from '../testing/factory.ts';
import { pendingDuties, pendingTests } from '../views/pending-duty.ts';
import { inHubTime, withMoments } from '../views/work-times.ts';
import { subjectOf } from './command-subject.ts';
import { Outbox } from './outbox.ts';
import type { OutboxEntry } from './outbox.ts';

const take: DutyCommand = { type: 'shift.take', rotaId: 'r1' };
const swap: DutyCommand = {
  ...{ type: 'swap.ask', rotaId: 'r1', toId: 'raj', give: { from: t0, until: monday } },
  ...{ take: null, note: null },
};
const override: DutyCommand = {
  ...{ type: 'override.add', rotaId: 'r1', from: t0, until: monday, personId: 'raj' },
  ...{ insteadOf: null, reason: null },
};
const test1: DutyCommand = { type: 'channel.test', name: 'email' };

function makeOutbox(): { outbox: Outbox; sent: string[] } {
  const sent: string[] = [];
  const outbox = new Outbox({
    save: () => Promise.resolve(),
    send: (frame) => frame.type === 'command' && sent.push(frame.id) > 0,
    uploads: { isUploaded: () => true, failureOf: () => null },
    onChange: () => undefined,
  });
  outbox.open();
  return { outbox, sent };
}
const no = { ok: false, error: new TocsinError('rota_unknown').toWire() } as const;
const known = () => true;

test('the next one about the same takes the place of what came to nothing', async () => {
  const { outbox } = makeOutbox();
  await outbox.add([{ id: 'c1', command: take }], t0Ms);
  outbox.answered('c1', no, 0);
  expect(outbox.entries.map(({ state }) => state)).toEqual(['refused']);
  await outbox.add([{ id: 'c2', command: take }], t0Ms);
  expect(outbox.entries.map(({ id }) => id)).toEqual(['c2']);
});

test('what somebody wrote stays until they throw it away; other verdicts grow old', async () => {
  const { outbox } = makeOutbox();
  const written: DutyCommand = { ...swap, note: 'My wedding.' };
  await outbox.add(
    [
      { id: 'c1', command: written },
      { id: 'c2', command: take },
    ],
    t0Ms,
  );
  for (const id of ['c1', 'c2']) outbox.answered(id, no, 0);
  outbox.tidy(known, t0Ms + 60_000);
  expect(outbox.entries).toHaveLength(2);
  outbox.tidy(known, t0Ms + 16 * 60_000);
  expect(outbox.entries.map(({ id }) => id)).toEqual(['c1']);
  outbox.dismiss('c1');
  expect(outbox.entries).toEqual([]);
});

test('of what a hub lost, plans are asked for again, and what meant a moment is not', async () => {
  const { outbox, sent } = makeOutbox();
  const commands = [swap, take, test1, { type: 'drill.confirm', drillId: 'd' } as const];
  await outbox.add(
    commands.map((command, index) => ({ id: `c${index}`, command })),
    t0Ms,
  );
  for (const { id } of outbox.entries) {
    outbox.answered(id, { ok: true, verdict: 'applied', seq: 9 }, 5);
  }
  outbox.caughtUp(6);
  outbox.open();
  expect(outbox.entries.map(({ id, state }) => `${id} ${state}`)).toEqual(['c0 sent']);
  expect(sent.filter((id) => id === 'c0')).toHaveLength(2);
});

test('each command about duty has a subject of its own, or holds what was written', () => {
  const commands: Command[] = [
    ...[take, swap, override, test1],
    { type: 'swap.answer', swapId: 's', answer: 'accept' },
    { type: 'override.remove', overrideId: 'o' },
    { type: 'silence.end', silenceId: 's' },
    { type: 'drill.start' },
    { type: 'drill.confirm', drillId: 'd' },
  ];
  const subjects = commands.map(subjectOf);
  expect(subjects).not.toContain(null);
  expect(new Set(subjects).size).toBe(commands.length);
  expect(subjectOf({ ...override, reason: 'on holiday' })).toBe(null);
});

test('moments go out by the hub’s clock, and meet the minute that was meant', () => {
  const mirror = { stopgaps: new Map() };
  // The window saw Monday 07:00 of the hub as 6:59:52.7 of a clock that is 7.3 s behind.
  const seen = '2026-10-05T06:59:52.700Z';
  const asked = inHubTime(
    { ...override, from: seen, until: seen },
    {
      ...{ clockSkewMs: 7_300, mirror },
    },
  );
  expect(asked).toMatchObject({ from: monday, until: monday });
  const typed = inHubTime({ ...override, from: monday }, { clockSkewMs: 7_300, mirror });
  expect(typed).toMatchObject({ from: monday });
  expect(inHubTime(override, { clockSkewMs: 0, mirror })).toEqual(override);
  const turned = withMoments(swap, () => nextMonday);
  expect(turned).toMatchObject({ give: { from: nextMonday, until: nextMonday }, take: null });
  const snooze = { type: 'incident.snooze', incidentId: 'i1', until: seen } as const;
  expect(inHubTime(snooze, { clockSkewMs: 7_300, mirror })).toMatchObject({ until: monday });
});

test('windows see what is on its way, and what came to nothing, in words', () => {
  const entry = (id: string, command: Command, change: Partial<OutboxEntry>): OutboxEntry => ({
    ...{ id, command, requestedAt: t0Ms, state: 'waiting', seq: null, error: null, instead: null },
    ...change,
  });
  const raj = { kind: 'person', personId: 'raj', deviceId: null } as const;
  const outbox = [
    entry('c1', swap, {}),
    entry('c2', take, { state: 'superseded', instead: { actor: raj, at: t0 } }),
    entry('c3', override, { state: 'refused', error: no.error }),
    entry('c4', test1, { state: 'sent' }),
    entry('c5', { type: 'incident.acknowledge', incidentId: 'i1' }, {}),
  ];
  const link = { ...makeKnowledge([]).link, state: 'cut-off' } as const;
  const channelTests = [
    { id: 'c4', name: 'email', askedAt: t0Ms, problem: null },
    { id: 'c9', name: 'ntfy', askedAt: t0Ms, problem: 'HTTP 500' },
  ];
  const one = makeKnowledge([], { outbox, link, channelTests });
  const duties = pendingDuties(one, ({ type }) => type !== 'channel.test');
  expect(duties.map(({ id, state, verdict }) => [id, state, verdict])).toEqual([
    ['c1', 'waiting-for-link', null],
    ['c2', 'superseded', 'Too late: Raj had taken it at 01:12.'],
    ['c3', 'refused', `${no.error.message} ${no.error.remedy}`],
  ]);
  expect(pendingTests(one).map(({ id, state, verdict }) => [id, state, verdict])).toEqual([
    ['c4', 'sending', null],
    ['c9', 'refused', 'HTTP 500'],
  ]);
});
