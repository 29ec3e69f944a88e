import { expect, it } from 'vitest';
import { runbooksOf, withoutRunbooks } from './runbooks.ts';

type Alerts = Parameters<typeof runbooksOf>[0];
type Context = Parameters<typeof runbooksOf>[1];

it('finds runbooks by their name or address, each once', () => {
  const alerts = [
    {
      links: [
        { href: 'https://docs.example/pool', text: 'Runbook' },
        { href: 'https://grafana.example', text: 'Dashboard' },
      ],
    },
    { links: [{ href: 'https://docs.example/pool', text: 'Runbook of the pool' }] },
  ] as unknown as Alerts;
  const links = [{ href: 'https://docs.example/runbooks/checkout', text: 'Checkout' }];
  const context = {
    items: [{ content: { kind: 'links', title: 'Links', links } }, { content: { kind: 'note' } }],
  } as unknown as Context;
  expect(runbooksOf(alerts, context).map(({ href }) => href)).toEqual([
    'https://docs.example/pool',
    'https://docs.example/runbooks/checkout',
  ]);
  expect(runbooksOf([], null)).toEqual([]);
});

it('leaves a list of nothing but runbooks out of the context', () => {
  const runbook = { href: 'https://docs.example/runbooks/checkout', text: 'Checkout' };
  const dashboard = { href: 'https://grafana.example', text: 'Dashboard' };
  const items = [
    { content: { kind: 'links', title: 'Runbooks', links: [runbook] } },
    { content: { kind: 'links', title: 'Links', links: [runbook, dashboard] } },
    { content: { kind: 'note', title: 'Note', text: '' } },
  ] as unknown as Parameters<typeof withoutRunbooks>[0];
  expect(withoutRunbooks(items, [runbook])).toEqual(items.slice(1));
});
