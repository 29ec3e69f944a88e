import type { Checklist } from '../../protocol/checklist.ts';
import { checklistItems, progressOf } from '../../protocol/checklist-items.ts';
import type { ChecklistItem } from '../../protocol/checklist-items.ts';
import type { IncidentExport } from '../../protocol/incident-export.ts';
import type { Stopgap } from '../../protocol/stopgap.ts';
import type { TimelineNames } from '../../protocol/timeline-words.ts';
import { fenced, inline } from './markdown-text.ts';
import { duration, utc } from './markdown-times.ts';

const statusWords = {
  open: 'not done',
  doing: 'begun',
  done: 'done',
  skipped: 'skipped',
  failed: 'failed',
} as const;

/** A checklist as it was carried out. */
export function checklistLines(
  checklist: Checklist,
  { runbooks }: Pick<IncidentExport, 'runbooks'>,
  names: TimelineNames,
): string[] {
  const { runbook: reference, detachedAt, reasons } = checklist;
  const version = runbooks.find(({ hash }) => hash === reference?.hash);
  const items = checklistItems(checklist, version?.runbook ?? null).filter(
    ({ isHidden }) => !isHidden,
  );
  const { total, settled, failed } = progressOf(items);
  const title = reference === null ? 'Steps of the moment' : inline(reference.title);
  const ended = detachedAt === null ? '' : ` Detached ${utc(detachedAt)}.`;
  return [
    `### ${title}`,
    '',
    ...(reference === null
      ? []
      : [
          `Runbook ${inline(reference.path)}, version ${reference.hash.slice(0, 12)}` +
            `${reasons.length === 0 ? '' : `; for ${reasons.map(inline).join(', ')}`}.`,
        ]),
    `${settled} of ${total} steps settled, ${failed} failed.${ended}`,
    '',
    ...items.flatMap((item) => stepLines(item, names)),
    '',
  ];
}

function stepLines({ depth, step, added, state }: ChecklistItem, names: TimelineNames): string[] {
  const indent = '  '.repeat(depth - 1);
  const { status, statusBy, statusAt, reason, answer, comments, runs } = state;
  const mark = status === 'done' ? 'x' : ' ';
  const by = statusBy === null ? '' : ` by ${inline(names.person(statusBy))}`;
  const at = statusAt === null ? '' : `, ${utc(statusAt)}`;
  const said = [answer, reason].flatMap((one) => (one === null ? [] : [`“${inline(one)}”`]));
  const what = [`${statusWords[status]}${by}${at}`, ...said].join(': ');
  const more = added === null ? '' : ' (added)';
  return [
    `${indent}- [${mark}] ${inline(step?.text ?? added?.text ?? '')}${more} — ${what}`,
    ...comments.map(
      ({ at: when, personId, text }) =>
        `${indent}  - ${inline(names.person(personId))}, ${utc(when)}: ${inline(text)}`,
    ),
    ...runs.map(({ hook, outcome, startedBy, startedAt, durationMs, httpStatus }) => {
      const took = durationMs === null ? '' : ` after ${duration(durationMs)}`;
      const status = httpStatus === null ? '' : ` (HTTP ${httpStatus})`;
      const who = inline(names.person(startedBy));
      return `${indent}  - Run ${inline(hook)} by ${who}, ${utc(startedAt)}: ${outcome ?? 'under way'}${took}${status}`;
    }),
  ];
}

const states = { open: 'still open', undone: 'undone', permanent: 'made permanent' } as const;

/** A stopgap with all that became of it. */
export function stopgapLines(stopgap: Stopgap, names: TimelineNames): string[] {
  const { what, undo, state, installedBy, installedAt, team, ownerId, expiresAt } = stopgap;
  const owner = ownerId === null ? (team?.name ?? 'the developers') : names.person(ownerId);
  const answered =
    stopgap.answeredBy === null || stopgap.answeredAt === null
      ? ''
      : ` by ${inline(names.person(stopgap.answeredBy))}, ${utc(stopgap.answeredAt)}`;
  const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`);
  return [
    `- **${inline(what)}**: ${states[state]}${answered}`,
    `  - Put in place by ${inline(names.person(installedBy))}, ${utc(installedAt)}; ` +
      `owned by ${inline(owner)}; expires ${utc(expiresAt)}`,
    ...stopgap.extensions.map(
      ({ personId, at, until, reason }) =>
        `  - Extended by ${inline(names.person(personId))}, ${utc(at)}, until ${utc(until)}: ${inline(reason)}`,
    ),
    ...(stopgap.note === null ? [] : [`  - ${inline(stopgap.note)}`]),
    ...(stopgap.probe?.state === 'failing'
      ? [
          `  - Did not hold since ${utc(stopgap.probe.since)}: ${inline(stopgap.probe.detail ?? '')}`,
        ]
      : []),
    '',
    '  To undo it:',
    '',
    ...indented(fenced(undo)),
    '',
  ];
}
