import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { ContextContent } from '../protocol/context.ts';
import { limits } from '../protocol/limits.ts';
import type { HubDesk } from './create-desk.ts';
import { createKey, firing, openTestDesk, startMs } from './testing/test-desk.ts';

const actor = { kind: 'hub' } as const;
const note = (text: string, title = 'Note'): ContextContent => ({ kind: 'note', title, text });
/** A log of about this many bytes as JSON. */
const bulk = (bytes: number): ContextContent => ({
  kind: 'log',
  title: 'Bulk',
  lines: Array.from({ length: Math.floor(bytes / 2_000) }, () => ({
    at: null,
    text: 'x'.repeat(1_980),
  })),
  redactedCount: 0,
});

async function openIncident(desk: HubDesk, service = 'checkout'): Promise<string> {
  const known = new Set((await desk.readSnapshot()).incidents.map(({ id }) => id));
  const integration = await createKey(desk, `key of ${service} ${known.size}`);
  await desk.ingest({ integration, alerts: [firing('disk', { service })], group: null });
  const opened = (await desk.readSnapshot()).incidents.find(({ id }) => !known.has(id));
  return opened?.id ?? '';
}

test('items are announced to all and kept whole on the hub', async () => {
  const { desk } = await openTestDesk();
  const incidentId = await openIncident(desk);
  const head = desk.head();
  const answer = await desk.addContext('1', [{ content: note('Österreich') }], actor);
  expect(answer).toEqual({ incidentId, itemIds: [expect.any(String)] });
  const [id] = answer.itemIds;
  const sizeBytes = Buffer.byteLength(JSON.stringify(note('Österreich')));
  expect(await desk.readEvents(head, 10)).toMatchObject([
    { type: 'context.added', incidentId, item: { id, kind: 'note', title: 'Note', sizeBytes } },
    { type: 'withheld' },
  ]);
  expect(await desk.readContext(incidentId)).toEqual({
    items: [{ id, seq: head + 1, at: '2026-11-23T03:00:00.000Z', content: note('Österreich') }],
    through: head + 2,
  });
});

test('an item of a known id takes its place; one that says the same changes nothing', async () => {
  const { desk } = await openTestDesk();
  const incidentId = await openIncident(desk);
  const add = (id: string, text: string) =>
    desk.addContext(incidentId, [{ id, content: note(text) }], actor);
  await add('a', 'first');
  await add('b', 'second');
  await add('a', 'third');
  const head = desk.head();
  await add('a', 'third');
  expect(desk.head()).toBe(head);
  const { items } = await desk.readContext(incidentId);
  expect(items).toMatchObject([
    { id: 'a', seq: head - 1, content: { text: 'third' } },
    { id: 'b', content: { text: 'second' } },
  ]);
});

test('what is too large is refused as a whole', async () => {
  const { desk } = await openTestDesk();
  const incidentId = await openIncident(desk);
  const refused = { code: 'context_too_large' };
  const head = desk.head();
  const items = [{ content: note('small') }, { content: bulk(limits.contextItemBytes + 4_000) }];
  await expect(desk.addContext(incidentId, items, actor)).rejects.toMatchObject(refused);
  const large = Array.from({ length: 9 }, () => ({ content: bulk(250 * 1024) }));
  await expect(desk.addContext(incidentId, large, actor)).rejects.toMatchObject(refused);
  const many = Array.from({ length: limits.contextItems + 1 }, () => ({ content: note('n') }));
  await expect(desk.addContext(incidentId, many, actor)).rejects.toMatchObject(refused);
  expect(desk.head()).toBe(head);
  await desk.addContext(incidentId, large.slice(0, 8), actor);
  await expect(
    desk.addContext(incidentId, [{ content: bulk(200 * 1024) }], actor),
  ).rejects.toMatchObject(refused);
  // A smaller one in the place of a larger one is welcome.
  const first = (await desk.readContext(incidentId)).items[0]?.id ?? '';
  await desk.addContext(incidentId, [{ id: first, content: bulk(100 * 1024) }], actor);
  expect((await desk.readContext(incidentId)).items).toHaveLength(8);
});

test('an incident that nobody knows has no context', async () => {
  const { desk } = await openTestDesk();
  const unknown = { code: 'incident_unknown' };
  for (const named of ['none', '1', '-1', '1e3', '9'.repeat(64)]) {
    await expect(desk.readContext(named)).rejects.toMatchObject(unknown);
    await expect(desk.addContext(named, [{ content: note('n') }], actor)).rejects.toMatchObject(
      unknown,
    );
  }
});

test('log lines are made safe before they are written anywhere', async () => {
  const redactLine = (line: string) => ({
    text: line.replaceAll('hunter2', '[redacted by rule]'),
    count: line.split('hunter2').length - 1,
  });
  const { desk, dataFolder } = await openTestDesk({ redactLine });
  const incidentId = await openIncident(desk);
  const texts = ['login hunter2 hunter2', 'hunter2'.padEnd(limits.contextLogLineLength, '.')];
  const lines = texts.map((text) => ({ at: null, text }));
  const content: ContextContent = { kind: 'log', title: 'Log', lines, redactedCount: 1 };
  await desk.addContext(incidentId, [{ content }], actor);
  const { items } = await desk.readContext(incidentId);
  expect(items).toMatchObject([{ content: { redactedCount: 4 } }]);
  const [item] = items;
  if (item?.content.kind !== 'log') throw new Error('No log.');
  expect(item.content.lines[0]?.text).toBe('login [redacted by rule] [redacted by rule]');
  expect(item.content.lines[1]?.text).toHaveLength(limits.contextLogLineLength);
  const database = new DatabaseSync(join(dataFolder, 'hub.sqlite'), { readOnly: true });
  const found = database.prepare("select * from events where body like '%hunter2%'").all();
  database.close();
  expect(found).toEqual([]);
});

test('a rebuild gives the same packs', async () => {
  const { desk, clock } = await openTestDesk();
  const incidentId = await openIncident(desk);
  const add = (id: string, text: string) =>
    desk.addContext(incidentId, [{ id, content: note(text) }], actor);
  await add('a', 'first');
  await add('b', 'second');
  await add('a', 'third');
  const deploy = { service: 'checkout', summary: 'v2', version: null, by: null, link: null };
  await desk.recordDeploy({ ...deploy, at: null }, actor);
  const before = await desk.readContext(incidentId);
  expect(before.items.map(({ id }) => id)).toEqual(['a', 'b', 'deploys']);
  desk.rebuild();
  expect(await desk.readContext(incidentId)).toEqual(before);
  clock.nowMs = startMs + 60_000;
  const later = await openIncident(desk, 'other');
  expect((await desk.readContext(later)).items).toEqual([]);
});

test.each([
  ['\u{1b}[36mpassword=\u{1b}[0mhunter2', 'password=[redacted]'],
  [
    '\u{1b}[1;36mpass\u{1b}[0mword\u{1b}[2m=\u{1b}[0m\u{1b}[31mhunter2\u{1b}[0m',
    'password=[redacted]',
  ],
  ['p\u{0}assword: hunter2', 'password: [redacted]'],
])('colours do not hide a secret: %j', async (text, expected) => {
  const { desk } = await openTestDesk();
  await openIncident(desk);
  const lines = [{ at: null, text }];
  const content: ContextContent = { kind: 'log', title: 'Log', lines, redactedCount: 0 };
  await desk.addContext('1', [{ content }], actor);
  const { items } = await desk.readContext('1');
  expect(items).toMatchObject([
    { content: { lines: [{ at: null, text: expected }], redactedCount: 1 } },
  ]);
});
