import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Reports } from '../protocol/reports.ts';
import { TestProcesses } from './test-process.ts';

// Each command is a process, and a busy machine takes its time to start one.
vi.setConfig({ testTimeout: 60_000 });

let tocsin: TestProcesses;
beforeEach(() => {
  tocsin = new TestProcesses();
});
afterEach(() => tocsin.stop());

test('a report is made without a hub and with one, for people, spreadsheets and programs', async () => {
  await tocsin.ask('alert', 'critical', 'checkout', 'error ratio 7%');
  const text = await tocsin.run('report', '--data', tocsin.data);
  expect(text).toMatchObject({ exitCode: 0, stderr: '' });
  expect(text.stdout).toMatch(/^total +1 +0 +0 +- +- +1 +0$/m);

  const hub = await tocsin.startHub();
  const csv = await tocsin.run('report', '--format', 'csv', '--data', tocsin.data);
  expect(csv.stdout.split('\r\n')[1]).toBe('all,,,total,0,0,0,,,1,0,,,1,0,0,0,0,');
  const reports = Reports.parse(await tocsin.ask('report', '--service', 'checkout'));
  expect(reports.total).toMatchObject({ incidents: 1, pages: 0, unanswered: 1 });
  const [first, last] = ['--since=2015-01-01', '--until=2025-01-01'];
  const tooLong = await tocsin.run('report', first, last, '--data', tocsin.data);
  expect(tooLong.exitCode).not.toBe(0);
  expect(tooLong.stderr).toContain('1100 days');
  hub.kill('SIGTERM');
  await hub.ended;
});
