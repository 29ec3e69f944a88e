import type { IncomingAlert, IncomingGroup } from '../desk/contract.ts';
import { TocsinError } from '../protocol/errors.ts';
import { limits } from '../protocol/limits.ts';

/** What the hub knows about a request besides its body. */
export interface Circumstances {
  /** When the request arrived, in the hub's form. */
  receivedAt: string;
  /** The service of alerts that name none: the name of their integration key. */
  fallbackService: string;
}

/** What an adapter read in a body. */
export interface Reading {
  alerts: IncomingAlert[];
  group: IncomingGroup | null;
  /** Alerts of the body that could not be understood, each said for a person. */
  problems: string[];
}

/** @throws TocsinError `body_too_large` when one request carries more alerts than the limit */
export function limitAlertCount(count: number): void {
  if (count <= limits.alertsPerRequest) return;
  throw new TocsinError(
    'body_too_large',
    `It holds ${count} alerts; one request may hold ${limits.alertsPerRequest}.`,
  );
}
