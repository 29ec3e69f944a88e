import { expect, test } from 'vitest';
import { WireEvent } from '../protocol/events.ts';
import { toWireEvent } from './hub-events.ts';
import type { HubOnlyEvent, JournalEvent } from './hub-events.ts';

const base = { seq: 7, at: '2026-11-23T03:00:00.000Z', actor: { kind: 'hub' } } as const;

const hubOnly: { [Type in HubOnlyEvent['type']]: Extract<HubOnlyEvent, { type: Type }> } = {
  'epoch.began': { ...base, type: 'epoch.began', epoch: 'first' },
  'invite.created': {
    ...base,
    type: 'invite.created',
    codeHash: 'secret',
    person: { id: 'ada', name: 'Ada', side: 'developer' },
    expiresAt: base.at,
  },
  'invite.used': { ...base, type: 'invite.used', codeHash: 'secret', deviceId: 'laptop' },
  'device.enrolled': {
    ...base,
    type: 'device.enrolled',
    deviceId: 'laptop',
    tokenHash: 'secret',
    platform: 'linux',
  },
  'key.created': {
    ...base,
    type: 'key.created',
    integrationId: 'key',
    name: 'am',
    sender: 'alertmanager',
    service: null,
    mapping: null,
    secretHash: 'secret',
  },
  'key.revoked': { ...base, type: 'key.revoked', integrationId: 'key' },
  'alerts.extended': {
    ...base,
    type: 'alerts.extended',
    extensions: [{ expiresAt: null, alertIds: ['secret'] }],
  },
  'alerts.clocked': { ...base, type: 'alerts.clocked', clocks: [{ alertId: 'secret' }] },
  'attachment.stored': {
    ...base,
    type: 'attachment.stored',
    attachment: { hash: 'secret', mediaType: 'text/plain', sizeBytes: 1, image: null, text: null },
  },
  'context.stored': {
    ...base,
    type: 'context.stored',
    incidentId: 'incident',
    itemId: 'item',
    content: { kind: 'note', title: 'Secret', text: 'secret' },
  },
  'runbook.stored': {
    ...base,
    type: 'runbook.stored',
    version: {
      hash: '0'.repeat(64),
      path: 'disk.md',
      title: 'Disk full',
      runbook: { title: 'secret', services: [], alerts: [], labels: [], sections: [] },
    },
  },
  'stopgap.asking-put-off': {
    ...base,
    type: 'stopgap.asking-put-off',
    incidentId: 'incident',
    stopgapId: 'stopgap',
    until: base.at,
  },
  'card.reminder-put-off': {
    ...base,
    type: 'card.reminder-put-off',
    incidentId: 'incident',
    until: base.at,
  },
  'link.made': {
    ...base,
    type: 'link.made',
    tokenHash: 'secret',
    incidentId: 'incident',
    deliveryId: 'delivery',
    personId: 'ana',
    expiresAt: base.at,
  },
  'link.used': { ...base, type: 'link.used', tokenHash: 'secret' },
  'silence.started': { ...base, type: 'silence.started', silenceId: 's' },
  'subscription.made': {
    ...base,
    type: 'subscription.made',
    tokenHash: 'secret',
    personId: 'ana',
    rotaId: null,
  },
  'subscription.revoked': { ...base, type: 'subscription.revoked', tokenHash: 'secret' },
  'config.applied': { ...base, type: 'config.applied', fingerprint: 'secret', changes: ['secret'] },
  'config.refused': { ...base, type: 'config.refused', problem: 'secret' },
  'look.put-off': {
    ...base,
    type: 'look.put-off',
    kind: 'coverage.look',
    subject: 'all',
    until: base.at,
  },
  'deploy.recorded': {
    ...base,
    type: 'deploy.recorded',
    service: 'checkout',
    deploy: {
      id: 'deploy',
      at: base.at,
      summary: 'secret',
      version: null,
      by: null,
      link: null,
    },
  },
};

test.each(Object.values(hubOnly))('$type goes out as withheld, with its number alone', (event) => {
  const wire = toWireEvent(event);
  expect(wire).toStrictEqual({ seq: 7, type: 'withheld' });
  expect(WireEvent.parse(wire)).toStrictEqual(wire);
});

test('an event of a type that this version does not know is withheld', () => {
  const event = { ...base, type: 'rota.changed', token: 'secret' } as unknown as JournalEvent;
  expect(toWireEvent(event)).toStrictEqual({ seq: 7, type: 'withheld' });
});

test('a visible event goes out as it is', () => {
  const event = { ...base, type: 'device.removed', deviceId: 'laptop' } as const;
  expect(toWireEvent(event)).toBe(event);
});
