import type { PendingCommand } from '../../../main/ipc/room-views.ts';
import type { IncidentRow } from '../../../main/ipc/views.ts';
import type { Command } from '../../../server/protocol/commands.ts';
import { mySeatOf } from '../../design/seat-words.ts';

export type RoomAction =
  'acknowledge' | 'unacknowledge' | 'mitigate' | 'unmitigate' | 'resolve' | 'silence' | 'decline';

export const commandTypes = {
  acknowledge: 'incident.acknowledge',
  unacknowledge: 'incident.unacknowledge',
  mitigate: 'incident.mitigate',
  unmitigate: 'incident.unmitigate',
  resolve: 'incident.resolve',
  silence: 'sound.silence',
  decline: 'incident.decline',
} as const satisfies Record<RoomAction, Command['type']>;

/** `off`: it is shown, and does nothing: it is under way, or has nothing to act on. */
export type Offer = 'hidden' | 'off' | 'on';

/** What the reader can do about an incident; a command that is under way is not given twice. */
export function offersOf(
  incident: IncidentRow,
  pending: readonly PendingCommand[],
  nowMs: number,
): Record<RoomAction, Offer> {
  if (incident.status === 'resolved') return offers(() => 'hidden');
  const seat = mySeatOf(incident.seats);
  const isMine = seat?.state === 'acknowledged' && !incident.callsMe;
  const isMitigated = incident.status === 'mitigated';
  const isSilenced = incident.silencedUntil !== null && Date.parse(incident.silencedUntil) > nowMs;
  const isShown: Record<RoomAction, boolean> = {
    acknowledge: !isMine,
    unacknowledge: isMine,
    mitigate: !isMitigated,
    unmitigate: isMitigated,
    resolve: true,
    silence: incident.callsMe,
    decline: incident.callsMe && seat?.state === 'ringing',
  };
  return offers((action) => {
    if (!isShown[action]) return 'hidden';
    const canAct =
      action === 'acknowledge'
        ? incident.callsMe || seat?.state === 'ringing'
        : action !== 'silence' || !isSilenced;
    return canAct && !isUnderWay(pending, commandTypes[action]) ? 'on' : 'off';
  });
}

/** Whether the reader can say when to be asked again: they have the seat, or take it by that. */
export function offerOfSnooze(incident: IncidentRow, pending: readonly PendingCommand[]): Offer {
  const seat = mySeatOf(incident.seats);
  if (incident.status === 'resolved' || seat === null) return 'hidden';
  const isMine = seat.state === 'acknowledged' && seat.acknowledgedBy?.isMe === true;
  if (!isMine && !(seat.state === 'ringing' && incident.callsMe)) return 'hidden';
  return isUnderWay(pending, 'incident.snooze') ? 'off' : 'on';
}

/** True while a command of this kind has been given here and the hub has not answered. */
export function isUnderWay(pending: readonly PendingCommand[], type: Command['type']): boolean {
  return pending.some(({ command, state }) => command.type === type && isOpen(state));
}

export function isOpen(state: PendingCommand['state']): boolean {
  return state !== 'refused' && state !== 'superseded';
}

function offers(of: (action: RoomAction) => Offer): Record<RoomAction, Offer> {
  return {
    acknowledge: of('acknowledge'),
    unacknowledge: of('unacknowledge'),
    mitigate: of('mitigate'),
    unmitigate: of('unmitigate'),
    resolve: of('resolve'),
    silence: of('silence'),
    decline: of('decline'),
  };
}
