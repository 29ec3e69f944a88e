import type { RunbookOffer } from '../../../../server/protocol/runbook.ts';

/** The runbooks in whose title, path or reasons all the words are, in the hub's order. */
export function offersFor(offers: readonly RunbookOffer[], sought: string): RunbookOffer[] {
  const words = folded(sought).split(/\s+/).filter(Boolean);
  return offers.filter(({ title, path, reasons }) => {
    const text = folded([title, path, ...reasons].join(' '));
    return words.every((word) => text.includes(word));
  });
}

/** Without accents and case, so that "uberlauf" finds "Überlauf". */
function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
