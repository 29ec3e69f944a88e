import { expect, test } from 'vitest';
import { Journal } from '../journal/journal.ts';
import { limits } from '../protocol/limits.ts';
import { SearchQuery } from '../protocol/room-api.ts';
import type { SearchHit } from '../protocol/room-api.ts';
import { newId } from './new-id.ts';
import type { DeviceIdentity } from './contract.ts';
import type { HubDesk } from './create-desk.ts';
import { createKey, enrol, firing, openTestDesk } from './testing/test-desk.ts';

/** A desk with people on both sides and one open incident: number 1, service checkout, error. */
async function openRoom() {
  const { desk, clock, dataFolder } = await openTestDesk();
  const ada = await enrol(desk, 'Ada', 'developer');
  const sam = await enrol(desk, 'Sam', 'sre');
  const integration = await createKey(desk);
  const incidentId = await open(desk, integration, 'checkout');
  return { desk, clock, dataFolder, ada, sam, integration, incidentId };
}

async function open(
  desk: HubDesk,
  integration: Awaited<ReturnType<typeof createKey>>,
  service: string,
): Promise<string> {
  await desk.ingest({ integration, alerts: [firing(`disk-${service}`, { service })], group: null });
  const { incidents } = await desk.readSnapshot();
  const incident = incidents.find((one) => one.service === service);
  if (!incident) throw new Error('No incident opened.');
  return incident.id;
}

async function post(
  desk: HubDesk,
  from: DeviceIdentity,
  incidentId: string,
  text: string,
): Promise<string> {
  const messageId = newId();
  const answer = await desk.command(
    messageId,
    { type: 'message.post', incidentId, kind: 'message', text, replyTo: null, attachments: [] },
    from,
  );
  expect(answer).toMatchObject({ ok: true, verdict: 'applied' });
  return messageId;
}

/** The hits as the texts that were found, with the finds in brackets. */
async function find(
  desk: HubDesk,
  text: string,
  filters: Partial<SearchQuery> = {},
): Promise<string[]> {
  const { hits } = await desk.search(SearchQuery.parse({ text, ...filters }));
  return hits.map(inBrackets);
}

function inBrackets({ excerpt }: SearchHit): string {
  return excerpt.map(({ text, isFound }) => (isFound ? `[${text}]` : text)).join('');
}

test('finds messages by all their words, newest first, the last word as a beginning', async () => {
  const { desk, ada, sam, incidentId } = await openRoom();
  await post(desk, ada, incidentId, 'The payment queue is full');
  await post(desk, sam, incidentId, 'Is the queue draining?');
  await post(desk, ada, incidentId, 'No payments for 5 minutes');
  expect(await find(desk, 'queue')).toEqual([
    'Is the [queue] draining?',
    'The payment [queue] is full',
  ]);
  expect(await find(desk, 'queue pay')).toEqual(['The [payment] [queue] is full']);
  expect(await find(desk, 'pay')).toEqual([
    'No [payments] for 5 minutes',
    'The [payment] queue is full',
  ]);
  expect(await find(desk, 'pay queue')).toEqual([]);
});

test('tells where a find is', async () => {
  const { desk, ada, incidentId } = await openRoom();
  const messageId = await post(desk, ada, incidentId, 'needle');
  const { hits, hasMore } = await desk.search(SearchQuery.parse({ text: 'needle' }));
  expect(hasMore).toBe(false);
  expect(hits).toEqual([
    {
      seq: desk.head(),
      at: '2026-11-23T03:00:00.000Z',
      incidentId,
      number: 1,
      service: 'checkout',
      severity: 'error',
      title: 'Title of disk-checkout',
      messageId,
      personId: ada.person.id,
      excerpt: [{ text: 'needle', isFound: true }],
    },
  ]);
});

test('is blind to case and diacritics, and takes other scripts', async () => {
  const { desk, ada, incidentId } = await openRoom();
  await post(desk, ada, incidentId, 'Die Überlast in Köln');
  await post(desk, ada, incidentId, 'ошибка сервера');
  await post(desk, ada, incidentId, 'cafe\u0301 closed');
  expect(await find(desk, 'UBERLAST koln')).toEqual(['Die [Überlast] in [Köln]']);
  expect(await find(desk, 'Ошиб')).toEqual(['[ошибка] сервера']);
  expect(await find(desk, 'café')).toEqual(['[cafe\u0301] closed']);
});

