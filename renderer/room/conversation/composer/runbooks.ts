import type { RoomContextPush } from '../../../../main/ipc/room-views.ts';
import type { ContextItem } from '../../../../server/protocol/context.ts';
import type { Alert, Link } from '../../../../server/protocol/alert.ts';

/** The context without the links that stand among the runbooks anyway. */
export function withoutRunbooks(items: readonly ContextItem[], runbooks: readonly Link[]) {
  const shown = new Set(runbooks.map(({ href }) => href));
  return items.filter(
    ({ content }) =>
      content.kind !== 'links' || !content.links.every(({ href }) => shown.has(href)),
  );
}

/** Links that say that they lead to a runbook, of alerts first, each address once. */
export function runbooksOf(alerts: readonly Alert[], context: RoomContextPush | null): Link[] {
  const ofContext = (context?.items ?? []).flatMap(({ content }) =>
    content.kind === 'links' ? content.links : [],
  );
  const all = [...alerts.flatMap(({ links }) => links), ...ofContext].filter(
    ({ text, href }) => /runbook|playbook/i.test(text) || /runbook|playbook/i.test(href),
  );
  return [...new Map(all.map((link) => [link.href, link])).values()];
}
