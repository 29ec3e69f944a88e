import type { SkippedStep } from './paging.ts';
import type { FactEntry } from './room.ts';
import type { TimelineNames } from './timeline-names.ts';

/** What a line is made of, in words. */
export interface LineWords {
  /** Who did it, as the subject of a sentence. */
  who: string;
  /** Those whom the fact names. */
  people: string;
  /** "developer" or "SRE". */
  side: string;
}

const holds = {
  'stand-down': 'is stood down',
  silence: 'is silenced',
  maintenance: 'is left in peace for maintenance',
} as const;

const releases = {
  over: 'its time is over',
  'called-back': 'it was called back',
  raised: 'the severity rose',
  'other-alert': 'an alert came that is not silenced',
  'silence-ended': 'the silence is over and it still fires',
} as const;

const skips: Record<SkippedStep['reason'], string> = {
  nobody: 'nobody is there',
  severity: 'for other severities',
  hours: 'for other hours',
};

/** Lines about seats and pages; null for all others. */
export function seatInWords(
  fact: FactEntry,
  names: TimelineNames,
  { who, people, side }: LineWords,
): string | null {
  const until = fact.until === undefined ? '' : names.time(fact.until, fact.at);
  const said = fact.remark === undefined ? '' : `: ${fact.remark}`;
  switch (fact.type) {
    case 'seat.called':
      return `${stepInWords(fact, side)}: ${people}`;
    case 'seat.planned':
      return plannedInWords(fact, side, until);
    case 'seat.acknowledged':
      return `${people} acknowledged for the ${side} side`;
    case 'seat.unacknowledged':
      return `${people} gave the ${side} seat back; it rings again`;
    case 'seat.snoozed':
      return `${people} snoozed the ${side} side until ${until}`;
    case 'seat.lease-ended':
      return `An acknowledgement of the ${side} side ran out; asked first: ${people}`;
    case 'seat.held':
      return `The ${side} side ${holds[fact.holdKind ?? 'stand-down']} until ${until}${said}`;
    case 'seat.released':
      return `The ${side} side is called: ${releases[fact.releaseCause ?? 'over']}`;
    case 'person.paged':
      return `${who} paged ${people} for the ${side} side`;
    case 'person.answered':
      return `${people} answered the page`;
    case 'page.declined':
      return `${people} cannot come; the ${side} side rings on`;
    case 'page.receipts':
      return fact.stage === 'sounded'
        ? `A laptop of ${people} sounded`
        : `A laptop of ${people} showed it`;
    case 'page.written':
      return `No laptop can be reached: ${people}`;
    case 'page.unheard':
      return fact.unheardTo === 'next'
        ? `Not heard by ${people}; the next of the ${side} side is called`
        : `No laptop of ${people} sounded in time`;
    case 'page.delivery':
      return fact.deliveryState === 'failed'
        ? `A page over ${fact.title} failed for ${people}${said}`
        : `Paged over ${fact.title}: ${people}`;
    case 'handoff.changed':
      return fact.isOn === true
        ? `${people} left the ${side} side a hand-off${said}`
        : `The ${side} side gets a hand-off by ${until}; it is owed by ${people}`;
    case 'handoff.due':
      return `The hand-off is due; told: ${people}`;
    default:
      return null;
  }
}

function stepInWords({ step, round }: FactEntry, side: string): string {
  if (step === undefined) return `Called for the ${side} side`;
  const inRound = round === undefined || round === 1 ? '' : `, round ${round}`;
  return `Step ${step} of the ${side} side${inRound}: called`;
}

function plannedInWords(
  { skipped = [], personIds }: FactEntry,
  side: string,
  until: string,
): string {
  const parts = (['nobody', 'severity', 'hours'] as const).flatMap((reason) => {
    const steps = skipped.filter((one) => one.reason === reason).map((one) => one.step);
    if (steps.length === 0) return [];
    const which = steps.length === 1 ? `step ${steps[0]}` : `steps ${steps.join(', ')}`;
    return [`${which} skipped: ${skips[reason]}`];
  });
  const isNobody = personIds?.length === 0;
  if (isNobody) parts.push(`nobody can be called next; looked at again at ${until}`);
  return `The ${side} side: ${parts.join('; ')}`;
}
