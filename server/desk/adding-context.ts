import { TocsinError } from '../protocol/errors.ts';
import type { Actor } from '../protocol/identity.ts';
import type {
  ContextAnswer,
  ContextPack,
  DeployRequest,
  NewContextItem,
} from '../protocol/room-api.ts';
import type { Surroundings } from './surroundings.ts';

/** @throws TocsinError `incident_unknown`, `context_too_large` */
export function addContext(
  _surroundings: Surroundings,
  _incident: string,
  _items: NewContextItem[],
  _actor: Actor,
): Promise<ContextAnswer> {
  return Promise.reject(new TocsinError('internal'));
}

/** @throws TocsinError `incident_unknown` */
export function readContext(_surroundings: Surroundings, _incident: string): Promise<ContextPack> {
  return Promise.reject(new TocsinError('internal'));
}

export function recordDeploy(
  _surroundings: Surroundings,
  _request: DeployRequest,
  _actor: Actor,
): Promise<{ deployId: string }> {
  return Promise.reject(new TocsinError('internal'));
}
