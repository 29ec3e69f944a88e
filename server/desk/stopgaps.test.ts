import { expect, test } from 'vitest';
import type { Report } from '../protocol/commands.ts';
import { StopgapDesk, configText } from './testing/stopgap-desk.ts';

const reason = 'The fix waits for review.';
const shop = ['Ada', 'Dan'];

test.each([
  {
    name: 'over a weekend',
    zone: 'Europe/Berlin',
    installed: '2026-11-20T22:40:00.000Z',
    asked: '2026-11-23T10:00:00.000Z',
    again: '2026-11-24T08:00:00.000Z',
  },
  {
    name: 'over the weekend on which summer begins',
    zone: 'Europe/Berlin',
    installed: '2027-03-26T22:40:00.000Z',
    holidays: [],
    // Easter Monday is a day of work here: 11:00 by the clock of summer.
    asked: '2027-03-29T09:00:00.000Z',
    again: '2027-03-30T07:00:00.000Z',
  },
  {
    name: 'over the weekend on which summer ends',
    zone: 'Europe/Berlin',
    installed: '2026-10-23T21:40:00.000Z',
    asked: '2026-10-26T10:00:00.000Z',
    again: '2026-10-27T08:00:00.000Z',
  },
  {
    name: 'with a holiday on Monday',
    zone: 'America/New_York',
    installed: '2026-09-05T03:40:00.000Z',
    holidays: ['2026-09-07'],
    asked: '2026-09-08T15:00:00.000Z',
    again: '2026-09-09T13:00:00.000Z',
  },
])(
  'installed on Friday at 23:40, asked at 11:00 of the next day of work: $name',
  async ({ zone, installed, holidays = [], asked, again }) => {
    const hub = await StopgapDesk.open(installed, configText(zone, holidays));
    expect(await hub.install()).toBe('applied');
    expect(await hub.stopgap()).toMatchObject({ expiresAt: asked, team: { name: 'Shop' } });
    expect((await hub.incident()).status).toBe('mitigated');
    await hub.moveTo(new Date(Date.parse(asked) - 1).toISOString());
    expect(await hub.asked()).toEqual([]);
    await hub.moveTo(asked);
    expect(await hub.asked()).toEqual([[asked, shop]]);
    await hub.moveTo(again);
    expect(await hub.asked()).toEqual([
      [asked, shop],
      [again, shop],
    ]);
    expect(await hub.stopgap()).toMatchObject({ askedAt: asked, askedCount: 2 });
  },
);

test('one that expires at night is asked about when the team is there', async () => {
  const hub = await StopgapDesk.open('2026-11-23T12:00:00.000Z');
  await hub.install({ expiresAt: '2026-11-23T23:00:00.000Z', ownerId: hub.people.dan.person.id });
  await hub.moveTo('2026-11-25T12:00:00.000Z');
  expect(await hub.asked()).toEqual([
    ['2026-11-24T08:00:00.000Z', ['Dan']],
    ['2026-11-25T08:00:00.000Z', ['Dan']],
  ]);
});

test('without a team it expires after a day, and the developers who were called are asked', async () => {
  const hub = await StopgapDesk.open('2026-11-20T22:40:00.000Z', '{}');
  await hub.install();
  await hub.moveTo('2026-11-23T00:00:00.000Z');
  const all = ['Ada', 'Dan', 'Eve'];
  expect(await hub.asked()).toEqual([
    ['2026-11-21T22:40:00.000Z', all],
    ['2026-11-22T22:40:00.000Z', all],
  ]);
});

test('whoever has the developer seat owns it; without a device left the team is asked', async () => {
  const hub = await StopgapDesk.open('2026-11-20T22:40:00.000Z');
  const { dan } = hub.people;
  await hub.ask('dan', { type: 'incident.acknowledge' });
  await hub.install();
  expect((await hub.stopgap())?.ownerId).toBe(dan.person.id);
  await hub.desk.admin({ type: 'device.revoke', deviceId: dan.deviceId });
  await hub.moveTo('2026-11-23T10:00:00.000Z');
  expect(await hub.asked()).toEqual([['2026-11-23T10:00:00.000Z', ['Ada']]]);
});

