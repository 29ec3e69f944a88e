import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { IncidentExport } from '../protocol/incident-export.ts';
import { factTypes } from '../protocol/room.ts';
import { openRichIncident } from './testing/rich-incident.ts';
import { openWorkedIncident } from './testing/worked-incident.ts';

interface Row {
  type: string;
  at: string;
  body: string;
}

/** The events of an incident, read from the file by SQL alone. */
function readBySql(dataFolder: string, incidentId: string): Row[] {
  const database = new DatabaseSync(join(dataFolder, 'hub.sqlite'), { readOnly: true });
  const rows = database
    .prepare('select type, at, body from events where incident_id = ? order by seq')
    .all(incidentId) as unknown as Row[];
  database.close();
  return rows;
}

/** As the review writes it. */
function utc(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC`;
}

test('between them the incidents of the tests have every kind of line that a room can have', async () => {
  const rich = await openRichIncident();
  const worked = await openWorkedIncident();
  const types = new Set([
    ...readBySql(rich.dataFolder, rich.incidentId).map(({ type }) => type),
    ...readBySql(worked.dataFolder, worked.incidentId).map(({ type }) => type),
    ...readBySql(worked.dataFolder, worked.waivedId).map(({ type }) => type),
    // Of several incidents at once.
    'page.receipts',
  ]);
  // Of seats and pages there is more than these incidents come to.
  const others = factTypes.filter((type) => !/^(seat|page|handoff)\./.test(type));
  for (const type of others) expect(types).toContain(type);
});

test('the review tells what the journal holds', async () => {
  const { desk, dataFolder, incidentId } = await openWorkedIncident();
  const { fileName, text } = await desk.exportIncident(incidentId, 'review');
  const rows = readBySql(dataFolder, incidentId);
  const first = (type: string): Row => {
    const row = rows.find((one) => one.type === type);
    if (!row) throw new Error(`There is no ${type}.`);
    return row;
  };
  expect(fileName).toBe('review-2-checkout.md');
  const headings = text.split('\n').filter((line) => /^##? /.test(line));
  expect(headings).toEqual([
    '# Review: incident 2, checkout: Title of disk',
    ...['## Summary', '## Times', '## People', '## Timeline', '## Checklist as it was carried out'],
    ...['## Stopgaps', '## What was said', '## What was learned'],
  ]);
  const seconds = (type: string, side?: string): number => {
    const row = rows.find(
      (one) => one.type === type && (side === undefined || one.body.includes(`"side":"${side}"`)),
    );
    return (Date.parse(row?.at ?? '') - Date.parse(first('incident.opened').at)) / 1_000;
  };
  const cells = `${seconds('seat.acknowledged', 'developer')} s | ${seconds('seat.acknowledged', 'sre')} s`;
  expect(text).toContain(`| acknowledged after | ${cells} |`);
  const changes = rows
    .filter(({ type }) => type === 'step.changed')
    .map(({ at, body }) => ({ at, ...(JSON.parse(body) as { status: string; stepText: string }) }))
    .filter(({ status }) => status !== 'doing');
  expect(changes).toHaveLength(4);
  for (const { at, status, stepText } of changes) {
    const line = text.split('\n').find((one) => one.includes(`] ${stepText} `)) ?? '';
    expect(line).toContain(`— ${status} by `);
    expect(line).toContain(utc(at));
  }
  for (const type of ['stopgap.installed', 'stopgap.extended', 'incident.reopened'] as const) {
    expect(text).toContain(`- ${utc(first(type).at)} · `);
  }
  expect(text).toContain('The stopgap “the flag” does not hold: HTTP 500 came instead.');
  expect(text).toContain('  - Extended by Dan, ');
  expect(text).toContain('  - Fixed in v2.');
  expect(text).toContain('**the pool**: made permanent by Bob');
  expect(text).toContain('Marked as noise by Bob: A drill after all.');
  expect(text).toContain(`The card is accepted by Dan, ${utc(first('card.accepted').at)}.`);
  expect(text).toContain('- Run scale-pool by Ada');
});

test('the JSON holds checklists, runbooks, stopgaps and the card as the rooms of laptops do', async () => {
  const { desk, incidentId } = await openWorkedIncident();
  const { text } = await desk.exportIncident(incidentId, 'json');
  const { checklists, runbooks, stopgaps, card } = IncidentExport.parse(JSON.parse(text));
  expect(checklists.length).toBeGreaterThan(0);
  expect(runbooks).toMatchObject([{ path: 'checkout.md' }]);
  expect(stopgaps.map(({ state }) => state)).toEqual(['undone', 'permanent']);
  expect(card?.state).toBe('accepted');
});
