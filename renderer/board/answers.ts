import type { IncidentRow, PendingView } from '../../main/ipc/views.ts';
import { mySeatOf } from '../design/seat-words.ts';

/** What the reader can press for an incident. */
export interface Answers {
  acknowledge: boolean;
  unacknowledge: boolean;
  resolve: boolean;
  silence: boolean;
}

/** Buttons that would do nothing are not offered; nor is one whose command is still under way. */
export function answersTo(incident: IncidentRow, nowMs: number): Answers {
  const isOpen = incident.status !== 'resolved';
  const seat = mySeatOf(incident.seats);
  const isUnderWay = (command: PendingView['command']): boolean =>
    incident.pending?.command === command && incident.pending.state !== 'refused';
  const isSilenced = incident.silencedUntil !== null && Date.parse(incident.silencedUntil) > nowMs;
  return {
    acknowledge: isOpen && seat?.state === 'ringing' && !isUnderWay('acknowledge'),
    unacknowledge: isOpen && seat?.state === 'acknowledged' && !isUnderWay('unacknowledge'),
    resolve: isOpen && !isUnderWay('resolve'),
    silence: incident.callsMe && !isSilenced && !isUnderWay('silence'),
  };
}
