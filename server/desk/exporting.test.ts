import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import markdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { IncidentExport } from '../protocol/incident-export.ts';
import type { VisibleEvent } from '../protocol/events.ts';
import { toFact } from '../protocol/room-fact.ts';
import type { RoomEntry } from '../protocol/room.ts';
import { hostileText, logHash, openRichIncident } from './testing/rich-incident.ts';
import { openTestDesk } from './testing/test-desk.ts';

/** The events of an incident, read from the file by SQL alone. */
function readBySql(dataFolder: string, incidentId: string): VisibleEvent[] {
  const database = new DatabaseSync(join(dataFolder, 'hub.sqlite'), { readOnly: true });
  const rows = database
    .prepare(
      `select body from events where type <> 'context.stored' and (
        body ->> '$.incidentId' = :id
        or exists (select 1 from json_each(body -> '$.incidentIds') where value = :id)
      ) order by seq`,
    )
    .all({ id: incidentId });
  database.close();
  return rows.map(({ body }) => JSON.parse(String(body)) as VisibleEvent);
}

async function exportBoth(open: Awaited<ReturnType<typeof openRichIncident>>) {
  const { desk, incidentId, dataFolder } = open;
  const json = await desk.exportIncident(incidentId, 'json');
  const markdown = await desk.exportIncident(incidentId, 'markdown');
  const parsed = IncidentExport.parse(JSON.parse(json.text));
  return { json, markdown, parsed, bySql: readBySql(dataFolder, incidentId) };
}

test('the JSON has every event of the journal, and what they make', async () => {
  const open = await openRichIncident();
  const { parsed, json, bySql } = await exportBoth(open);
  expect(json.fileName).toBe('incident-2-checkout.json');
  expect(parsed.events).toEqual(bySql);
  const types = new Set(bySql.map(({ type }) => type));
  for (const type of ['message.edited', 'message.deleted', 'room.read'] as const) {
    expect(types).toContain(type);
  }
  const changes = new Set([
    'message.edited',
    'message.deleted',
    'message.reacted',
    'message.marked',
  ]);
  // Some tell what comes next, and are no lines of the room.
  const isLine = (event: VisibleEvent) => event.type === 'message.posted' || toFact(event) !== null;
  const lines = bySql.filter((event) => !changes.has(event.type) && isLine(event));
  expect(parsed.entries.map(({ seq }) => seq)).toEqual(lines.map(({ seq }) => seq));
  const messages = parsed.entries.filter((entry) => entry.kind === 'message');
  const sumOf = (count: (entry: Extract<RoomEntry, { kind: 'message' }>) => number): number =>
    messages.reduce((sum, entry) => sum + count(entry), 0);
  const countOf = (...of: string[]): number => bySql.filter(({ type }) => of.includes(type)).length;
  expect(sumOf(({ history }) => history.length)).toBe(countOf('message.edited', 'message.deleted'));
  expect(sumOf(({ reactions }) => reactions.flatMap((one) => one.personIds).length)).toBe(
    countOf('message.reacted'),
  );
  expect(parsed.reads).toEqual({ [open.ada.person.id]: expect.any(Number) });
  expect(parsed.incident).toEqual((await open.desk.readHistory('2', 0)).incident);
  expect(parsed.people.map(({ name }) => name)).toEqual(['Ada_Love *lace*', 'Sam', 'Late']);
  expect(parsed.alerts.map(({ title, status }) => [title, status])).toEqual([
    ['Title of ratio', 'resolved'],
    ['second, changed', 'resolved'],
  ]);
  expect(parsed.context).toEqual((await open.desk.readContext('2')).items);
  expect(parsed.through).toBe(open.desk.head());
  const after = (type: string): number => {
    const event = bySql.find((one) => one.type === type);
    return Date.parse(event?.at ?? '') - Date.parse(parsed.incident.openedAt);
  };
  expect(parsed.durations).toEqual({
    acknowledgedAfterMs: { sre: after('seat.acknowledged'), developer: expect.any(Number) },
    mitigatedAfterMs: after('incident.mitigated'),
    resolvedAfterMs: after('incident.resolved'),
  });
});

