import { toInstant } from '../domain/instant.ts';
import { mark } from '../domain/redaction/built-in-rules.ts';
import { findKeyLines } from '../domain/redaction/key-blocks.ts';
import type { RedactLine } from '../domain/redaction/redacted.ts';
import type { StartedRun } from '../journal/run-table.ts';
import { cutText, readableText } from '../protocol/attachment-content.ts';
import type { Incident } from '../protocol/incident.ts';
import { limits } from '../protocol/limits.ts';
import type { Runbook, RunbookStep } from '../protocol/runbook.ts';
import type { RunOrder, RunResult } from './contract.ts';
import type { Surroundings } from './surroundings.ts';

/** Ids of the runs that were started and have no result, the oldest first. */
export function runsUnderWay({ journal }: Surroundings): string[] {
  return journal.runs.all().map(({ runId }) => runId);
}

/** What the automation is to be told of a run; null when it has a result, or its commands are lost. */
export function readRun({ journal }: Surroundings, runId: string): RunOrder | null {
  const run = journal.runs.find(runId);
  if (!run) return null;
  const incident = journal.incidentNamed(run.incidentId);
  const reference = journal.checklists.find(run.checklistId)?.runbook;
  const version = reference && journal.checklists.runbook(reference.hash);
  if (!incident || !version) return null;
  const step = findStep(version.runbook, run.stepId);
  const commands = step?.parts[run.part];
  if (!step || commands?.kind !== 'commands') return null;
  const { language, text } = commands;
  const people = journal.enrolment.people();
  return {
    ...{ runId, hook: run.hook, service: incident.service, severity: incident.severity },
    incident: toSubject(incident),
    checklist: { id: run.checklistId },
    runbook: { path: reference.path, hash: reference.hash, title: reference.title },
    step: { id: step.id, text: step.text },
    commands: { language, text },
    person: personOf(run, people),
  };
}

/**
 * Notes the result of a run, without what is secret in it. A run that has one keeps it.
 * @throws TocsinError `overloaded`, `journal_unwritable`, `shutting_down`
 */
export async function finishRun(
  { journal, clock, redactLine }: Surroundings,
  runId: string,
  { outcome, httpStatus, durationMs, output }: RunResult,
): Promise<void> {
  const safeOutput = output === null ? null : safeText(output, redactLine);
  await journal.write((transaction) => {
    const run = transaction.runUnderWay(runId);
    if (!run) return;
    const { incidentId, checklistId, stepId, stepText } = run;
    transaction.append({
      ...{ type: 'step.run-finished', at: toInstant(clock.now()), actor: { kind: 'hub' } },
      ...{ incidentId, checklistId, stepId, stepText, runId },
      ...{ outcome, httpStatus, durationMs, output: safeOutput },
    });
  });
}

function toSubject({ id, number, title, status, openedAt }: Incident): RunOrder['incident'] {
  return { id, number, title, status, openedAt };
}

function personOf(
  { actor }: StartedRun,
  people: readonly { id: string; name: string }[],
): RunOrder['person'] {
  const id = actor.kind === 'person' ? actor.personId : '';
  return { id, name: people.find((person) => person.id === id)?.name ?? '' };
}

function findStep({ sections }: Runbook, stepId: string): RunbookStep | undefined {
  const find = (steps: readonly RunbookStep[]): RunbookStep | undefined => {
    for (const step of steps) {
      const found = step.id === stepId ? step : find(step.steps);
      if (found) return found;
    }
    return undefined;
  };
  return find(sections.flatMap(({ steps }) => steps));
}

/** Redacted before it is cut: half a secret would not be known as one. */
function safeText(text: string, redactLine: RedactLine): string {
  const lines = readableText(text.toWellFormed()).split('\n');
  const keyLines = findKeyLines(lines);
  const safe = lines.map((line, index) => (keyLines.has(index) ? mark : redactLine(line).text));
  const joined = safe.join('\n').trimEnd();
  if (joined.length <= limits.runOutputLength) return joined;
  return `${cutText(joined, limits.runOutputLength - 2)}\n…`;
}
