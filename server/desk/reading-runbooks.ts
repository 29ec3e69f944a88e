import { TocsinError } from '../protocol/errors.ts';
import type { RunbookOffers, RunbookVersion } from '../protocol/runbook.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * A version that a checklist is a copy of, or that is now in the folders.
 * @throws TocsinError `runbook_unknown`
 */
export function readRunbook(_surroundings: Surroundings, _hash: string): RunbookVersion {
  throw new TocsinError('internal');
}

/**
 * All runbooks in the folders, those for this incident first.
 * @throws TocsinError `incident_unknown`
 */
export function readOffers(_surroundings: Surroundings, _incident: string): RunbookOffers {
  throw new TocsinError('internal');
}