test('the Markdown has every line of the room once, in order, and nothing that others made up', async () => {
  const { markdown, parsed } = await exportBoth(await openRichIncident());
  expect(markdown.fileName).toBe('incident-2-checkout.md');
  const tokens = markdownIt({ html: true, linkify: true }).parse(markdown.text, {});
  const headings = tokens.flatMap(({ type }, index) =>
    type === 'heading_open' ? (tokens[index + 1]?.content ?? '') : [],
  );
  expect(headings).toEqual([
    'Incident 2: checkout — Title of ratio',
    ...['Seats', 'People', 'Alerts', 'Pinned', 'Milestones', 'Timeline', 'Context'],
    ...['Links', 'Errors', 'Log', 'Deploys', 'Note'],
  ]);
  const all = tokens.flatMap((token) => [token, ...(token.children ?? [])]);
  expect(all.filter(({ type }) => type.startsWith('html'))).toEqual([]);
  const links = all
    .filter(({ type }) => type === 'link_open')
    .map((one) => String(one.attrGet('href')));
  expect(links).toContain('https://x.example/a_b?c=1&d=2');
  expect(links.filter((href) => !href.startsWith('https://'))).toEqual([]);

  const timeline = itemsUnder(markdown.text, 'Timeline');
  expect(timeline.map((item) => item.slice(0, 23))).toEqual(
    parsed.entries.map(({ at }) => `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`),
  );
  const fences = tokens.filter(({ type }) => type === 'fence').map(({ content }) => content);
  const shown = hostileText.replace(/(?!\n)[\p{Cc}\u202E]/gu, '\uFFFD');
  expect(fences.filter((content) => content === `${shown}\n`)).toHaveLength(1);
  expect(fences).toContain('2026-11-23T02:00:00.000Z ``` # no heading\n~~~\n');
  expect(fences).toContain('rate(e[5m])\n');
});

/** The text of each item of the list under a heading, nested lists left out. */
function itemsUnder(text: string, heading: string): string[] {
  const tokens = markdownIt().parse(text, {});
  const start = tokens.findIndex(({ content, level }) => content === heading && level === 1);
  const items: string[] = [];
  for (let index = start + 2; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token || token.type === 'heading_open') break;
    if (token.type === 'list_item_open' && token.level === 1) {
      items.push(tokens[index + 2]?.content ?? '');
    }
  }
  return items;
}

test('the Markdown says in words what happened', async () => {
  const { markdown } = await exportBoth(await openRichIncident());
  for (const line of [
    '- First acknowledged, SRE side: after 7 s',
    '- Resolved: after 30 s, Sam',
    '- SRE: ringing since 2026-11-23 03:00:10 UTC. Called: Sam. Heard it: nobody.',
    '- **second, changed** (error, resolved)',
    '  - Acknowledged in the sending system: 2026-11-23 03:00:07 UTC',
    '    alertname: x',
    '  In reply to Sam, 2026-11-23 03:00:14 UTC: “Deploy 7 of checkout_api looks bad, see',
    `  Attached: ../\\\`evil\\\`.log (text/plain, 2 KiB, SHA-256 ${logHash})`,
    '· **Ada_Love \\*lace\\*** (status, milestone, edited 2026-11-23 03:00:18 UTC):',
    '  Until 2026-11-23 03:00:18 UTC it said:\n\n  > it is the databse',
    '  Deleted: 2026-11-23 03:00:20 UTC\n\n  Until 2026-11-23 03:00:20 UTC it said:\n\n  > wrong room',
    '  Reaction “agree”: Sam, Ada_Love \\*lace\\*',
    '- 2026-11-23 03:00:14 UTC · **Sam** (milestone, pinned):',
    '- a: min 0.5 %, max 7 %, last 2 % (3 values, 2026-11-23 02:00:00 UTC to 2026-11-23 02:03:00 UTC)',
    '- click: javascript:alert(1)',
    '- [Logs \\](x)](<https://logs.example/q?a=[1]>)',
    '- 2026-11-23 02:00:00 UTC · v7 \\*now\\*, version 7, by ci, [Logs',
    '> \\# no heading either',
  ]) {
    expect(markdown.text).toContain(line);
  }
});

test('an incident is exported while it is open, and none that is unknown', async () => {
  const { desk } = await openTestDesk();
  await desk.admin({
    ...{ type: 'alert.send', severity: 'info', service: '結帳 / ../..', title: 'x' },
    ...{ dedupKey: null, action: 'fire' },
  });
  const { fileName, text } = await desk.exportIncident('1', 'markdown');
  expect(fileName).toBe('incident-1.md');
  expect(text).toContain('- Resolved: not yet\n');
  expect(text).toContain('- Developer: ringing since 2026-11-23 03:00:00 UTC. Called: nobody.');
  for (const unknown of ['2', '0', '-1', '1.0', '../1', 'x'.repeat(64)]) {
    await expect(desk.exportIncident(unknown, 'json')).rejects.toMatchObject({
      code: 'incident_unknown',
    });
  }
});
