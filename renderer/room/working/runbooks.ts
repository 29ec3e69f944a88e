import type { Alert, Link } from '../../../server/protocol/alert.ts';
import type { ContextItem } from '../../../server/protocol/context.ts';

/** Links to runbooks, from alerts and context alike, each address once. */
export function runbooksOf(alerts: readonly Alert[], items: readonly ContextItem[]): Link[] {
  const links = [
    ...items.flatMap(({ content }) => (content.kind === 'links' ? content.links : [])),
    ...alerts.flatMap((alert) => alert.links),
  ];
  const found = new Map<string, Link>();
  for (const link of links) {
    if (isRunbook(link) && !found.has(link.href)) found.set(link.href, link);
  }
  return [...found.values()];
}

function isRunbook({ href, text }: Link): boolean {
  return /\brun-?books?\b/i.test(text) || /\brun-?books?\b/i.test(href);
}
