import { usualRest } from '../../domain/figures/night.ts';
import { noWork } from '../../domain/work-rules.ts';
import { owningTeam } from '../../config/team-views.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { versionOf } from '../../hooks/testing/runbook-desk.ts';
import type { CardContent } from '../../protocol/card.ts';
import type { IncidentCommand } from '../../protocol/commands.ts';
import { noConfig } from '../../protocol/teams.ts';
import type { DeviceIdentity } from '../contract.ts';
import { newId } from '../new-id.ts';
import type { WorkSource } from '../surroundings.ts';
import { configText } from './stopgap-desk.ts';
import { createKey, enrol, firing, openTestDesk } from './test-desk.ts';

const runbook = `---
title: Checkout is slow
services: [checkout]
---
# First

- [ ] Is the pool full? {id: pool, answer: yes | no}
- [ ] Scale the pool {id: scale, if: pool = yes, critical, 5 min, stopgap undo: "scale back"}

  ~~~sh hook=scale-pool
  scale checkout --to 100
  ~~~
- [ ] Call the provider {id: call}
- [ ] Write it down {id: write}
`;

export const workedRunbook = versionOf(runbook);

const said: CardContent = {
  ...{ symptom: 'Checkout is slow', impact: '', stopgap: '', test: 'A load test', change: '' },
  cause: 'The pool of connections was too small',
  followUps: [],
};

type Asked = IncidentCommand extends infer One
  ? One extends IncidentCommand
    ? Omit<One, 'incidentId'>
    : never
  : never;

function workSource(): WorkSource {
  const parsed = parseConfig(configText('UTC'), 'hub.yaml');
  if (!parsed.ok) throw new Error('The config of this test has errors.');
  return {
    rules: (people) => ({
      ...noWork,
      owningTeam: (service) => owningTeam(parsed.config, service, people),
      offeredRunbook: (hash) => (hash === workedRunbook.hash ? workedRunbook : undefined),
      hooks: new Set(['scale-pool']),
      mayProbe: () => true,
    }),
    runbooks: () => [workedRunbook],
    restOf: () => usualRest,
    config: () => noConfig,
  };
}

/**
 * A desk with an incident in which everything was worked on that can be: checklists, stopgaps, what was
 * learned. Another one like it came before.
 */