test('words that stand together are found together', async () => {
  const { desk, ada, incidentId } = await openRoom();
  await post(desk, ada, incidentId, 'look at db-7.example, please');
  await post(desk, ada, incidentId, '7 of db are gone, for example');
  expect(await find(desk, 'db-7.exam')).toEqual(['look at [db]-[7].[example], please']);
  expect(await find(desk, 'db 7 example')).toHaveLength(2);
  const id = '0198f2c4-5a41-7d52-9a58-3f6b5c0d1e2f';
  await post(desk, ada, incidentId, `trace ${id}`);
  expect(await find(desk, id)).toHaveLength(1);
  const [url, more] = ['https://x.example/one/two/three', '/four/five?six=seven'];
  await post(desk, ada, incidentId, `see ${url}${more}`);
  expect(await find(desk, `${url}${more}`)).toHaveLength(1);
  expect(await find(desk, `${url}/fi`)).toHaveLength(0);
});

test.each([
  ['"'],
  ['* OR *'],
  ['" OR "a'],
  ['words : x'],
  ['NEAR(a b)'],
  ['a AND NOT b'],
  ['-a'],
  ['^a'],
  ['{words} : a'],
  ['a" * "b'],
  ['\uE000verror'],
  ['\0a'],
  ["'; drop table events; --"],
])('takes %j for words and nothing else', async (text) => {
  const { desk, ada, incidentId } = await openRoom();
  await post(desk, ada, incidentId, 'something quite different');
  expect(await find(desk, text)).toEqual([]);
});

test('finds nothing by punctuation', async () => {
  const { desk, ada, incidentId } = await openRoom();
  await post(desk, ada, incidentId, '!!! 🔥 ?');
  for (const text of ['!!!', '🔥', '   ', '#', '-- " --']) {
    expect(await desk.search(SearchQuery.parse({ text }))).toEqual({ hits: [], hasMore: false });
  }
});

test('a message cannot forge what filters go by', async () => {
  const { desk, ada, incidentId } = await openRoom();
  await post(desk, ada, incidentId, 'needle \uE000vcritical \uE000n7');
  expect(await find(desk, 'needle', { severity: 'critical' })).toEqual([]);
  expect(await find(desk, 'needle', { severity: 'error' })).toHaveLength(1);
});

test('filters by service, writer, severity and time', async () => {
  const { desk, clock, ada, sam, integration, incidentId } = await openRoom();
  await post(desk, ada, incidentId, 'needle one');
  clock.nowMs += 60_000;
  const other = await open(desk, integration, 'search');
  await post(desk, sam, other, 'needle two');
  clock.nowMs += 60_000;
  await desk.command(
    newId(),
    { type: 'incident.set-severity', incidentId, from: 'error', severity: 'critical' },
    ada,
  );
  await post(desk, sam, incidentId, 'needle three');
  const [one, two, three] = ['[needle] one', '[needle] two', '[needle] three'];
  expect(await find(desk, 'needle')).toEqual([three, two, one]);
  expect(await find(desk, 'needle', { service: 'checkout' })).toEqual([three, one]);
  expect(await find(desk, 'needle', { service: 'check' })).toEqual([]);
  expect(await find(desk, 'needle', { personId: sam.person.id })).toEqual([three, two]);
  expect(await find(desk, 'needle', { severity: 'critical' })).toEqual([three]);
  expect(await find(desk, 'needle', { severity: 'error' })).toEqual([two, one]);
  expect(await find(desk, 'needle', { since: '2026-11-23T03:01:00.000Z' })).toEqual([three, two]);
  expect(await find(desk, 'needle', { until: '2026-11-23T03:01:00.000Z' })).toEqual([two, one]);
  expect(await find(desk, 'needle', { since: '2026-11-23T03:02:00.001Z' })).toEqual([]);
  expect(await find(desk, 'needle', { until: '2026-11-23T02:59:59.999Z' })).toEqual([]);
  const all = { service: 'checkout', personId: sam.person.id, severity: 'critical' } as const;
  expect(await find(desk, 'needle', { ...all, since: '2026-11-23T03:00:30.000Z' })).toEqual([
    three,
  ]);
});

