import type { Card } from '../../server/protocol/card.ts';
import type { Checklist, StepState } from '../../server/protocol/checklist.ts';
import type { Command } from '../../server/protocol/commands.ts';
import type { Stopgap } from '../../server/protocol/stopgap.ts';
import type { Mirror } from '../hub/mirror.ts';
import { toHubTime, toLocal } from './knowledge.ts';

/** A stopgap with its moments as this laptop's clock would have told them. */
export function localStopgap(stopgap: Stopgap, clockSkewMs: number): Stopgap {
  if (clockSkewMs === 0) return stopgap;
  const { local, localOrNull } = clockOf(clockSkewMs);
  const { permanence, probe } = stopgap;
  return {
    ...stopgap,
    installedAt: local(stopgap.installedAt),
    expiresAt: local(stopgap.expiresAt),
    extensions: stopgap.extensions.map((one) => ({
      ...one,
      ...{ from: local(one.from), until: local(one.until), at: local(one.at) },
    })),
    askedAt: localOrNull(stopgap.askedAt),
    permanence: permanence && { ...permanence, at: local(permanence.at) },
    probe: probe && { ...probe, since: local(probe.since) },
    answeredAt: localOrNull(stopgap.answeredAt),
  };
}

/** The same of a checklist. */
export function localChecklist(checklist: Checklist, clockSkewMs: number): Checklist {
  if (clockSkewMs === 0) return checklist;
  const { local, localOrNull } = clockOf(clockSkewMs);
  const step = (state: StepState): StepState => ({
    ...state,
    statusAt: localOrNull(state.statusAt),
    dueAt: localOrNull(state.dueAt),
    overdueAt: localOrNull(state.overdueAt),
    comments: state.comments.map((comment) => ({ ...comment, at: local(comment.at) })),
    runs: state.runs.map((run) => ({
      ...run,
      ...{ startedAt: local(run.startedAt), finishedAt: localOrNull(run.finishedAt) },
    })),
  });
  const steps = Object.entries(checklist.steps).map(([id, state]) => [id, step(state)] as const);
  return {
    ...checklist,
    attachedAt: local(checklist.attachedAt),
    detachedAt: localOrNull(checklist.detachedAt),
    added: checklist.added.map((one) => ({ ...one, addedAt: local(one.addedAt) })),
    steps: Object.fromEntries(steps),
  };
}

/** The same of a card. */
export function localCard(card: Card, clockSkewMs: number): Card {
  if (clockSkewMs === 0) return card;
  const { local, localOrNull } = clockOf(clockSkewMs);
  return {
    ...card,
    draftedAt: local(card.draftedAt),
    dueAt: local(card.dueAt),
    editedAt: localOrNull(card.editedAt),
    answeredAt: localOrNull(card.answeredAt),
    remindedAt: localOrNull(card.remindedAt),
  };
}

/** A command with the moments that it names turned by `turn`; others are the same object. */
export function withMoments(command: Command, turn: (instant: string) => string): Command {
  switch (command.type) {
    case 'stopgap.install':
      return { ...command, expiresAt: command.expiresAt && turn(command.expiresAt) };
    case 'stopgap.extend':
      return { ...command, from: turn(command.from), until: turn(command.until) };
    case 'step.set-due':
      return { ...command, dueAt: command.dueAt && turn(command.dueAt) };
    default:
      return command;
  }
}

/** A moment that a window saw may have been told by another measure of the hub's clock: this far off. */
const sameMomentMs = 10_000;

/**
 * A command of a window as the hub is to get it. The expiry that its person saw is named exactly as
 * the hub did, or the hub would take it for another one.
 */
export function inHubTime(
  command: Command,
  { clockSkewMs, mirror }: { clockSkewMs: number; mirror: Pick<Mirror, 'stopgaps'> },
): Command {
  const turned = withMoments(command, (instant) => toHubTime(instant, clockSkewMs));
  if (turned.type !== 'stopgap.extend') return turned;
  const expiresAt = mirror.stopgaps.get(turned.stopgapId)?.expiresAt;
  if (expiresAt === undefined) return turned;
  const isSame = Math.abs(Date.parse(expiresAt) - Date.parse(turned.from)) < sameMomentMs;
  return isSame ? { ...turned, from: expiresAt } : turned;
}

function clockOf(clockSkewMs: number) {
  const local = (instant: string): string => toLocal(instant, clockSkewMs);
  return { local, localOrNull: (instant: string | null) => instant && local(instant) };
}