export async function openWorkedIncident() {
  const { desk, clock, dataFolder } = await openTestDesk({ work: workSource() });
  const later = (ms = 1_000): void => void (clock.nowMs += ms);
  const ada = await enrol(desk, 'Ada', 'developer');
  const dan = await enrol(desk, 'Dan', 'developer');
  const bob = await enrol(desk, 'Bob', 'sre');
  const integration = await createKey(desk);
  const fire = async (action: 'fire' | 'resolve'): Promise<void> => {
    later();
    await desk.ingest({ integration, alerts: [firing('disk', { action })], group: null });
  };
  let incidentId = '';
  const command = async (from: DeviceIdentity, asked: Asked): Promise<string> => {
    later();
    const commandId = newId();
    const answer = await desk.command(commandId, { ...asked, incidentId }, from);
    if (!answer.ok || answer.verdict !== 'applied') {
      throw new Error(`${asked.type}: ${JSON.stringify(answer)}`);
    }
    return commandId;
  };
  const newest = async (): Promise<string> => {
    const { incidents } = await desk.readSnapshot();
    return incidents.toSorted((one, other) => other.number - one.number)[0]?.id ?? '';
  };
  const settleCard = async (): Promise<void> => {
    await command(ada, { type: 'card.edit', revision: 1, content: said });
    await command(dan, { type: 'card.accept', revision: 2 });
    later();
    await desk.noteCardFile(incidentId, { problem: 'No space.' });
    await desk.noteCardFile(incidentId, { fileName: 'card.md' });
  };

  await fire('fire');
  incidentId = await newest();
  await fire('resolve');
  await settleCard();

  later(60 * 60 * 1_000);
  await fire('fire');
  incidentId = await newest();
  const events = await desk.readEvents(0, 10_000);
  const attached = events.findLast((event) => event.type === 'checklist.attached');
  const checklistId = attached?.checklistId ?? '';
  await command(bob, { type: 'incident.acknowledge' });
  await command(ada, { type: 'incident.acknowledge' });
  const of = (stepId: string) => ({ checklistId, stepId });
  const nothing = { reason: null, answer: null };
  await command(bob, {
    ...{ type: 'step.set', ...of('pool'), from: 'open', status: 'done' },
    ...{ reason: null, answer: 'yes' },
  });
  await command(bob, { type: 'step.assign', ...of('scale'), personId: ada.person.id });
  await command(ada, {
    type: 'step.set',
    ...of('scale'),
    from: 'open',
    status: 'doing',
    ...nothing,
  });
  await command(ada, {
    ...{ type: 'step.set-due', ...of('scale') },
    dueAt: new Date(clock.nowMs + 60_000).toISOString(),
  });
  const runId = await command(ada, { type: 'step.run', ...of('scale'), part: 0 });
  later(120_000);
  await desk.runDue();
  await desk.finishRun(runId, {
    ...{ outcome: 'succeeded', httpStatus: 200, durationMs: 1_200, output: 'scaled' },
  });
  await command(bob, { type: 'step.comment', ...of('scale'), text: 'That took long.' });
  await command(ada, {
    type: 'step.set',
    ...of('scale'),
    from: 'doing',
    status: 'done',
    ...nothing,
  });
  await command(bob, {
    ...{ type: 'step.set', ...of('call'), from: 'open', status: 'skipped' },
    ...{ reason: 'Nobody is there.', answer: null },
  });
  await command(bob, {
    ...{ type: 'step.set', ...of('write'), from: 'open', status: 'failed' },
    ...{ reason: 'No time.', answer: null },
  });
  const added = await command(bob, {
    ...{ type: 'step.add', checklistId, after: 'call', text: 'Turn the flag off' },
    ...{ role: 'sre', isCritical: false },
  });
  await command(bob, { type: 'step.move', ...of(added), after: 'pool' });
  const other = await command(bob, { type: 'checklist.attach', hash: workedRunbook.hash }).catch(
    () => checklistId,
  );

  const install = async (what: string, expiresMs: number): Promise<string> =>
    command(ada, {
      ...{ type: 'stopgap.install', what, undo: `Undo ${what}`, ownerId: null, step: null },
      probeUrl: 'https://probe.example/',
      expiresAt: new Date(clock.nowMs + expiresMs).toISOString(),
    });
  const flag = await install('the flag', 60 * 60 * 1_000);
  const pool = await install('the pool', 60 * 60 * 1_000);
  later();
  await desk.noteProbe(flag, { holds: false, detail: 'HTTP 500 came instead.' });
  later();
  await desk.noteProbe(flag, { holds: true });
  const from = (await desk.readSnapshot()).stopgaps.find(({ id }) => id === flag)?.expiresAt ?? '';
  const until = new Date(Date.parse(from) + 60 * 60 * 1_000).toISOString();
  await command(dan, {
    ...{ type: 'stopgap.extend', stopgapId: flag, from, until },
    reason: 'Not fixed yet.',
  });
  const mayStay = {
    type: 'stopgap.ask-permanence',
    stopgapId: pool,
    reason: 'It is better.',
  } as const;
  await command(dan, mayStay);
  await command(bob, { type: 'stopgap.decline-permanence', stopgapId: pool, reason: 'It costs.' });
  await command(dan, mayStay);
  await command(bob, { type: 'stopgap.confirm-permanence', stopgapId: pool });
  later(12 * 60 * 60 * 1_000);
  await desk.runDue();
  await fire('resolve');
  await command(ada, { type: 'stopgap.undo', stopgapId: flag, note: 'Fixed in v2.' });
  await command(ada, {
    ...{ type: 'message.post', kind: 'note', text: 'The *pool* was it.', replyTo: null },
    attachments: [],
  });
  await command(bob, { type: 'checklist.detach', checklistId: other });
  later(10 * 24 * 60 * 60 * 1_000);
  await desk.runDue();
  await settleCard();
  await command(bob, { type: 'incident.mark-noise', reason: 'A drill after all.' });
  const waived = incidentId;
  await fire('fire');
  incidentId = await newest();
  await fire('resolve');
  await command(ada, { type: 'card.waive', reason: 'The same again.' });
  return {
    desk,
    clock,
    dataFolder,
    incidentId: waived,
    waivedId: incidentId,
    checklistId,
    ada,
    bob,
  };
}
