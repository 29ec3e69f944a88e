import { z } from 'zod';
import type { IncomingAlert } from '../desk/contract.ts';
import { TocsinError } from '../protocol/errors.ts';
import { fitKey } from './dedup-key.ts';
import { readInstant } from './instants.ts';
import { parseBody } from './invalid-body.ts';
import { firstText, isRecord, textOf } from './json-value.ts';
import { fitAnnotations, fitLabels } from './labels.ts';
import { fitLinks, linksInAnnotations } from './links.ts';
import type { LinkCandidate } from './links.ts';
import { limitAlertCount } from './reading.ts';
import type { Circumstances, Reading } from './reading.ts';
import { fitService, fitTitle, serviceOfLabels } from './service-name.ts';
import { mapSeverity } from './severity-mapping.ts';

const Pairs = z.record(z.string(), z.unknown()).nullish();

/** The hub's own form of an alert, for senders that can write what they like. */
const NativeAlert = z.object({
  key: z.union([z.string(), z.number()]),
  status: z.unknown().optional(),
  severity: z.unknown().optional(),
  title: z.unknown().optional(),
  service: z.unknown().optional(),
  labels: Pairs,
  annotations: Pairs,
  /** `[{href, text}]`, a list of addresses, or `{text: address}`. */
  links: z.unknown().optional(),
  startsAt: z.unknown().optional(),
  endsAt: z.unknown().optional(),
});
export type NativeAlert = z.input<typeof NativeAlert>;

const resolvedWords = new Set([
  'resolved',
  'resolve',
  'ok',
  'recovered',
  'recovery',
  'closed',
  'up',
]);
const acknowledgedWords = new Set(['acknowledged', 'acknowledge', 'ack']);

/**
 * Reads one alert, or a list of them, in the hub's own form.
 * @throws TocsinError `body_invalid` (nothing of the request is taken), `body_too_large`
 */
export function readGeneric(body: unknown, circumstances: Circumstances): Reading {
  const posted: unknown[] = Array.isArray(body) ? body : [body];
  limitAlertCount(posted.length);
  const natives = Array.isArray(body)
    ? parseBody(z.array(NativeAlert), body)
    : [parseBody(NativeAlert, body)];
  const alerts = natives.map((native, index) =>
    readNative(native, circumstances, Array.isArray(body) ? `[${index}].` : ''),
  );
  return { alerts, group: null, problems: [] };
}

/**
 * Reads one alert that has the form already.
 * @param where how the alert is called in an error, as `[3].`
 * @throws TocsinError `body_invalid` when its key is blank
 */
export function readNative(
  native: z.output<typeof NativeAlert>,
  { fallbackService }: Circumstances,
  where: string,
): IncomingAlert {
  const key = firstText(native.key);
  if (key === undefined) throw new TocsinError('body_invalid', `${where}key: expected a text.`);
  const labels = native.labels ?? {};
  const annotations = native.annotations ?? {};
  const { severity, reason } = mapSeverity(native.severity);
  const named = firstText(native.service);
  return {
    action: readAction(native.status),
    dedupKey: fitKey(key),
    service: named === undefined ? serviceOfLabels(labels, fallbackService) : fitService(named),
    content: {
      title: fitTitle(firstText(native.title), key),
      severity,
      labels: fitLabels(labels),
      annotations: fitAnnotations(annotations, reason),
      links: fitLinks([...readLinks(native.links), ...linksInAnnotations(annotations)]),
    },
    startsAt: readInstant(native.startsAt),
    endsAt: readInstant(native.endsAt),
  };
}

/** A status that nobody knows fires: a bell too many is better than one too few. */
function readAction(status: unknown): IncomingAlert['action'] {
  const word = textOf(status).trim().toLowerCase();
  if (resolvedWords.has(word)) return 'resolve';
  return acknowledgedWords.has(word) ? 'acknowledge' : 'fire';
}

function readLinks(links: unknown): LinkCandidate[] {
  if (isRecord(links)) return Object.entries(links).map(([text, href]) => ({ href, text }));
  if (!Array.isArray(links)) return [];
  return links.map((link: unknown) =>
    isRecord(link) ? { href: link['href'], text: link['text'] } : { href: link, text: undefined },
  );
}
