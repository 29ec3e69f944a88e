import { TocsinError } from '../protocol/errors.ts';
import type { History } from '../protocol/room-api.ts';
import type { Surroundings } from './surroundings.ts';

/** @throws TocsinError `incident_unknown` */
export function readHistory(
  _surroundings: Surroundings,
  _incident: string,
  _after: number,
): Promise<History> {
  return Promise.reject(new TocsinError('internal'));
}
