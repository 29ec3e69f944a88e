import { TocsinError } from '../protocol/errors.ts';
import type { SearchAnswer, SearchQuery } from '../protocol/room-api.ts';
import type { Surroundings } from './surroundings.ts';

export function search(_surroundings: Surroundings, _query: SearchQuery): Promise<SearchAnswer> {
  return Promise.reject(new TocsinError('internal'));
}
