import type { StepRun, StepStatus } from '../../../../server/protocol/checklist.ts';
import { clockTime, lasting } from '../../../design/time-in-words.ts';
import type { ListProgress, StepView } from './step-rows.ts';

/** How a row names who and when. */
export interface StepNames {
  /** As it begins a sentence: "You", "Ana". */
  person(personId: string): string;
  nowMs: number;
}

export const statusWords: Record<StepStatus, string> = {
  open: 'not started',
  doing: 'doing',
  done: 'done',
  skipped: 'skipped',
  failed: 'failed',
};

/** Who brought a step where it stands, and when; null while nobody did. */
export function statusInWords({ state }: Pick<StepView, 'state'>, names: StepNames): string | null {
  const { status, statusBy, statusAt, answer } = state;
  if (status === 'open' || statusBy === null) return null;
  const person = names.person(statusBy);
  if (status === 'doing') return person === 'You' ? 'You are doing it' : `${person} is doing it`;
  const by = person === 'You' ? 'you' : person;
  const at = statusAt === null ? '' : `, ${clockTime(statusAt, names.nowMs)}`;
  const what = answer === null ? statusWords[status] : `Answered “${answer}”`;
  return `${what.charAt(0).toUpperCase()}${what.slice(1)} by ${by}${at}`;
}

/** Until when a step is to be done; null when nobody said, or it is settled. */
export function dueInWords(
  { state }: Pick<StepView, 'state'>,
  names: Pick<StepNames, 'nowMs'>,
): { words: string; isOver: boolean } | null {
  const { status, dueAt } = state;
  if (dueAt === null || (status !== 'open' && status !== 'doing')) return null;
  const at = dueAt;
  const overMs = names.nowMs - Date.parse(at);
  const time = clockTime(at, names.nowMs);
  if (overMs < 0) return { words: `due ${time}`, isOver: false };
  return { words: `due ${time}, overdue ${lasting(overMs)}`, isOver: true };
}

/** How far one checklist got: "7 of 12 done, 2 skipped, 1 failed". */
export function listInWords({ total, done, skipped, failed }: ListProgress): string {
  return [
    `${done} of ${total} done`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ].join(', ');
}

/** What became of commands that were run: "Succeeded after 2.1 s, HTTP 200". */
export function runInWords({ outcome, httpStatus, durationMs }: StepRun): string {
  if (outcome === null) return 'Running';
  if (outcome === 'unknown') return 'Nobody knows how it ended: the hub was restarted meanwhile';
  const after = durationMs === null ? '' : ` after ${seconds(durationMs)}`;
  const status = httpStatus === null ? '' : `, HTTP ${httpStatus}`;
  return `${outcome === 'succeeded' ? 'Succeeded' : 'Failed'}${after}${status}`;
}

function seconds(ms: number): string {
  return ms < 60_000 ? `${(ms / 1_000).toFixed(1)} s` : lasting(ms);
}
