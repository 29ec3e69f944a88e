import { isWebAddress } from '../ingest/links.ts';
import type { ContextContent } from '../protocol/context.ts';
import { ContextRequest, DeployRequest } from '../protocol/room-api.ts';
import type { NewContextItem } from '../protocol/room-api.ts';

const reason = 'expected an address that begins with https:// or http://';

/** New items of context, with links that lead to the web and nowhere else. */
export const ContextItems = ContextRequest.shape.items.superRefine((items, context) => {
  for (const path of pathsOfOtherLinks(items)) {
    context.addIssue({ code: 'custom', path, message: reason });
  }
});

/** `POST /api/incidents/:incident/context` */
export const ContextBody = ContextRequest.extend({ items: ContextItems });

/** `POST /api/deploys`, likewise. */
export const DeployBody = DeployRequest.superRefine(({ link }, context) => {
  if (link === null || isWebAddress(link.href)) return;
  context.addIssue({ code: 'custom', path: ['link', 'href'], message: reason });
});

function pathsOfOtherLinks(items: readonly NewContextItem[]): (string | number)[][] {
  return items.flatMap(({ content }, index) =>
    linksOf(content).flatMap(({ href, path }) =>
      isWebAddress(href) ? [] : [[index, 'content', ...path, 'href']],
    ),
  );
}

function linksOf(content: ContextContent): { href: string; path: (string | number)[] }[] {
  switch (content.kind) {
    case 'links':
      return content.links.map(({ href }, index) => ({ href, path: ['links', index] }));
    case 'deploys':
      return content.deploys.flatMap(({ link }, index) =>
        link ? [{ href: link.href, path: ['deploys', index, 'link'] }] : [],
      );
    default:
      return [];
  }
}