test('extended twice, then refused; each extension silences the question until it ends', async () => {
  const hub = await StopgapDesk.open('2026-11-20T22:40:00.000Z');
  await hub.install();
  const first = '2026-11-23T10:00:00.000Z';
  const [second, third] = ['2026-11-24T10:00:00.000Z', '2026-11-25T10:00:00.000Z'];
  const extend = (from: string, until: string) =>
    ({ type: 'stopgap.extend', from, until, reason }) as const;
  await hub.moveTo(first);
  expect(await hub.ask('bob', extend(first, second))).toBe('stopgap_not_yours');
  expect(await hub.ask('ada', extend(first, first))).toBe('stopgap_expiry_invalid');
  expect(await hub.ask('ada', extend(first, '2027-03-01T00:00:00.000Z'))).toBe(
    'stopgap_expiry_invalid',
  );
  expect(await hub.ask('ada', extend(first, second))).toBe('applied');
  expect(await hub.ask('ada', extend(first, second))).toBe('already');
  expect(await hub.ask('dan', extend(first, second))).toBe('superseded');
  expect(await hub.stopgap()).toMatchObject({ expiresAt: second, askedAt: null, askedCount: 0 });
  await hub.moveTo(second);
  expect(await hub.ask('dan', extend(second, third))).toBe('applied');
  await hub.moveTo(third);
  expect(await hub.ask('ada', extend(third, '2026-11-26T10:00:00.000Z'))).toBe(
    'stopgap_extended_out',
  );
  expect((await hub.asked()).map(([at]) => at)).toEqual([first, second, third]);
});

test('undone by anybody: when nothing fires the incident ends with it', async () => {
  const hub = await StopgapDesk.open('2026-11-20T22:40:00.000Z');
  await hub.install();
  expect(await hub.ask('ada', { type: 'incident.resolve' })).toBe('stopgaps_open');
  await hub.endAlerts();
  expect(await hub.incident()).toMatchObject({ status: 'mitigated', firingCount: 0 });
  const { id = '' } = (await hub.stopgap()) ?? {};
  const undo = { type: 'stopgap.undo', incidentId: hub.incidentId, stopgapId: id } as const;
  expect(await hub.ask('bob', { type: 'stopgap.undo', note: 'Fixed in 1.4.' })).toBe('applied');
  expect(await hub.incident()).toMatchObject({
    ...{ status: 'resolved', openStopgaps: 0 },
    resolvedBy: { kind: 'person', personId: hub.people.bob.person.id },
  });
  expect(await hub.stopgap()).toBeUndefined();
  const late = await hub.desk.command(
    '019ab000-0000-7000-8000-000000000001',
    { ...undo, note: null },
    hub.people.ada,
  );
  expect(late).toMatchObject({
    verdict: 'superseded',
    instead: { actor: { personId: hub.people.bob.person.id } },
  });
  await hub.moveTo('2026-12-01T00:00:00.000Z');
  expect(await hub.asked()).toEqual([]);
});

test('undone while alerts fire, the incident stays open', async () => {
  const hub = await StopgapDesk.open('2026-11-20T22:40:00.000Z');
  await hub.install();
  expect(await hub.ask('ada', { type: 'stopgap.undo', note: '' })).toBe('applied');
  expect(await hub.incident()).toMatchObject({ status: 'mitigated', openStopgaps: 0 });
  expect((await hub.eventsOf('stopgap.undone'))[0]?.note).toBeNull();
  await hub.endAlerts();
  expect((await hub.incident()).status).toBe('resolved');
});

test('made permanent by a second person, of either side; the same person is refused', async () => {
  const hub = await StopgapDesk.open('2026-11-20T22:40:00.000Z');
  await hub.install();
  await hub.endAlerts();
  const want = { type: 'stopgap.ask-permanence', reason: 'It is the better design.' } as const;
  const confirm = { type: 'stopgap.confirm-permanence' } as const;
  expect(await hub.ask('bob', confirm)).toBe('permanence_not_asked');
  expect(await hub.ask('bob', want)).toBe('stopgap_not_yours');
  expect(await hub.ask('ada', want)).toBe('applied');
  expect(await hub.ask('ada', want)).toBe('already');
  expect(await hub.ask('dan', want)).toBe('superseded');
  expect(await hub.ask('ada', confirm)).toBe('second_person_needed');
  expect(await hub.ask('dan', { type: 'stopgap.decline-permanence', reason })).toBe('applied');
  expect(await hub.ask('dan', { type: 'stopgap.decline-permanence', reason })).toBe('already');
  expect(await hub.ask('bob', confirm)).toBe('permanence_not_asked');
  expect(await hub.ask('dan', want)).toBe('applied');
  expect(await hub.ask('bob', confirm)).toBe('applied');
  const events = await hub.eventsOf('stopgap.made-permanent');
  expect(events).toHaveLength(1);
  expect((await hub.incident()).status).toBe('resolved');
});

