import type { DeployRequest } from '../protocol/room-api.ts';
import { limits } from '../protocol/limits.ts';
import { clipLine } from './clipping.ts';
import { readInstant } from './instants.ts';
import { firstText, isRecord } from './json-value.ts';
import { fitLinks } from './links.ts';
import type { LinkCandidate } from './links.ts';
import { fitService } from './service-name.ts';

export type PagerdutyChangeReading =
  | { isValid: true; deploy: DeployRequest }
  /** What the original would list under `errors`. */
  | { isValid: false; errors: string[] };

/**
 * Reads a change event of PagerDuty's Events API v2 as a deploy. Its service is the one that the
 * details name, else its source.
 * @see https://developer.pagerduty.com/docs/send-change-event
 * @param fallbackService the service of an event that names none
 */
export function readPagerdutyChange(
  body: unknown,
  fallbackService: string,
): PagerdutyChangeReading {
  if (!isRecord(body)) return { isValid: false, errors: ['The event is not a JSON object'] };
  const { payload } = body;
  if (payload === undefined || payload === null) {
    return { isValid: false, errors: ["'payload' is missing or blank"] };
  }
  if (!isRecord(payload)) return { isValid: false, errors: ["'payload' must be an object"] };
  if (typeof payload['summary'] === 'object' && payload['summary'] !== null) {
    return { isValid: false, errors: ["'payload.summary' must be a string"] };
  }
  const summary = clipLine(firstText(payload['summary']) ?? '', limits.titleLength);
  if (summary === '') {
    return { isValid: false, errors: ["'payload.summary' is missing or blank"] };
  }
  const details = isRecord(payload['custom_details']) ? payload['custom_details'] : {};
  const { service, version, by, author, user } = details;
  const [link = null] = fitLinks(linksOf(body['links']));
  return {
    isValid: true,
    deploy: {
      service: fitService(firstText(service, payload['source']) ?? fallbackService),
      summary,
      version: shorten(firstText(version), 200),
      by: shorten(firstText(by, author, user), limits.nameLength),
      link,
      at: readInstant(payload['timestamp']),
    },
  };
}

function shorten(text: string | undefined, maxLength: number): string | null {
  return text === undefined ? null : clipLine(text, maxLength);
}

function linksOf(links: unknown): LinkCandidate[] {
  if (!Array.isArray(links)) return [];
  return links.filter(isRecord).map(({ href, text }) => ({ href, text }));
}
