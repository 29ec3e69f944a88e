import type { FactEntry, FactType } from '../../../../server/protocol/room.ts';
import { factInWords, type TimelineNames } from '../../../../server/protocol/timeline-words.ts';

/** From so many on, small facts are one line until somebody wants to see them. */
export const foldedFrom = 3;

export interface LineNames extends TimelineNames {
  /** The name also of the reader. */
  fullName(personId: string): string;
}

/** A line of the timeline as a sentence. */
export function factLine(fact: FactEntry, names: LineNames): string {
  // "A laptop of you" is nothing that anybody says.
  const plain = fact.type === 'page.receipts' ? { ...names, person: names.fullName } : names;
  return factInWords(fact, plain).replace(/^you\b/, 'You');
}

const kinds: readonly (readonly [FactType, string, string])[] = [
  ['alert.joined', 'one more alert', '# more alerts'],
  ['alert.changed', 'one alert changed', '# alerts changed'],
  ['alert.resolved', 'one alert ended', '# alerts ended'],
  [
    'alert.acknowledged-at-sender',
    'one acknowledged at its sender',
    '# acknowledged at their sender',
  ],
  ['group.truncated', 'alerts unseen', 'alerts unseen'],
  ['context.added', 'one thing in the context', '# things in the context'],
];

/** What a run of small facts comes to: "31 more alerts, 2 laptops sounded". */
export function foldInWords(facts: readonly FactEntry[]): string {
  const parts = kinds.flatMap(([type, one, many]) => {
    const count = facts.filter((fact) => fact.type === type).length;
    return count === 0 ? [] : [count === 1 ? one : many.replace('#', String(count))];
  });
  for (const stage of ['showed it', 'sounded']) {
    const wanted = stage === 'sounded' ? 'sounded' : 'shown';
    const count = facts.filter((fact) => fact.stage === wanted).length;
    if (count > 0) parts.push(count === 1 ? `one laptop ${stage}` : `${count} laptops ${stage}`);
  }
  const words = parts.join(', ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
