import { TocsinError } from '../protocol/errors.ts';
import type { ExportFormat } from '../protocol/room-api.ts';
import type { ExportedIncident } from './contract.ts';
import type { Surroundings } from './surroundings.ts';

/** @throws TocsinError `incident_unknown` */
export function exportIncident(
  _surroundings: Surroundings,
  _incident: string,
  _format: ExportFormat,
): Promise<ExportedIncident> {
  return Promise.reject(new TocsinError('internal'));
}
