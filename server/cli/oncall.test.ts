import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OnCallReport } from '../desk/contract.ts';
import { rotaConfig } from '../desk/testing/rota-desk.ts';
import type { Calendar, LeaveImported } from '../protocol/oncall.ts';
import { parseJoinLink } from '../protocol/join.ts';
import { TestProcesses } from './test-process.ts';

// Each command is a process, and a busy machine takes its time to start one.
vi.setConfig({ testTimeout: 60_000 });

let tocsin: TestProcesses;
beforeEach(() => {
  tocsin = new TestProcesses();
});
afterEach(() => tocsin.stop());

const leave = [
  ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x', 'BEGIN:VEVENT', 'UID:1'],
  ...['DTSTAMP:20261101T000000Z', 'DTSTART;VALUE=DATE:20990101', 'RRULE:FREQ=YEARLY'],
  ...['SUMMARY:Leave', 'END:VEVENT', 'END:VCALENDAR', ''],
].join('\r\n');

test('who is on call, the calendar of a rota, and leave, with a hub and without', async () => {
  const file = join(tocsin.folder, 'hub.yaml');
  writeFileSync(file, rotaConfig);
  const hub = await tocsin.startHub(['--config', file]);
  const { link } = await tocsin.ask<{ link: string }>('invite', 'Ana');
  const { code } = parseJoinLink(link) ?? {};
  const body = JSON.stringify({ code, deviceName: 'laptop', platform: 'test' });
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(`${hub.url}/api/join`, { method: 'POST', headers, body })).ok).toBe(true);

  const at = ['--at', '2027-01-05T12:00:00Z'];
  const report = await tocsin.ask<OnCallReport>('oncall', ...at);
  const [payments] = report.teams;
  expect(payments?.rotas[0]?.now.people[0]?.name).toBe('Bo');
  expect(payments?.gaps[0]?.until).toBe('2027-01-11T08:00:00.000Z');
  const calendar = ['oncall', 'calendar', '--rota', 'payments-week', '--weeks', '2'];
  const { rotas } = await tocsin.ask<Calendar>(...calendar);
  expect(rotas[0]?.shifts.length).toBeGreaterThanOrEqual(2);

  const ics = join(tocsin.folder, 'leave.ics');
  writeFileSync(ics, leave.replace('2099', String(new Date().getFullYear())));
  const importing = ['oncall', 'import', ics, '--all', '--person', 'ana'];
  expect(await tocsin.ask<LeaveImported>(...importing)).toMatchObject({ added: 2, unchanged: 0 });
  hub.kill('SIGTERM');
  await hub.ended;
  expect(await tocsin.ask<LeaveImported>(...importing)).toMatchObject({ added: 0, unchanged: 2 });
  const text = await tocsin.run('oncall', ...at, '--data', tocsin.data);
  expect(text.stdout).toContain('Bo (has not joined)');
  expect(text.stdout).toMatch(/Nobody has joined, .*:\n {2}Operations/);

  writeFileSync(ics, 'x'.repeat(2 * 1024 * 1024));
  const large = await tocsin.run(...importing, '--data', tocsin.data);
  expect(large.stderr).toContain('calendar_too_large');
  const unknown = await tocsin.run('oncall', 'calendar', '--rota', 'x', '--data', tocsin.data);
  expect(unknown.stderr).toContain('rota_unknown');
});
