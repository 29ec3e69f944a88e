import { excerptOf } from '../domain/excerpt.ts';
import type { Found } from '../journal/search-reader.ts';
import { limits } from '../protocol/limits.ts';
import type { SearchAnswer, SearchHit, SearchQuery } from '../protocol/room-api.ts';
import type { Surroundings } from './surroundings.ts';

/** Finds messages and incidents, newest first, one page at a time. */
export function search(
  { journal }: Pick<Surroundings, 'journal'>,
  query: SearchQuery,
): Promise<SearchAnswer> {
  return Promise.try(() => {
    const found = journal.search(query, limits.searchHits + 1);
    const hits = found.slice(0, limits.searchHits).map((one) => toHit(one, query.text));
    return { hits, hasMore: found.length > limits.searchHits };
  });
}

function toHit({ seq, at, incident, message, text }: Found, query: string): SearchHit {
  const { id, number, service, severity, title } = incident;
  return {
    ...{ seq, at, incidentId: id, number, service, severity, title },
    messageId: message?.messageId ?? null,
    personId: message?.personId ?? null,
    excerpt: excerptOf(text, query),
  };
}
