import type { Reports } from '../../server/protocol/reports.ts';
import { counted, secondsInWords } from './figure-words.ts';

/** What a report comes down to, in sentences. */
export function summaryOf({ total, sides, people, noise, leftOut }: Reports): string[] {
  const { pages, nightPages, incidents, unanswered } = total;
  const { stopgapsOpen, stopgapsExtended, stopgapsInstalled } = total;
  const hasStopgaps = stopgapsOpen + stopgapsExtended + stopgapsInstalled > 0;
  if (incidents + pages === 0 && !hasStopgaps) return [];
  const answers = sides.flatMap(({ id, total: { acknowledge } }) =>
    acknowledge.medianSeconds === null
      ? []
      : `${id === 'sre' ? 'SREs' : 'developers'} after ${secondsInWords(acknowledge.medianSeconds)}`,
  );
  const marked = noise.length + leftOut.noise;
  return [
    `${counted(incidents, 'incident')} opened, and people were paged ${times(pages)}.`,
    pages === 0 ? null : nights(nightPages, people),
    unanswered === 0
      ? incidents > 0 && sides.some(({ id }) => id === 'developer')
        ? 'Every incident had a developer’s answer.'
        : null
      : `${counted(unanswered, 'incident')} had no developer answer.`,
    answers.length === 0
      ? null
      : `Half of the answers came from ${answers.join(', from ')}, or sooner.`,
    hasStopgaps
      ? `${counted(stopgapsInstalled, 'stopgap')} installed, ${stopgapsExtended} extended, ${stopgapsOpen} open at the end.`
      : null,
    marked === 0 ? null : `${counted(marked, 'incident')} ${marked === 1 ? 'was' : 'were'} noise.`,
  ].filter((sentence) => sentence !== null);
}

function nights(nightPages: number, people: Reports['people']): string {
  if (nightPages === 0) return 'No page came at night.';
  const most = people.toSorted((one, other) => other.total.nightPages - one.total.nightPages)[0];
  const whole = `${counted(nightPages, 'page')} at night`;
  if (!most || most.total.nightPages === 0) return `${whole}.`;
  return most.total.nightPages === nightPages
    ? `${whole}, all for ${most.name}.`
    : `${whole}, ${most.total.nightPages} for ${most.name}.`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
