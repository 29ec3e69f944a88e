import type { Side } from '../protocol/identity.ts';

export interface SideCase {
  /** What the administrator says; null: nothing. */
  given: Side | null;
  /** Sides of the person's teams in the config. */
  ofTeams: readonly Side[];
  /** Where the person stands already, when enrolled or invited before. */
  known: Side | undefined;
}

/** Says on which side a person is invited, or why that cannot be said. */
export function decideSide({
  given,
  ofTeams,
  known,
}: SideCase): Side | { error: 'side_missing' | 'side_against_config' } {
  const [only] = ofTeams;
  if (only !== undefined && ofTeams.length === 1) {
    return given === null || given === only ? only : { error: 'side_against_config' };
  }
  return given ?? known ?? { error: 'side_missing' };
}
