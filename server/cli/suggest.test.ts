import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDesk } from '../desk/create-desk.ts';
import { newId } from '../desk/new-id.ts';
import { noWorkSource } from '../desk/surroundings.ts';
import { enrol } from '../desk/testing/test-desk.ts';
import { parseRunbook } from '../domain/runbook/parse-runbook.ts';
import type { Command } from '../protocol/commands.ts';
import { TestProcesses } from './test-process.ts';

// Each command is a process, and a busy machine takes its time to start one.
vi.setConfig({ testTimeout: 60_000 });

let tocsin: TestProcesses;
beforeEach(() => {
  tocsin = new TestProcesses();
});
afterEach(() => tocsin.stop());

const text = `---
title: Checkout answers slowly
services: [checkout]
---
- [ ] Tell the room {5 min}
- [ ] Ask for the moon
- [ ] Scale the pool
`;

/** Three incidents, in each of which people did not do quite what the runbook says. */
async function carryOut(): Promise<void> {
  const parsed = parseRunbook(text);
  if (!parsed.ok) throw new Error('This is no runbook.');
  const hash = createHash('sha256').update(text).digest('hex');
  const version = { hash, path: 'shop/checkout.md', title: 'Checkout', runbook: parsed.runbook };
  const clock = { nowMs: Date.UTC(2026, 10, 23, 3), now: () => clock.nowMs };
  const work = { ...noWorkSource, runbooks: () => [version] };
  const desk = await createDesk({ dataFolder: tocsin.data, work, clock });
  try {
    const ada = await enrol(desk, 'Ada', 'sre');
    const alert = { severity: 'error', service: 'checkout', title: 'slow' } as const;
    for (const dedupKey of ['a', 'b', 'c']) {
      await desk.admin({ type: 'alert.send', ...alert, dedupKey, action: 'fire' });
      const incident = (await desk.readSnapshot()).incidents.find(
        ({ status }) => status !== 'resolved',
      );
      const incidentId = incident?.id ?? '';
      const { events } = await desk.readHistory(incidentId, 0);
      const [attached] = events.filter(({ type }) => type === 'checklist.attached');
      const checklistId = attached && 'checklistId' in attached ? attached.checklistId : '';
      const of = { incidentId, checklistId };
      const set = { type: 'step.set' as const, ...of, answer: null };
      const say = async (command: Command) => {
        expect(await desk.command(newId(), command, ada)).toMatchObject({ verdict: 'applied' });
      };
      const tell = { ...set, stepId: 'tell-the-room', reason: null };
      await say({ ...tell, from: 'open', status: 'doing' });
      clock.nowMs += 12 * 60_000;
      await say({ ...tell, from: 'doing', status: 'done' });
      const reason = 'Nobody has it';
      const moon = { ...set, stepId: 'ask-for-the-moon', from: 'open' as const };
      await say({ ...moon, status: 'skipped', reason });
      const step = { text: 'Warn the shop', role: null, isCritical: false };
      await say({ type: 'step.add', ...of, after: 'tell-the-room', ...step });
      const scale = { ...set, stepId: 'scale-the-pool', from: 'open' as const };
      await say({ ...scale, status: 'failed', reason: 'No capacity' });
      await desk.admin({ type: 'alert.send', ...alert, dedupKey, action: 'resolve' });
    }
  } finally {
    await desk.close();
  }
}

test('what three runs taught is a diff that patch takes and lint accepts', async () => {
  await carryOut();
  const folder = join(tocsin.folder, 'repository');
  mkdirSync(join(folder, 'shop'), { recursive: true });
  const file = join(folder, 'shop', 'checkout.md');
  // The team has changed it since: the version is another, the path is the same.
  writeFileSync(file, `${text}\nThe end.\n`);
  const { stdout, stderr, exitCode } = await tocsin.run('runbook', 'suggest', file);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(stdout).toBe(`# What 3 runs of this runbook taught (incidents #3 #2 #1):
# - “Warn the shop” was added in 3 of 3 runs
# - “tell-the-room” took 12 min and not 5 min, in the middle of 3 runs
# - “ask-for-the-moon” was skipped in 3 of 3 runs: “Nobody has it”
# - “scale-the-pool” failed in 3 of 3 runs: “No capacity”
--- a/checkout.md
+++ b/checkout.md
@@ -2,8 +2,10 @@
 title: Checkout answers slowly
 services: [checkout]
 ---
-- [ ] Tell the room {5 min}
-- [ ] Ask for the moon
+- [ ] Tell the room {12 min}
+- [ ] Warn the shop
 - [ ] Scale the pool
${' '}
+  Failed in 3 of 3 runs: “No capacity”.
+
 The end.
`);
  const patched = join(folder, 'patched.md');
  copyFileSync(file, patched);
  execFileSync('patch', [patched], { input: stdout });
  expect(readFileSync(patched, 'utf8')).toContain('- [ ] Warn the shop\n');
  expect((await tocsin.run('runbook', 'lint', patched)).stdout).toBe('1 file, 0 errors: ok\n');
  // Also through a hub that runs.
  await tocsin.startHub();
  expect((await tocsin.run('runbook', 'suggest', file)).stdout).toBe(stdout);
});

test('without three runs there is nothing to suggest; a file with errors is refused', async () => {
  const file = join(tocsin.folder, 'a.md');
  writeFileSync(file, text);
  const ended = await tocsin.run('runbook', 'suggest', file);
  const nothing = 'nothing to suggest (0 runs in incidents that are over; it takes 3)\n';
  expect(ended).toMatchObject({ exitCode: 0, stdout: nothing });
  writeFileSync(file, 'no runbook');
  const refused = await tocsin.run('runbook', 'suggest', file);
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
  expect(refused.stderr).toContain('a.md:1:1');
});
