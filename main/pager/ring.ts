import { severityRank } from '../../server/protocol/severity.ts';
import type { Page } from './loudness-input.ts';

/** Whether the page demands this person's attention now, sounding or not. */
export function isRinging(page: Page): boolean {
  const isCalled = (page.callsMe && page.seat === 'ringing') || page.pagedBy !== null;
  return isCalled && !page.isAnsweredHere;
}

/** A raised severity, a seat that was given back, or a page for me once more rings anew. */
export function ringKey({ severity, ringingSince, pagedAt }: Page): string {
  return `${severityRank(severity)} ${ringingSince} ${pagedAt ?? ''}`;
}
