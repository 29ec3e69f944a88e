import type { ConfigView } from '../protocol/teams.ts';
import type { Surroundings } from './surroundings.ts';

/** What of the config laptops know, as of now. */
export function readConfig({ work, journal, clock }: Surroundings): ConfigView {
  return work.config(journal.enrolment.people(), clock.now());
}
