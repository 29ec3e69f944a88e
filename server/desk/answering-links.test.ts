import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byMail, openPagedDesk } from '../channels/testing/paged-desk.ts';
import type { PagedDeskOptions } from '../channels/testing/paged-desk.ts';
import type { HubDesk } from './create-desk.ts';
import { enrol } from './testing/test-desk.ts';

const minuteMs = 60_000;
const lifetimeMs = 60 * minuteMs;

/** A hub with an incident whose link was sent to Ana. */
async function openLinkedDesk(options: PagedDeskOptions = {}) {
  const opened = await openPagedDesk({
    channels: { Ana: [{ ...byMail, afterMs: 0 }] },
    settings: { linkLifetimeMs: lifetimeMs },
    ...options,
  });
  await enrol(opened.desk, 'Bo', 'developer');
  const incidentId = await opened.page('down');
  const { ana, raj } = opened;
  if (!ana || !raj) throw new Error('Somebody is missing.');
  const token = await sendLink(opened.desk, ana.person.id);
  return { ...opened, ana, raj, incidentId, token };
}

async function sendLink(desk: HubDesk, personId: string): Promise<string> {
  const taken = await desk.takeDeliveries({ name: 'email', personId });
  if (!taken) throw new Error('Nothing is due.');
  await desk.noteDeliveries(taken.deliveryIds, { outcome: 'sent' }, 0);
  return taken.message.pages[0]?.token ?? '';
}

test('a link shows what broke, how bad, and who is called, and looking changes nothing', async () => {
  const { desk, token } = await openLinkedDesk();
  const head = desk.head();
  for (let count = 0; count < 3; count += 1) {
    expect(desk.readLink(token)).toMatchObject({
      ...{
        state: 'open',
        person: 'Ana',
        number: 1,
        severity: 'critical',
        title: 'down',
        end: null,
      },
      seats: [
        { side: 'developer', state: 'ringing', names: ['Ana', 'Bo'] },
        { side: 'sre', state: 'ringing', names: ['Raj'] },
      ],
    });
  }
  expect(desk.head()).toBe(head);
});

test('it acknowledges the page as its person, without a device, once', async () => {
  const { desk, token, incident, incidentId, events, ana, deliveries } = await openLinkedDesk();
  const view = await desk.useLink(token, 'acknowledge');
  expect(view).toMatchObject({
    ...{ state: 'answered', end: { how: 'acknowledged', by: 'Ana', isSelf: true } },
  });
  const { seats } = await incident(incidentId);
  expect(seats.developer).toMatchObject({
    ...{ state: 'acknowledged', acknowledgedBy: ana.person.id },
  });
  expect(seats.sre.state).toBe('ringing');
  const [delivery] = await deliveries();
  expect(await events('seat.acknowledged')).toMatchObject([
    {
      actor: { kind: 'person', personId: ana.person.id, deviceId: null },
      deliveryId: delivery?.id,
    },
  ]);
  expect(delivery?.state).toBe('answered');
  const head = desk.head();
  expect(await desk.useLink(token, 'decline')).toEqual(view);
  expect(desk.head()).toBe(head);
});

test('it declines, and that ends it too', async () => {
  const { desk, token, events, ana } = await openLinkedDesk();
  const view = await desk.useLink(token, 'decline');
  expect(view).toMatchObject({ state: 'answered', end: { how: 'declined', isSelf: true } });
  expect(await events('page.declined')).toMatchObject([
    { personId: ana.person.id, actor: { deviceId: null } },
  ]);
  await desk.useLink(token, 'acknowledge');
  expect(await events('seat.acknowledged')).toEqual([]);
});

test('it does not decline when there is nobody else to call', async () => {
  const { desk, page, ana } = await openPagedDesk({
    channels: { Ana: [{ ...byMail, afterMs: 0 }] },
  });
  await page('down');
  const token = await sendLink(desk, ana?.person.id ?? '');
  await expect(desk.useLink(token, 'decline')).rejects.toThrow('nobody else on your side');
  expect(desk.readLink(token).state).toBe('open');
});

