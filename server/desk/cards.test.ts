import { expect, test } from 'vitest';
import { foldCard } from '../protocol/card-fold.ts';
import { isOfCard } from '../protocol/card-fold.ts';
import type { Card, CardContent } from '../protocol/card.ts';
import { StopgapDesk, configText } from './testing/stopgap-desk.ts';
import { firing } from './testing/test-desk.ts';

const said: CardContent = {
  ...{ symptom: 'Checkout is slow', impact: '', stopgap: '', test: '', change: '', followUps: [] },
  cause: 'The pool of connections was too small',
};

/** The card as its events make it, which must be what the hub keeps. */
async function cardOf(hub: StopgapDesk): Promise<Card> {
  const events = (await hub.desk.readEvents(0, 10_000)).filter(
    (event) => event.type !== 'withheld',
  );
  let card: Card | undefined;
  for (const event of events) if (isOfCard(event)) card = foldCard(card, event);
  if (!card) throw new Error('There is no card.');
  return card;
}

/** An incident that its developer resolved on a Friday at noon in Berlin. */
async function openResolved(config = configText('Europe/Berlin')): Promise<StopgapDesk> {
  const hub = await StopgapDesk.open('2026-11-27T11:00:00.000Z', config);
  await hub.ask('ada', { type: 'incident.acknowledge' });
  await hub.moveTo('2026-11-27T11:20:00.000Z');
  await hub.ask('ada', { type: 'incident.resolve' });
  return hub;
}

test('with the resolve comes a card of what the journal knows, due in three business days', async () => {
  const hub = await openResolved();
  const card = await cardOf(hub);
  expect(card).toMatchObject({
    ...{ state: 'draft', revision: 1, team: { id: 'shop', name: 'Shop' } },
    // Wednesday, when the team goes home.
    dueAt: '2026-12-02T16:00:00.000Z',
    content: {
      symptom: 'Title of disk (error on checkout)',
      impact:
        'From 2026-11-27 11:00:00 UTC: the developer side answered after 0 s, the SRE side never ' +
        'answered. Resolved after 20 min.',
      ...{ cause: '', test: '', change: '', followUps: [] },
    },
  });
  expect((await hub.desk.readSnapshot()).cards).toMatchObject([
    { incidentNumber: 1, service: 'checkout', title: 'Title of disk', dueAt: card.dueAt },
  ]);
});

test('an incident that ends by itself has its card too, with the stopgaps that were in place', async () => {
  const hub = await StopgapDesk.open('2026-11-27T11:00:00.000Z');
  await hub.install();
  await hub.endAlerts();
  expect((await hub.incident()).status).toBe('mitigated');
  await hub.ask('bob', { type: 'stopgap.undo', note: null });
  const { content } = await cardOf(hub);
  expect(content.stopgap).toBe('- The flag is off. (undone; undo: Turn the flag on.)');
});

test('anybody edits; who had not seen the last edit is told whose it was, and changes nothing', async () => {
  const hub = await openResolved();
  const edit = (revision: number, content: CardContent) =>
    ({ type: 'card.edit', revision, content }) as const;
  expect(await hub.ask('bob', edit(1, said))).toBe('applied');
  expect(await hub.ask('bob', edit(1, said))).toBe('already');
  expect(await hub.ask('ada', edit(1, { ...said, cause: 'Something else' }))).toBe('superseded');
  expect(await hub.ask('ada', edit(2, { ...said, test: 'A load test' }))).toBe('applied');
  expect(await cardOf(hub)).toMatchObject({
    revision: 3,
    content: { ...said, test: 'A load test' },
    editedBy: hub.people.ada.person.id,
  });
});

test('a revision that the hub does not have saves nothing, and says so; work is for people it knows', async () => {
  const hub = await openResolved();
  const edit = (revision: number, content: CardContent) =>
    ({ type: 'card.edit', revision, content }) as const;
  expect(await hub.ask('bob', edit(99, said))).toBe('superseded');
  expect(await hub.ask('ada', { type: 'card.accept', revision: 99 })).toBe('superseded');
  const followUps = [{ text: 'Share connections', ownerId: 'constructor', dueOn: null }];
  expect(await hub.ask('bob', edit(1, { ...said, followUps }))).toBe('person_unknown');
  expect((await cardOf(hub)).revision).toBe(1);
});

