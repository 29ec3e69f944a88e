import type { QuickStartKeys } from './keys.ts';

/** What to type to make it ring. */
export function howToRing({ alertmanagerUrl, genericUrl }: QuickStartKeys): string {
  const body = JSON.stringify({
    status: 'firing',
    severity: 'critical',
    service: 'checkout',
    title: 'error ratio 7%',
    key: 'checkout-errors',
  });
  return `
Ring it from another terminal:

  npm run alert -- critical checkout "error ratio 7%"

or from anywhere that can post JSON:

  curl -H 'content-type: application/json' -d '${body}' ${genericUrl}

or from Alertmanager, in alertmanager.yml:

  receivers:
    - name: tocsin
      webhook_configs:
        - url: ${alertmanagerUrl}
          send_resolved: true

Ctrl-C stops hub and client.
`;
}
