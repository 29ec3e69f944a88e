import type { Knock, RoomKnock } from '../hub/knocks.ts';
import { firstNameAtStart } from '../hub/words.ts';
import { oneLine } from '../pager/notification.ts';
import type { KnockIn, KnockWords } from '../pager/notification.ts';
import { dutyKnockInWords } from './duty-knock-words.ts';
import type { Knowledge } from './knowledge.ts';
import { dayAndTimeOf, timeOf } from './moments.ts';

/** A knock as the alarm takes it: why it knocks, and what the system is to show. */
export function knockInWords(knock: Knock, known: Knowledge): KnockIn {
  if (!('incidentId' in knock)) return dutyKnockInWords(knock, known);
  const { incidentId } = knock;
  const { title, body, reason } = wordsOf(knock, known);
  const opens = { window: 'room', incidentId } as const;
  const content = { title, body: oneLine(body), severity: null, opens };
  return { incidentId, reason, isForLookers: knock.kind !== 'mention', content };
}

function wordsOf(knock: RoomKnock, known: Knowledge): KnockWords {
  const incident = known.incidents.get(knock.incidentId);
  const place = incident ? ` #${incident.number} ${incident.service}` : '';
  const inPlace = place === '' ? '' : ` in${place}`;
  switch (knock.kind) {
    case 'mention': {
      const by = firstNameAtStart(knock.by, known.people);
      return { title: `${by}${inPlace}`, body: knock.text, reason: `${by} mentions you` };
    }
    case 'step': {
      const isYours = knock.tells === 'assignee';
      return {
        title: `${isYours ? 'Your step is overdue' : 'A critical step is overdue'}${inPlace}`,
        body: `${knock.text}, due at ${timeOf(knock.dueAt, known)}`,
        reason: isYours ? 'Your step is overdue' : 'A critical step is overdue',
      };
    }
    case 'stopgap':
      return {
        title: `A stopgap has expired${inPlace}`,
        body: `${knock.what ?? 'A stopgap'}: undo it, extend it, or make it permanent?`,
        reason: 'A stopgap that you answer for has expired',
      };
    case 'handoff':
      return {
        title: `${knock.isOwed ? 'You owe a hand-off' : 'A hand-off is due'}${inPlace}`,
        body: knock.isOwed
          ? 'The other side is called again: say what it costs, what was tried, what is open.'
          : 'Your side is called again, and nobody has said yet how it stands.',
        reason: knock.isOwed ? 'You owe a hand-off' : 'A hand-off is due',
      };
    case 'card': {
      const due = knock.dueAt === null ? '' : `, due ${dayAndTimeOf(knock.dueAt, known)}`;
      return {
        title: `A card waits for your team${place === '' ? '' : `:${place}`}`,
        body: `What was learned${due}`,
        reason: 'A card waits for your team',
      };
    }
  }
}
