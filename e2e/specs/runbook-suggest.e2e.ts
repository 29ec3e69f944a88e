import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HubProcess } from '../fixtures/hub.ts';
import { runbookConfig, writeRunbooks } from '../fixtures/runbooks.ts';
import { postAlert } from '../fixtures/senders/alertmanager.ts';
import { Session } from '../fixtures/session.ts';
import { expect, test } from '../fixtures/test.ts';

const added = 'Call the bank';

test('what three incidents taught is a diff for the team that owns the runbook', async ({
  folder,
  hub,
}) => {
  const runbooks = join(folder, 'runbooks');
  const file = writeRunbooks(runbooks);
  await hub.configure(runbookConfig(runbooks, hub.url));
  const raj = await Session.open(await hub.invite('Raj', 'sre'));
  try {
    const { key } = await hub.createKey('lab', 'alertmanager');
    for (const instance of ['a', 'b', 'c']) {
      await postAlert(hub, key, { instance, status: 'firing' });
      const of = newestChecklist(hub);
      const set = { type: 'step.set', ...of, from: 'open', answer: null } as const;
      const pool = { ...set, stepId: 'look-at-the-pool', reason: 'There is no pool any more' };
      const add = {
        type: 'step.add',
        ...of,
        after: 'impact',
        role: null,
        isCritical: false,
      } as const;
      const verdicts = await Promise.all([
        raj.command({ ...pool, status: 'skipped' }),
        raj.command({ ...set, stepId: 'impact', status: 'done', reason: null }),
        raj.command({ ...add, text: added }),
      ]);
      expect(verdicts).toMatchObject(verdicts.map(() => ({ verdict: 'applied' })));
      await postAlert(hub, key, { instance, status: 'resolved' });
      await expect
        .poll(() => hub.countEvents('incident.resolved'))
        .toBe(hub.countEvents('incident.opened'));
    }
  } finally {
    raj.close();
  }
  const { diff } = await hub.tocsin<{ diff: string }>('runbook', 'suggest', file);
  const copy = join(folder, 'patched.md');
  copyFileSync(file, copy);
  execFileSync('patch', [copy], { input: diff });
  const before = readFileSync(file, 'utf8');
  const after = readFileSync(copy, 'utf8');
  const steps = (text: string) => text.split('\n').filter((line) => line.includes('- [ ]'));
  expect(steps(after)).toEqual([steps(before)[0], `- [ ] ${added}`, ...steps(before).slice(1)]);
  expect(after).toContain('There is no pool any more');
});

/** The checklist that was attached last. */
function newestChecklist(hub: HubProcess) {
  const newest = hub.readEvents().findLast(({ type }) => type === 'checklist.attached');
  if (newest?.type !== 'checklist.attached') throw new Error('No checklist was attached.');
  return { incidentId: newest.incidentId, checklistId: newest.checklistId };
}