test('gives page after page', async () => {
  const { desk, ada, incidentId } = await openRoom();
  const count = 2 * limits.searchHits + 1;
  for (let n = 1; n <= count; n += 1) await post(desk, ada, incidentId, `needle ${n}`);
  const seen: string[] = [];
  let before: number | null = null;
  let pages = 0;
  for (let hasMore = true; hasMore; pages += 1) {
    const answer = await desk.search(SearchQuery.parse({ text: 'needle', before }));
    seen.push(...answer.hits.map(inBrackets));
    before = answer.hits.at(-1)?.seq ?? null;
    hasMore = answer.hasMore;
  }
  expect(pages).toBe(3);
  expect(seen).toEqual(Array.from({ length: count }, (_, n) => `[needle] ${count - n}`));
  expect(await find(desk, 'needle', { before: 0 })).toEqual([]);
});

test('finds what a message says now, and none that was deleted', async () => {
  const { desk, ada, incidentId } = await openRoom();
  const messageId = await post(desk, ada, incidentId, 'the first words');
  const edit = { type: 'message.edit', incidentId, messageId, text: 'other words' } as const;
  await desk.command(newId(), edit, ada);
  expect(await find(desk, 'first')).toEqual([]);
  expect(await find(desk, 'other')).toEqual(['[other] words']);
  await desk.command(newId(), { type: 'message.delete', incidentId, messageId }, ada);
  expect(await find(desk, 'other')).toEqual([]);
  desk.rebuild();
  expect(await find(desk, 'words')).toEqual([]);
});

test('finds incidents by number, service and every title that they had', async () => {
  const { desk, integration, ada } = await openRoom();
  const { content } = firing('worse');
  const worse = { ...content, title: 'Everything burns', severity: 'critical' } as const;
  const alerts = [firing('worse', { content: worse })];
  await desk.ingest({ integration, alerts, group: null });
  for (const text of ['#1', '1', 'checkout', 'burns', 'disk-checkout']) {
    const { hits } = await desk.search(SearchQuery.parse({ text }));
    expect(hits).toMatchObject([{ number: 1, messageId: null, personId: null }]);
  }
  expect(await find(desk, '#1')).toEqual([
    '#[1] · checkout · Title of disk-checkout · Everything burns',
  ]);
  expect(await find(desk, '#10')).toEqual([]);
  expect(await find(desk, 'burns', { severity: 'critical' })).toHaveLength(1);
  expect(await find(desk, 'burns', { severity: 'error' })).toEqual([]);
  expect(await find(desk, 'burns', { personId: ada.person.id })).toEqual([]);
});

test('a long text is cut around what was found, without cutting characters', async () => {
  const { desk, ada, incidentId } = await openRoom();
  const text = `${'🔥'.repeat(300)} here is the needle ${'🔥'.repeat(300)}`;
  await post(desk, ada, incidentId, text);
  const [excerpt = ''] = await find(desk, 'needle');
  expect(excerpt).toMatch(/^…here is the \[needle\] 🔥+…$/u);
  expect(excerpt.isWellFormed()).toBe(true);
  expect(excerpt.length).toBeLessThan(220);
});

test('the index is there after the hub was closed, and not asked once the journal is', async () => {
  const { desk, ada, incidentId, dataFolder } = await openRoom();
  await post(desk, ada, incidentId, 'needle');
  await desk.close();
  const journal = await Journal.open({ dataFolder, newHubId: newId, newEpoch: newId });
  expect(journal.search(SearchQuery.parse({ text: 'needle' }), 10)).toHaveLength(1);
  await journal.close();
  expect(() => journal.search(SearchQuery.parse({ text: 'x' }), 10)).toThrow('shutting down');
});
