import type { SearchHit } from '../../server/protocol/room-api.ts';
import type { SearchState } from './search-state.svelte.ts';

type Told = Pick<SearchState, 'outcome' | 'hits' | 'hasMore' | 'problem'>;

/** How a search stands, for who looks and who listens. */
export function outcomeInWords({ outcome, hits, hasMore, problem }: Told): string {
  switch (outcome) {
    case 'nothing-typed':
      return 'Type words that must all occur. The last one may be the beginning of a word.';
    case 'searching':
      return 'Searching.';
    case 'nothing-found':
      return 'Nothing found. Try fewer words, or other filters.';
    case 'unavailable':
      return 'The hub cannot be asked now. Search again when the link is back.';
    case 'failed':
      return `The search did not work. ${problem ?? ''}`.trim();
    case 'found':
      return hasMore ? `The newest ${hits.length}. There are more.` : `${hits.length} found.`;
  }
}

/** What a hit is: a message of somebody, or an incident itself. */
export function kindInWords(
  { messageId, personId }: Pick<SearchHit, 'messageId' | 'personId'>,
  nameOf: (personId: string) => string,
): string {
  if (messageId === null) return 'incident';
  return personId === null ? 'message' : nameOf(personId);
}