test('it ends when somebody of the side answers, and not when the other side does', async () => {
  const { desk, token, incidentId, ana, raj } = await openLinkedDesk();
  await desk.command('c1', { type: 'incident.acknowledge', incidentId }, raj);
  expect(desk.readLink(token).state).toBe('open');
  await desk.command('c2', { type: 'incident.acknowledge', incidentId }, ana);
  expect(desk.readLink(token)).toMatchObject({ state: 'answered', end: { by: 'Ana' } });
});

test('of a resolved incident it says by whom', async () => {
  const { desk, token, incidentId, raj } = await openLinkedDesk();
  await desk.command('c1', { type: 'incident.resolve', incidentId }, raj);
  const end = { how: 'resolved', by: 'Raj', isSelf: false };
  expect(desk.readLink(token)).toMatchObject({ state: 'answered', end });
  const head = desk.head();
  await desk.useLink(token, 'acknowledge');
  expect(desk.head()).toBe(head);
});

test('an expired one changes nothing', async () => {
  const { desk, clock, token } = await openLinkedDesk();
  clock.nowMs += lifetimeMs;
  const head = desk.head();
  expect(await desk.useLink(token, 'acknowledge')).toMatchObject({ state: 'expired' });
  expect(desk.head()).toBe(head);
});

test.each(['', 'x', 'A'.repeat(43)])('an unknown one is refused: %s', async (token) => {
  const { desk } = await openLinkedDesk();
  expect(() => desk.readLink(token)).toThrow('There is nothing at this link.');
  await expect(desk.useLink(token, 'acknowledge')).rejects.toThrow('nothing at this link');
});

test('an old link stays dead when the seat rings again; the new page has its own', async () => {
  const { desk, clock, token, incidentId, ana } = await openLinkedDesk();
  await desk.useLink(token, 'acknowledge');
  await desk.command('c1', { type: 'incident.unacknowledge', incidentId }, ana);
  // That somebody had the seat before is no word for now.
  expect(desk.readLink(token)).toMatchObject({ state: 'expired', end: null });
  clock.nowMs += 11_000;
  const newer = await sendLink(desk, ana.person.id);
  expect(desk.readLink(newer).state).toBe('open');
  expect(await desk.useLink(newer, 'acknowledge')).toMatchObject({ state: 'answered' });
});

const actions = fc.constantFrom(
  ...(['use', 'decline', 'laptop', 'other side', 'give back', 'resolve', 'expire'] as const),
);

test('whatever happens, a link acknowledges at most once, and never again once it is not open', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(actions, { maxLength: 8 }), async (steps) => {
      const { desk, clock, token, incidentId, ana, raj, events } = await openLinkedDesk();
      let wasOpen = true;
      for (const [index, step] of steps.entries()) {
        const id = `c${index}`;
        const before = await events('seat.acknowledged');
        const of = (type: 'acknowledge' | 'unacknowledge' | 'resolve') =>
          ({ type: `incident.${type}`, incidentId }) as const;
        if (step === 'use') await desk.useLink(token, 'acknowledge');
        if (step === 'decline') await desk.useLink(token, 'decline');
        if (step === 'laptop') await desk.command(id, of('acknowledge'), ana);
        if (step === 'other side') await desk.command(id, of('acknowledge'), raj);
        if (step === 'give back') await desk.command(id, of('unacknowledge'), ana);
        if (step === 'resolve') await desk.command(id, of('resolve'), raj);
        if (step === 'expire') clock.nowMs += lifetimeMs;
        const after = await events('seat.acknowledged');
        if (step === 'use' && !wasOpen) expect(after.length).toBe(before.length);
        const { state } = desk.readLink(token);
        if (!wasOpen) expect(state).not.toBe('open');
        wasOpen = state === 'open';
      }
      const byLink = (await events('seat.acknowledged')).filter(
        ({ deliveryId }) => deliveryId !== undefined,
      );
      expect(byLink.length).toBeLessThanOrEqual(1);
      await desk.close();
    }),
    { numRuns: 15 },
  );
});
