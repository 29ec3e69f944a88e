import type { PendingCommand } from '../../../../main/ipc/room-views.ts';
import type { Command } from '../../../../server/protocol/commands.ts';
import type { Stopgap } from '../../../../server/protocol/stopgap.ts';

export type StopgapCommand = Extract<Command, { type: `stopgap.${string}` }>;
export type InstallCommand = Extract<Command, { type: 'stopgap.install' }>;
export type PendingStopgap = Omit<PendingCommand, 'command'> & { command: StopgapCommand };
export type PendingInstall = Omit<PendingCommand, 'command'> & { command: InstallCommand };

export function isOfStopgap(pending: PendingCommand): pending is PendingStopgap {
  return pending.command.type.startsWith('stopgap.');
}

export function isInstall(pending: PendingStopgap): pending is PendingInstall {
  return pending.command.type === 'stopgap.install';
}

/** What was asked for and came to nothing, until it is dismissed. */
export function isVerdict({ state }: Pick<PendingCommand, 'state'>): boolean {
  return state === 'refused' || state === 'superseded';
}

/** Open ones, what is overdue and what expires first before the others; then those answered, latest first. */
export function sortedStopgaps(stopgaps: readonly Stopgap[]): {
  open: Stopgap[];
  answered: Stopgap[];
} {
  const open = stopgaps
    .filter(({ state }) => state === 'open')
    .toSorted((a, b) => Date.parse(a.expiresAt) - Date.parse(b.expiresAt));
  const answered = stopgaps
    .filter(({ state }) => state !== 'open')
    .toSorted((a, b) => Date.parse(b.answeredAt ?? '') - Date.parse(a.answeredAt ?? ''));
  return { open, answered };
}

/**
 * What to ask again for what came to nothing, seen as it is now; null when it cannot be asked any
 * more in the same words.
 */
export function askedAgain(command: StopgapCommand, stopgap: Stopgap): StopgapCommand | null {
  if (stopgap.state !== 'open') return null;
  if (command.type !== 'stopgap.extend') return command;
  const from = stopgap.expiresAt;
  return Date.parse(command.until) > Date.parse(from) ? { ...command, from } : null;
}
