import type { FactEntry, FactType } from '../../../../server/protocol/room.ts';
import { factInWords, type TimelineNames } from '../../../../server/protocol/timeline-words.ts';

/** From so many on, small facts are one line until somebody wants to see them. */
export const foldedFrom = 3;

export interface LineNames extends TimelineNames {
  /** The name also of the reader. */
  fullName(personId: string): string;
  /** What an alert is called; null when it is not known here. */
  alert(alertId: string): string | null;
}

/** A line of the timeline as a sentence. */
export function factLine(fact: FactEntry, names: LineNames): string {
  const { alertId, personIds = [], title } = fact;
  if (fact.type === 'page.receipts') {
    // "A laptop of you" is nothing that anybody says.
    if (personIds.length === 1 && personIds.every((id) => names.person(id) === 'you')) {
      return fact.stage === 'sounded' ? 'Your laptop sounded' : 'Your laptop showed it';
    }
    return factInWords(fact, { ...names, person: names.fullName });
  }
  const words = factInWords(fact, names).replace(/^you\b/, 'You');
  const alert = title === undefined && alertId !== undefined ? names.alert(alertId) : null;
  if (alert === null) return words;
  return words.replace(/\b[Aa]n alert\b/, (found) => `${found[0]}lert “${alert}”`);
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
