import type { IncidentRow } from '../../main/ipc/views.ts';
import { mySeatOf, namesOf } from './seat-words.ts';

/** What a second press on E does, in words. */
export function declineInWords({ seats }: Pick<IncidentRow, 'seats'>): string {
  const next = mySeatOf(seats)?.next?.people.filter(({ isMe }) => !isMe) ?? [];
  const who = next.length === 0 ? 'the next of your side' : namesOf(next);
  const verb = next.length > 1 ? 'are' : 'is';
  return `Your laptops fall silent, and ${who} ${verb} called at once. Press E again to do it.`;
}