test('what was due while the hub was down is asked once after it starts', async () => {
  const hub = await StopgapDesk.open('2026-11-20T22:40:00.000Z');
  await hub.install();
  await hub.restart('2026-11-24T12:00:00.000Z');
  await hub.desk.runDue();
  await hub.desk.runDue();
  expect(await hub.asked()).toEqual([['2026-11-24T12:00:00.000Z', shop]]);
  await hub.restart('2026-11-24T12:01:00.000Z');
  await hub.desk.runDue();
  expect(await hub.asked()).toHaveLength(1);
  hub.desk.rebuild();
  await hub.desk.runDue();
  expect(await hub.asked()).toHaveLength(1);
  await hub.moveTo('2026-11-25T08:00:00.000Z');
  expect(await hub.asked()).toHaveLength(2);
});

test('what cannot be installed is refused with its reason', async () => {
  const hub = await StopgapDesk.open('2026-11-20T22:40:00.000Z');
  const id = '019ab000-0000-7000-8000-0000000000aa';
  expect(await hub.install({ expiresAt: '2026-11-20T22:40:00.000Z' })).toBe(
    'stopgap_expiry_invalid',
  );
  expect(await hub.install({ expiresAt: '2027-02-20T22:40:00.000Z' })).toBe(
    'stopgap_expiry_invalid',
  );
  expect(await hub.install({ probeUrl: 'http://127.0.0.1/' })).toBe('probe_not_allowed');
  expect(await hub.install({ probeUrl: 'http://user:pw@a.example/' })).toBe('probe_not_allowed');
  expect(await hub.install({ ownerId: id })).toBe('person_unknown');
  expect(await hub.install({ ownerId: hub.people.bob.person.id })).toBe('stopgap_not_yours');
  expect(await hub.install({ step: { checklistId: id, stepId: 'a' } })).toBe('checklist_unknown');
  expect(await hub.ask('ada', { type: 'stopgap.undo', note: null })).toBe('stopgap_unknown');
  for (let count = 0; count < 20; count += 1) {
    expect(await hub.install({ probeUrl: 'https://a.example/health' })).toBe('applied');
  }
  expect(await hub.install()).toBe('stopgaps_full');
  expect((await hub.desk.readSnapshot()).stopgaps).toHaveLength(20);
});

test('laptops that ring again because a probe failed tell again that they sounded', async () => {
  const hub = await StopgapDesk.open('2026-11-20T22:40:00.000Z');
  const report = {
    ...{ type: 'receipts', stage: 'sounded' },
    incidentIds: [hub.incidentId],
  } satisfies Report;
  const sounded = async (): Promise<number> => {
    await hub.desk.report(report, hub.people.ada);
    return (await hub.eventsOf('page.receipts')).length;
  };
  await hub.install({ probeUrl: 'https://a.example/health' });
  expect(await sounded()).toBe(1);
  expect(await sounded()).toBe(1);
  const id = (await hub.stopgap())?.id ?? '';
  await hub.desk.noteProbe(id, { holds: false, detail: 'a.example answered 503.' });
  expect(await sounded()).toBe(2);
});

test('a probe that fails opens the incident again and calls both sides; recovery ends that', async () => {
  const hub = await StopgapDesk.open('2026-11-20T22:40:00.000Z');
  await hub.ask('ada', { type: 'incident.acknowledge' });
  await hub.ask('bob', { type: 'incident.acknowledge' });
  await hub.install({ probeUrl: 'https://a.example/health' });
  const [stopgap] = hub.desk.probedStopgaps();
  const id = stopgap?.id ?? '';
  const failing = { holds: false, detail: 'a.example answered 503.' } as const;
  await hub.desk.noteProbe(id, { holds: true });
  await hub.desk.noteProbe(id, failing);
  await hub.desk.noteProbe(id, failing);
  const reopened = await hub.incident();
  expect(reopened).toMatchObject({ status: 'triggered', mitigatedAt: null });
  expect(Object.values(reopened.seats).map(({ state }) => state)).toEqual(['ringing', 'ringing']);
  expect((await hub.stopgap())?.probe).toMatchObject({ state: 'failing', detail: failing.detail });
  expect(await hub.eventsOf('incident.reopened')).toHaveLength(1);
  await hub.restart('2026-11-20T22:50:00.000Z');
  await hub.endAlerts();
  expect((await hub.incident()).status).toBe('triggered');
  await hub.desk.noteProbe(id, { holds: true });
  expect((await hub.incident()).status).toBe('mitigated');
  await hub.ask('ada', { type: 'stopgap.undo', note: null });
  await hub.desk.noteProbe(id, failing);
  expect(await hub.eventsOf('stopgap.probe-failed')).toHaveLength(1);
  expect((await hub.incident()).status).toBe('resolved');
  expect(hub.desk.probedStopgaps()).toEqual([]);
});
