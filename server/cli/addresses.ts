import type { Integration } from '../desk/contract.ts';

/** Where a sender of this kind posts to; the key is in it, so that every sender can use it. */
export function ingestUrl(publicUrl: string, sender: Integration['sender'], key: string): string {
  return new URL(`/ingest/${key}${pathOf[sender]}`, publicUrl).href;
}

const pathOf: Record<Integration['sender'], string> = {
  alertmanager: '/alertmanager',
  prometheus: '/api/v2/alerts',
  pagerduty: '/v2/enqueue',
  generic: '/generic',
  cli: '/generic',
};
