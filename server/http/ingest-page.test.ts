import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GenericMapping } from '../config/mapping.ts';
import { limits } from '../protocol/limits.ts';
import { startHub } from './hub-under-test.ts';
import type { HubUnderTest } from './hub-under-test.ts';

/** The examples of docs/ingest.md work as they stand there. */
const page = readFileSync(new URL('../../docs/ingest.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
  ([, language, text = '']) => ({
    language,
    text,
  }),
);

function find(language: string, part: string): string {
  const block = blocks.find((one) => one.language === language && one.text.includes(part));
  if (!block) throw new Error(`docs/ingest.md has no ${language} block with ${part}.`);
  return block.text;
}

let hub: HubUnderTest;
let mapping: GenericMapping;
beforeAll(async () => {
  const config = parse(find('yaml', 'mappings:')) as { mappings: { backup: unknown } };
  mapping = GenericMapping.parse(config.mappings.backup);
  hub = await startHub(undefined, { findMapping: () => mapping });
});
afterAll(() => hub.close());

it('the mapping reads its body', async () => {
  const key = await hub.createKey('generic', { mapping: 'backup' });
  const before = hub.desk.head();
  expect((await hub.post(`/ingest/${key}/generic`, find('json', '"sev2"'))).status).toBe(200);
  expect(await hub.desk.readEvents(before, 1)).toMatchObject([
    {
      service: 'backup',
      alert: { dedupKey: 'bk-1/nightly', severity: 'error', startsAt: '2026-11-23T05:40:00.000Z' },
    },
  ]);
});

it('the own form is taken as curl sends it', async () => {
  const key = await hub.createKey('generic');
  const [, body = ''] = /-d '([\s\S]*)'/.exec(find('sh', 'HUB/ingest/generic')) ?? [];
  const answer = await hub.post('/ingest/generic', body, {
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
  });
  expect(answer.json).toMatchObject({ opened: expect.any(Number), unchanged: 0 });
});

it('the errors look as described', async () => {
  const example = JSON.parse(find('json', 'key_revoked')) as { error: object };
  const { integration, key } = await hub.desk.admin({
    type: 'key.create',
    name: 'revoked',
    sender: 'generic',
    service: null,
    mapping: null,
  });
  await hub.desk.admin({ type: 'key.revoke', nameOrId: integration.id });
  const answer = await hub.post(`/ingest/${key}/generic`, { key: 'k' });
  expect(answer.json).toMatchObject({ error: example.error });
  expect(Object.keys(answer.json as object)).toEqual(Object.keys(example));
});

it.each([
  ['alerts in one request', limits.alertsPerRequest],
  ['title', limits.titleLength],
  ['service', limits.serviceLength],
  ['labels or annotations', limits.labelCount],
  ['name', limits.labelNameLength],
  ['value', limits.labelValueLength],
  ['links', limits.linkCount],
  ['address', limits.urlLength],
  ['dedup key', limits.dedupKeyLength],
])('the limit of %s is the one in force', (what, limit) => {
  expect(page).toMatch(new RegExp(`${what}[ |]+${limit.toLocaleString('en')}\\b`));
});
