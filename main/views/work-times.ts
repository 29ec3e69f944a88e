import type { Card } from '../../server/protocol/card.ts';
import type { Checklist, StepState } from '../../server/protocol/checklist.ts';
import { isOfAnIncident } from '../../server/protocol/commands.ts';
import type { Command } from '../../server/protocol/commands.ts';
import type { Stopgap } from '../../server/protocol/stopgap.ts';
import type { Mirror } from '../hub/mirror.ts';
import { spanTurned } from './calendar-times.ts';
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
export function withMoments<C extends Command>(command: C, turn: (instant: string) => string): C {
  return turned(command, turn) as C;
}

function turned(command: Command, turn: (instant: string) => string): Command {
  switch (command.type) {
    case 'stopgap.install':
      return { ...command, expiresAt: command.expiresAt && turn(command.expiresAt) };
    case 'stopgap.extend':
      return { ...command, from: turn(command.from), until: turn(command.until) };
    case 'incident.snooze':
    case 'seat.stand-down':
      return { ...command, until: turn(command.until) };
    case 'override.add':
      return spanTurned(command, turn);
    case 'swap.ask': {
      const { give, take } = command;
      return { ...command, give: spanTurned(give, turn), take: take && spanTurned(take, turn) };
    }
    case 'silence.create': {
      const { from, until } = command;
      return { ...command, from: from && turn(from), until: turn(until) };
    }
    case 'step.set-due':
      return { ...command, dueAt: command.dueAt && turn(command.dueAt) };
    default:
      return command;
  }
}

/** A moment that a window saw may have been told by another measure of the hub's clock: this far off. */
const sameMomentMs = 10_000;
const minuteMs = 60_000;

/**
 * A command of a window as the hub is to get it. The expiry that its person saw is named exactly as
 * the hub did, or the hub would take it for another one.
 */
export function inHubTime(
  command: Command,
  { clockSkewMs, mirror }: { clockSkewMs: number; mirror: Pick<Mirror, 'stopgaps'> },
): Command {
  const isPlan = !isOfAnIncident(command);
  const asked = withMoments(command, (instant) => {
    const hubTime = toHubTime(instant, clockSkewMs);
    return isPlan && clockSkewMs !== 0 ? onTheMinute(hubTime) : hubTime;
  });
  if (asked.type !== 'stopgap.extend') return asked;
  const expiresAt = mirror.stopgaps.get(asked.stopgapId)?.expiresAt;
  if (expiresAt === undefined) return asked;
  const isSame = Math.abs(Date.parse(expiresAt) - Date.parse(asked.from)) < sameMomentMs;
  return isSame ? { ...asked, from: expiresAt } : asked;
}

/** Shifts change on the minute: what is meant to meet one does so, whatever two clocks say of it. */
function onTheMinute(instant: string): string {
  const minute = Math.round(Date.parse(instant) / minuteMs) * minuteMs;
  const isMeant = Math.abs(Date.parse(instant) - minute) < sameMomentMs;
  return isMeant ? new Date(minute).toISOString() : instant;
}

function clockOf(clockSkewMs: number) {
  const local = (instant: string): string => toLocal(instant, clockSkewMs);
  return { local, localOrNull: (instant: string | null) => instant && local(instant) };
}