test('the owning team accepts what has a cause, once; then nothing changes it any more', async () => {
  const hub = await openResolved();
  const accept = (revision: number) => ({ type: 'card.accept', revision }) as const;
  expect(await hub.ask('ada', accept(1))).toBe('card_incomplete');
  await hub.ask('ada', { type: 'card.edit', revision: 1, content: said });
  expect(await hub.ask('bob', accept(2))).toBe('card_not_yours');
  expect(await hub.ask('eve', accept(2))).toBe('card_not_yours');
  expect(await hub.ask('dan', accept(1))).toBe('superseded');
  expect(await hub.ask('dan', accept(2))).toBe('applied');
  expect(await hub.ask('dan', accept(2))).toBe('already');
  expect(await hub.ask('ada', accept(2))).toBe('superseded');
  expect(await hub.ask('ada', { type: 'card.waive', reason: 'Nothing new' })).toBe('superseded');
  expect(await hub.ask('bob', { type: 'card.edit', revision: 2, content: said })).toBe(
    'superseded',
  );
  expect(await cardOf(hub)).toMatchObject({ state: 'accepted', revision: 2 });
  expect((await hub.desk.readSnapshot()).cards).toEqual([]);
});

test('a card is waived for a reason, and with an incident that was noise', async () => {
  const waived = await openResolved();
  expect(await waived.ask('ada', { type: 'card.waive', reason: 'A drill' })).toBe('applied');
  expect(await cardOf(waived)).toMatchObject({ state: 'waived', waiveReason: 'A drill' });

  const noise = await openResolved();
  expect(await noise.ask('bob', { type: 'incident.mark-noise', reason: 'Flaps' })).toBe('applied');
  expect(await noise.ask('ada', { type: 'incident.mark-noise', reason: 'Flaps' })).toBe('already');
  expect(await cardOf(noise)).toMatchObject({ state: 'waived', waiveReason: 'Noise: Flaps' });
  expect((await noise.incident()).noise).toMatchObject({ reason: 'Flaps' });
  expect(await noise.ask('bob', { type: 'incident.mark-noise', reason: null })).toBe('applied');
  expect((await noise.incident()).noise).toBeNull();
});

test('there is no card to answer for before the end', async () => {
  const hub = await StopgapDesk.open('2026-11-27T11:00:00.000Z');
  expect(await hub.ask('ada', { type: 'card.accept', revision: 1 })).toBe('card_unknown');
  expect(await hub.ask('ada', { type: 'card.edit', revision: 1, content: said })).toBe(
    'card_unknown',
  );
});

test('the team is reminded a day before and at each opening, over a weekend and a restart', async () => {
  const hub = await StopgapDesk.open('2026-11-25T22:00:00.000Z');
  await hub.endAlerts();
  const reminders = async () => (await hub.eventsOf('card.reminded')).map(({ at }) => at);
  expect((await cardOf(hub)).dueAt).toBe('2026-11-30T16:00:00.000Z');
  await hub.moveTo('2026-11-30T07:59:00.000Z');
  // A day before is a Sunday: nobody is there.
  expect(await reminders()).toEqual([]);
  await hub.restart('2026-11-30T09:00:00.000Z');
  await hub.moveTo('2026-12-02T12:00:00.000Z');
  expect(await reminders()).toEqual([
    '2026-11-30T09:00:00.000Z',
    '2026-12-01T08:00:00.000Z',
    '2026-12-02T08:00:00.000Z',
  ]);
  const [first] = await hub.eventsOf('card.reminded');
  const { ada, dan } = hub.people;
  expect(first?.personIds.toSorted()).toEqual([ada, dan].map(({ person }) => person.id).toSorted());
  await hub.ask('dan', { type: 'card.waive', reason: 'Known' });
  await hub.moveTo('2026-12-10T12:00:00.000Z');
  expect(await reminders()).toHaveLength(3);
});

test('an accepted card is shown with the next incident that is like it, also after a rebuild', async () => {
  const hub = await openResolved();
  await hub.ask('ada', { type: 'card.edit', revision: 1, content: said });
  await hub.ask('ada', { type: 'card.accept', revision: 2 });
  const open = async (key: string, service: string) => {
    const alerts = [firing(key, { service })];
    await hub.desk.ingest({ integration: hub.integration, alerts, group: null });
    const { incidents } = await hub.desk.readSnapshot();
    return incidents.find(
      (incident) => incident.service === service && incident.status !== 'resolved',
    );
  };
  const again = await open('disk', 'checkout');
  expect(again?.seenBefore).toMatchObject([
    {
      incidentNumber: 1,
      lesson: 'The pool of connections was too small',
      resolvedAt: '2026-11-27T11:20:00.000Z',
      reasons: ['same alert disk', 'same service', 'words: title, disk'],
    },
  ]);
  expect((await open('memory', 'mail'))?.seenBefore).toEqual([]);
  await hub.endAlerts();
  hub.desk.rebuild();
  expect((await open('disk', 'search'))?.seenBefore).toMatchObject([{ incidentNumber: 1 }]);
});
