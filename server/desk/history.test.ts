import { expect, test } from 'vitest';
import { VisibleEvent } from '../protocol/events.ts';
import { limits } from '../protocol/limits.ts';
import { foldIncident } from '../protocol/fold.ts';
import type { Incident } from '../protocol/incident.ts';
import { newId } from './new-id.ts';
import { openRichIncident } from './testing/rich-incident.ts';
import { createKey, enrol, firing, openTestDesk } from './testing/test-desk.ts';

/** All pages of a history, as a laptop fetches them. */
async function readAll(
  desk: Awaited<ReturnType<typeof openTestDesk>>['desk'],
  incident: string,
  after = 0,
) {
  const pages = [await desk.readHistory(incident, after)];
  for (let last = pages[0]; last?.hasMore; last = pages.at(-1)) {
    pages.push(await desk.readHistory(incident, last.through));
  }
  return { pages, events: pages.flatMap(({ events }) => events) };
}

test('gives exactly what everybody heard of the incident, in order', async () => {
  const { desk, incidentId } = await openRichIncident();
  const heard = (await desk.readEvents(0, 10_000)).filter((event) => {
    if ('incidentIds' in event) return event.incidentIds.includes(incidentId);
    return 'incidentId' in event && event.incidentId === incidentId;
  });
  const { pages, events } = await readAll(desk, incidentId);
  expect(pages).toHaveLength(1);
  expect(events).toEqual(heard);
  for (const event of events) expect(VisibleEvent.parse(event)).toEqual(event);
  expect(pages[0]).toMatchObject({ through: desk.head(), hasMore: false });
  const folded = events.reduce<Incident | undefined>(foldIncident, undefined);
  expect(pages[0]?.incident).toEqual(folded);
});

test('goes on after any event, by id or by number', async () => {
  const { desk, incidentId } = await openRichIncident();
  const { events } = await readAll(desk, incidentId);
  for (const { seq } of events) {
    const rest = events.filter((event) => event.seq > seq);
    expect((await desk.readHistory('2', seq)).events).toEqual(rest);
  }
  for (const after of [desk.head(), desk.head() + 1, Number.MAX_SAFE_INTEGER]) {
    const answer = await desk.readHistory(incidentId, after);
    expect(answer).toMatchObject({ events: [], through: desk.head(), hasMore: false });
  }
});

test('a long history comes in pages by count, while others write', async () => {
  const { desk } = await openTestDesk();
  const ada = await enrol(desk, 'Ada', 'developer');
  const integration = await createKey(desk);
  await desk.ingest({ integration, alerts: [firing('a')], group: null });
  const incidentId = (await desk.readSnapshot()).incidents[0]?.id ?? '';
  const count = limits.historyEvents + 500;
  const post = (text: string) => {
    const posting = { kind: 'message' as const, text, replyTo: null, attachments: [] };
    return desk.command(newId(), { type: 'message.post', incidentId, ...posting }, ada);
  };
  await Promise.all(Array.from({ length: count }, (_, index) => post(`message ${index}`)));
  const [{ pages, events }] = await Promise.all([
    readAll(desk, '1'),
    ...Array.from({ length: 20 }, (_, index) => post(`meanwhile ${index}`)),
  ]);
  expect(pages.length).toBe(2);
  expect(pages[0]?.events).toHaveLength(limits.historyEvents);
  expect(pages[0]?.through).toBe(pages[0]?.events.at(-1)?.seq);
  const texts = events.flatMap((event) => (event.type === 'message.posted' ? [event.text] : []));
  expect(texts.slice(0, count)).toEqual(
    Array.from({ length: count }, (_, index) => `message ${index}`),
  );
  // What was written meanwhile is after `through`, or is in it: nothing is lost in between.
  const { events: rest } = await readAll(desk, '1', pages.at(-1)?.through);
  const seqs = [...events, ...rest].map(({ seq }) => seq);
  expect(new Set(seqs).size).toBe(seqs.length);
  expect(seqs).toEqual((await readAll(desk, '1')).events.map(({ seq }) => seq));
});

test('large events come in pages by size, and at least one at a time', async () => {
  const { desk } = await openTestDesk();
  const integration = await createKey(desk);
  const labels = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [`label${index}`, 'x'.repeat(4_000)]),
  );
  const alerts = Array.from({ length: 20 }, (_, index) => {
    const alert = firing(`alert ${index}`);
    return { ...alert, content: { ...alert.content, labels } };
  });
  await desk.ingest({ integration, alerts, group: null });
  const { pages, events } = await readAll(desk, '1');
  expect(pages.length).toBeGreaterThan(2);
  for (const page of pages) {
    const bytes = JSON.stringify(page.events).length;
    expect(bytes).toBeLessThan(limits.historyBytes + 200_000);
  }
  expect(
    events.filter(({ type }) => type.includes('alert') || type === 'incident.opened').length,
  ).toBe(20);
});

test('a history that is being read when the desk closes is no harm, and none begins after', async () => {
  const { desk, incidentId } = await openRichIncident();
  const reading = desk.readHistory(incidentId, 0);
  await desk.close();
  await expect(reading).resolves.toMatchObject({ hasMore: false });
  await expect(desk.readHistory(incidentId, 0)).rejects.toMatchObject({ code: 'shutting_down' });
});

test('what is unknown has no history', async () => {
  const { desk } = await openTestDesk();
  for (const unknown of ['1', '0', '01', '-1', '1e0', ' 1', '', 'x'.repeat(64), "1' or 1=1"]) {
    await expect(desk.readHistory(unknown, 0)).rejects.toMatchObject({ code: 'incident_unknown' });
  }
});
