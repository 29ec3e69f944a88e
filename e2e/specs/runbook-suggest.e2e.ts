import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HubProcess } from '../fixtures/hub.ts';
import { runbookConfig, writeRunbooks } from '../fixtures/runbooks.ts';
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
      const send = alertOf(hub, key, instance);
      await send('firing');
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
      await send('resolved');
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

/** Sends one alert as Alertmanager does, in one of its states. */
function alertOf(hub: HubProcess, key: string, instance: string) {
  const name = { alertname: 'HighErrorRatio', service: 'checkout', instance };
  const labels = { ...name, region: 'eu-1', severity: 'critical' };
  const startsAt = new Date().toISOString();
  return async (status: 'firing' | 'resolved') => {
    const endsAt = status === 'firing' ? '0001-01-01T00:00:00Z' : new Date().toISOString();
    const generatorURL = 'http://prometheus.example.com';
    const alert = { status, labels, annotations: {}, startsAt, endsAt, generatorURL };
    const answer = await fetch(`${hub.url}/ingest/alertmanager`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({
        ...{ version: '4', groupKey: instance, status, receiver: 'tocsin', groupLabels: {} },
        ...{ commonLabels: {}, commonAnnotations: {}, externalURL: generatorURL },
        alerts: [{ ...alert, fingerprint: instance }],
      }),
    });
    expect(answer.status).toBeLessThan(300);
  };
}

/** The checklist that was attached last. */
function newestChecklist(hub: HubProcess) {
  const newest = hub.readEvents().findLast(({ type }) => type === 'checklist.attached');
  if (newest?.type !== 'checklist.attached') throw new Error('No checklist was attached.');
  return { incidentId: newest.incidentId, checklistId: newest.checklistId };
}
