import type { Person, Side } from '../../server/protocol/identity.ts';
import type { SeatHold } from '../../server/protocol/paging.ts';
import type { CallCause } from '../hub/call-causes.ts';
import { firstNameAtStart, sideInWords } from '../hub/words.ts';
import { oneLine } from '../pager/notification.ts';
import { timeOf, untilInWords } from './moments.ts';
import type { Knowledge } from './knowledge.ts';

type Around = Pick<Knowledge, 'people' | 'clockSkewMs' | 'now'>;

const reasonLength = 80;

/** Why this person is called now: "You had it since 03:13: still on it?" */
export function causeInWords(cause: CallCause, known: Around): string {
  const name = (id: string | null): string => firstNameAtStart(id, known.people);
  switch (cause.kind) {
    case 'lease-ended':
      return stillOnIt(cause.since, known);
    case 'again':
      return 'Nobody answered: you are called again';
    case 'next':
      if (cause.because === 'declined') return `${name(cause.personId)} cannot come: you are next`;
      if (cause.because === 'unheard') {
        return `Nothing reaches ${firstNameOrThem(cause.personId, known.people)}: you are next`;
      }
      return 'Nobody answered: you are next';
    case 'released':
      return releasedInWords(cause, known);
  }
}

/** The acknowledgement has run out; @param since null: that is not known */
export function stillOnIt(since: string | null, known: Pick<Knowledge, 'clockSkewMs'>): string {
  return since === null
    ? 'You had it: still on it?'
    : `You had it since ${timeOf(since, known)}: still on it?`;
}

function releasedInWords(
  { why, byId, side }: Extract<CallCause, { kind: 'released' }>,
  { people }: Around,
): string {
  switch (why) {
    case 'called-back':
      return byId === null
        ? `The ${sideInWords(side)} side is called back`
        : `${firstNameAtStart(byId, people)} calls the ${sideInWords(side)} side back`;
    case 'raised':
      return 'It got worse: you are called after all';
    case 'other-alert':
      return 'Another alert came that is not silenced';
    case 'silence-ended':
      return 'The silence has ended, and it still fires';
    case 'over':
      return 'Your side was let sleep until now';
  }
}

/** Why a side is silent: "Ana let the SRE side sleep until Mon 09:00". */
export function holdInWords(hold: SeatHold, side: Side, known: Around): string {
  const until = untilInWords(hold.until, known);
  const reason = oneLine(hold.reason, reasonLength);
  switch (hold.kind) {
    case 'stand-down': {
      const who = firstNameAtStart(hold.by, known.people);
      return `${who} let the ${sideInWords(side)} side sleep until ${until}`;
    }
    case 'maintenance':
      return `Maintenance until ${until}: ${reason}`;
    case 'silence':
      return `Silenced until ${until}: ${reason}`;
  }
}

function firstNameOrThem(id: string | null, people: ReadonlyMap<string, Person>): string {
  const name = firstNameAtStart(id, people);
  return name === 'Somebody' ? 'the one before you' : name;
}
