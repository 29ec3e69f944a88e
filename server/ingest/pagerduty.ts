import type { IncomingAlert } from '../desk/contract.ts';
import { fitKey } from './dedup-key.ts';
import { firstText, isRecord } from './json-value.ts';
import { fitAnnotations, fitLabels } from './labels.ts';
import { fitLinks } from './links.ts';
import type { LinkCandidate } from './links.ts';
import type { Circumstances } from './reading.ts';
import { fitService, fitTitle } from './service-name.ts';
import { mapSeverity } from './severity-mapping.ts';

/** Longest `dedup_key` of the original. */
const dedupKeyLength = 255;

const actions = new Map<unknown, IncomingAlert['action']>([
  ['trigger', 'fire'],
  ['acknowledge', 'acknowledge'],
  ['resolve', 'resolve'],
]);

export type PagerdutyReading =
  /** `dedupKey` goes back to the client as it was sent, or as it was made for it. */
  | { isValid: true; alert: IncomingAlert; dedupKey: string }
  /** What the original would list under `errors`. */
  | { isValid: false; errors: string[] };

/**
 * Reads an event of PagerDuty's Events API v2, as strict as the original but for two things that
 * would cost a page: a severity it does not know is taken, and a long summary is clipped.
 * @see https://developer.pagerduty.com/docs/send-alert-event
 * @param newDedupKey the key for a trigger that brings none
 */
export function readPagerduty(
  body: unknown,
  circumstances: Circumstances,
  newDedupKey: string,
): PagerdutyReading {
  if (!isRecord(body)) return { isValid: false, errors: ['The event is not a JSON object'] };
  const action = actions.get(body['event_action']);
  const errors = findErrors(body, action);
  if (!action || errors.length > 0) return { isValid: false, errors };
  const dedupKey =
    firstText(body['dedup_key']) === undefined ? newDedupKey : String(body['dedup_key']);
  return { isValid: true, alert: readEvent(body, action, dedupKey, circumstances), dedupKey };
}

function findErrors(
  event: Record<string, unknown>,
  action: IncomingAlert['action'] | undefined,
): string[] {
  const errors: string[] = [];
  if (isBlank(event['event_action'])) errors.push("'event_action' is missing or blank");
  else if (!action) {
    errors.push(
      "'event_action' is invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')",
    );
  }
  const dedupKey = event['dedup_key'];
  if (isBlank(dedupKey)) {
    if (action === 'acknowledge' || action === 'resolve')
      errors.push("'dedup_key' is missing or blank");
  } else if (typeof dedupKey !== 'string') errors.push("'dedup_key' must be a string");
  else if (dedupKey.length > dedupKeyLength) {
    errors.push(`'dedup_key' is too long (maximum is ${dedupKeyLength} characters)`);
  }
  return action === 'fire' ? [...errors, ...findPayloadErrors(event['payload'])] : errors;
}

function findPayloadErrors(payload: unknown): string[] {
  if (payload === undefined || payload === null) return ["'payload' is missing or blank"];
  if (!isRecord(payload)) return ["'payload' must be an object"];
  return ['summary', 'source', 'severity'].flatMap((name) => {
    const value = payload[name];
    if (isBlank(value)) return [`'payload.${name}' is missing or blank`];
    return typeof value === 'object' ? [`'payload.${name}' must be a string`] : [];
  });
}

function isBlank(value: unknown): boolean {
  return (
    value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
  );
}

function readEvent(
  event: Record<string, unknown>,
  action: IncomingAlert['action'],
  dedupKey: string,
  { fallbackService }: Circumstances,
): IncomingAlert {
  const payload = isRecord(event['payload']) ? event['payload'] : {};
  const { source, component, group, class: kind, custom_details: details } = payload;
  // Only a trigger speaks of a severity.
  const { severity, reason } =
    action === 'fire'
      ? mapSeverity(payload['severity'])
      : { severity: 'error' as const, reason: null };
  return {
    action,
    dedupKey: fitKey(dedupKey),
    service: fitService(firstText(component, group, hostOf(source)) ?? fallbackService),
    content: {
      title: fitTitle(firstText(payload['summary']), dedupKey),
      severity,
      labels: fitLabels({ source, component, group, class: kind, client: event['client'] }),
      annotations: fitAnnotations(
        isRecord(details) ? details : { custom_details: details },
        reason,
      ),
      links: fitLinks([
        ...linksOf(event['links']),
        ...imagesOf(event['images']),
        { href: event['client_url'], text: firstText(event['client']) },
      ]),
    },
    // As in the original, what is triggered after a resolve is a new alert, whatever time it tells:
    // clients put the time of the first sight there, which may lie before the resolve.
    startsAt: null,
    endsAt: null,
  };
}

/** A source is a host by rights; some clients put an address there. */
function hostOf(source: unknown): string | undefined {
  const text = firstText(source);
  if (text === undefined || !/^https?:/i.test(text) || !URL.canParse(text)) return text;
  return new URL(text).hostname;
}

function linksOf(links: unknown): LinkCandidate[] {
  if (!Array.isArray(links)) return [];
  return links.filter(isRecord).map(({ href, text }) => ({ href, text }));
}

/** Images become links: a laptop loads nothing by itself. */
function imagesOf(images: unknown): LinkCandidate[] {
  if (!Array.isArray(images)) return [];
  return images.filter(isRecord).flatMap(({ src, href, alt }) => {
    const name = firstText(alt);
    return [
      { href, text: name },
      { href: src, text: name === undefined ? 'Image' : `${name} (image)` },
    ];
  });
}
