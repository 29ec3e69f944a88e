import type { JournalEvent, NewEvent } from '../hub-events.ts';
import { holdSilenced, reviewAllHolds } from './holding.ts';
import type { HoldRecords } from './holding.ts';

/** What follows from the beginning and the end of silences, however they came about. */
export function followSilences(records: HoldRecords, event: JournalEvent): NewEvent[] {
  switch (event.type) {
    case 'silence.created':
      return event.silence.from <= event.at ? [startSilence(event.silence.id, event.at)] : [];
    case 'silence.started':
      return holdSilenced(records, Date.parse(event.at));
    case 'silence.ended':
      return reviewAllHolds(records, Date.parse(event.at));
    default:
      return [];
  }
}

/** From now on a silence holds. */
export function startSilence(silenceId: string, at: string): NewEvent {
  return { at, actor: { kind: 'hub' }, type: 'silence.started', silenceId };
}
