import { expect, test } from 'vitest';
import { createKey, openTestDesk } from './testing/test-desk.ts';

const create = {
  type: 'key.create',
  name: 'am',
  sender: 'alertmanager',
  service: 'checkout',
  mapping: null,
} as const;

test('a key is found by its secret, which is told once', async () => {
  const { desk } = await openTestDesk();
  const { key, integration } = await desk.admin(create);
  expect(key).toMatch(/^[0-9a-f]{32}$/);
  expect(integration).toMatchObject({ name: 'am', service: 'checkout', revokedAt: null });
  expect(await desk.findIntegration(key)).toEqual(integration);
  expect(await desk.findIntegration('0'.repeat(32))).toBeNull();
  expect(await desk.admin({ type: 'key.list' })).toEqual({ integrations: [integration] });
});

test('a revoked key is known as revoked, and its name is free again', async () => {
  const { desk } = await openTestDesk();
  const { key } = await desk.admin(create);
  await desk.findIntegration(key);
  await expect(desk.admin(create)).rejects.toMatchObject({ code: 'name_taken' });
  const revoked = await desk.admin({ type: 'key.revoke', nameOrId: 'am' });
  expect(revoked.integration.revokedAt).not.toBeNull();
  expect(await desk.findIntegration(key)).toEqual(revoked.integration);
  const second = await desk.admin(create);
  await desk.admin({ type: 'key.revoke', nameOrId: second.integration.id });
  await expect(desk.admin({ type: 'key.revoke', nameOrId: 'am' })).rejects.toMatchObject({
    code: 'key_not_found',
  });
  const { integrations } = await desk.admin({ type: 'key.list' });
  expect(integrations.map(({ revokedAt }) => revokedAt !== null)).toEqual([true, true]);
});

test('no key may pass for the command line', async () => {
  const { desk } = await openTestDesk();
  await expect(desk.admin({ ...create, name: 'cli' })).rejects.toMatchObject({
    code: 'name_taken',
  });
});

test('an alert of the command line goes the way of all alerts', async () => {
  const { desk } = await openTestDesk();
  const send = { type: 'alert.send', service: 'checkout', title: 'Error ratio 7%' } as const;
  const fired = await desk.admin({ ...send, severity: 'critical', dedupKey: null, action: 'fire' });
  expect(fired.outcome).toMatchObject({ opened: 1 });
  const { dedupKey } = fired;
  const again = await desk.admin({ ...send, severity: 'critical', dedupKey, action: 'fire' });
  expect(again.outcome).toMatchObject({ unchanged: 1 });
  const ended = await desk.admin({ ...send, severity: 'critical', dedupKey, action: 'resolve' });
  expect(ended).toMatchObject({ dedupKey, outcome: { resolved: 1 } });
  expect(await desk.readSnapshot()).toMatchObject({
    incidents: [{ service: 'checkout', status: 'resolved', severity: 'critical' }],
    alerts: [{ sender: 'cli', integration: 'cli', dedupKey }],
  });
});

test('alerts keep their identity when a key is replaced by another of its name', async () => {
  const { desk } = await openTestDesk();
  const resolve = { action: 'resolve', service: 'x', startsAt: null, endsAt: null } as const;
  const content = {
    title: 't',
    severity: 'error',
    labels: {},
    annotations: {},
    links: [],
  } as const;
  const alert = { ...resolve, dedupKey: 'disk', content: { ...content, links: [] } };
  const first = await createKey(desk);
  await desk.ingest({ integration: first, alerts: [{ ...alert, action: 'fire' }], group: null });
  await desk.admin({ type: 'key.revoke', nameOrId: first.id });
  const second = await createKey(desk);
  const outcome = await desk.ingest({ integration: second, alerts: [alert], group: null });
  expect(outcome.resolved).toBe(1);
});
