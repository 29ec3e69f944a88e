import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { Config } from '../../config/schema.ts';
import { createDesk } from '../../desk/create-desk.ts';
import type { HubDesk } from '../../desk/create-desk.ts';
import { newId } from '../../desk/new-id.ts';
import { noWorkSource } from '../../desk/surroundings.ts';
import { enrol } from '../../desk/testing/test-desk.ts';
import { noWork } from '../../domain/work-rules.ts';
import { parseRunbook } from '../../domain/runbook/parse-runbook.ts';
import { temporaryFolder } from '../../journal/testing/temporary-folder.ts';
import type { Hook, Hooks } from '../../config/hooks.ts';
import type { Checklist, StepRun } from '../../protocol/checklist.ts';
import { foldChecklist, isOfChecklist } from '../../protocol/checklist-fold.ts';
import type { RunbookVersion } from '../../protocol/runbook.ts';

const text = `---
title: Checkout answers slowly
services: [checkout]
---
- [ ] Scale the pool {id: scale}

  ~~~sh hook=scale-pool
  scale checkout --to 100
  ~~~
`;

export function versionOf(content: string, path = 'checkout.md'): RunbookVersion {
  const parsed = parseRunbook(content);
  if (!parsed.ok) throw new Error('The runbook of this test has errors.');
  const hash = createHash('sha256').update(content).digest('hex');
  return { hash, path, title: parsed.runbook.title, runbook: parsed.runbook };
}

/** A hook with the defaults of the config, which may call this machine. */
export function hookAt(url: string, change: Partial<Hook> = {}): Hooks {
  const hooks = { 'scale-pool': { url, allowPrivateAddresses: true, ...change } };
  return Config.parse({ hooks }).hooks;
}

/** A desk with an incident whose runbook has a step that can be run. */
export async function openRunbookDesk(dataFolder = temporaryFolder()) {
  const version = versionOf(text);
  const desk = await createDesk({
    dataFolder,
    work: {
      ...noWorkSource,
      rules: () => ({ ...noWork, hooks: new Set(['scale-pool']) }),
      runbooks: () => [version],
    },
  });
  onTestFinished(() => desk.close());
  const [known] = (await desk.readSnapshot()).incidents;
  if (!known) {
    await desk.admin({
      ...{ type: 'alert.send', severity: 'critical', service: 'checkout', title: 'It is slow' },
      ...{ dedupKey: 'slow', action: 'fire' },
    });
  }
  const incidentId = (await desk.readSnapshot()).incidents[0]?.id ?? '';
  const read = () => readChecklist(desk, incidentId);
  return { desk, dataFolder, version, incidentId, read, run: runner(desk, incidentId) };
}

function runner(desk: HubDesk, incidentId: string) {
  return async () => {
    const sre = await enrol(desk, `Ada ${newId()}`, 'sre');
    const { id: checklistId } = await readChecklist(desk, incidentId);
    const runId = newId();
    const step = { incidentId, checklistId, stepId: 'scale', part: 0 };
    const answer = await desk.command(runId, { type: 'step.run', ...step }, sre);
    return { runId, answer, person: sre.person };
  };
}

async function readChecklist(desk: HubDesk, incidentId: string): Promise<Checklist> {
  const { events } = await desk.readHistory(incidentId, 0);
  const checklist = events
    .filter(isOfChecklist)
    .reduce<Checklist | undefined>(foldChecklist, undefined);
  if (!checklist) throw new Error('No checklist was attached.');
  return checklist;
}

/** The runs of the step, once all of them have a result. */
export async function finishedRuns(read: () => Promise<Checklist>): Promise<StepRun[]> {
  for (;;) {
    const runs = (await read()).steps['scale']?.runs ?? [];
    if (runs.length > 0 && runs.every(({ outcome }) => outcome !== null)) return runs;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
