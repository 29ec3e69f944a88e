import type { Link } from '../protocol/alert.ts';
import { limits } from '../protocol/limits.ts';
import { clipLine } from './clipping.ts';

const knownNames = new Map([
  ['runbook', 'Runbook'],
  ['runbook_url', 'Runbook'],
  ['dashboard', 'Dashboard'],
  ['dashboard_url', 'Dashboard'],
]);

export interface LinkCandidate {
  href: unknown;
  text: unknown;
}

/**
 * The links of an alert: addresses of the web only, each once, none longer than the limit (a clipped
 * address leads nowhere).
 */
export function fitLinks(candidates: Iterable<LinkCandidate>): Link[] {
  const links = new Map<string, Link>();
  for (const { href, text } of candidates) {
    if (links.size === limits.linkCount) break;
    if (typeof href !== 'string' || !isWebAddress(href) || links.has(href)) continue;
    const name = typeof text === 'string' ? clipLine(text, limits.nameLength) : '';
    links.set(href, { href, text: name === '' ? new URL(href).hostname : name });
  }
  return [...links.values()];
}

/** Annotations whose whole value is an address: runbooks, dashboards, whatever the rule links to. */
export function linksInAnnotations(annotations: Record<string, unknown>): LinkCandidate[] {
  return Object.entries(annotations)
    .filter(([, value]) => typeof value === 'string' && isWebAddress(value))
    .map(([name, href]) => ({ href, text: knownNames.get(name.toLowerCase()) ?? name }));
}

/** True for an address of the web that can be opened as it is. */
export function isWebAddress(text: string): boolean {
  return text.length <= limits.urlLength && /^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text);
}
