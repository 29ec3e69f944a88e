import { describe, expect, it } from 'vitest';
import { loadFixtureBody } from './fixtures/load-fixture.ts';
import { severityReasonAnnotation } from './labels.ts';
import { readPagerduty } from './pagerduty.ts';

const circumstances = { receivedAt: '2026-11-23T05:40:00.000Z', fallbackService: 'lab' };
const read = (body: unknown) => readPagerduty(body, circumstances, 'made-key');
const readValid = (body: unknown) => {
  const reading = read(body);
  if (!reading.isValid) throw new Error(reading.errors.join('; '));
  return reading;
};
const errorsOf = (body: unknown) => {
  const reading = read(body);
  return reading.isValid ? [] : reading.errors;
};
const payload = { summary: 'S', source: 'web-1', severity: 'critical' };
const trigger = (changes: object = {}, payloadChanges: object = {}) => ({
  event_action: 'trigger',
  payload: { ...payload, ...payloadChanges },
  ...changes,
});

describe('samples', () => {
  it('reads a trigger', () => {
    const { alert, dedupKey } = readValid(loadFixtureBody('samples/pagerduty-firing'));
    expect(dedupKey).toBe('checkout/5xx');
    expect(alert).toEqual({
      action: 'fire',
      dedupKey: 'checkout/5xx',
      service: 'checkout',
      content: {
        title: 'checkout: 5xx ratio 7.2% on web-1',
        severity: 'critical',
        labels: {
          source: 'web-1.example.test',
          component: 'checkout',
          group: 'payments',
          class: 'http-5xx',
          client: 'Checkout monitor',
        },
        annotations: {
          ratio: '0.072',
          region: 'eu-1',
          top_urls: '["/pay","/cart"]',
        },
        links: [
          { href: 'https://runbooks.example.test/5xx', text: 'Runbook' },
          { href: 'https://grafana.example.test/d/1', text: '5xx last hour' },
          { href: 'https://img.example.test/5xx.png', text: '5xx last hour (image)' },
          { href: 'https://mon.example.test/checks/9', text: 'Checkout monitor' },
        ],
      },
      startsAt: null,
      endsAt: null,
    });
  });

  it.each([
    ['acknowledged', 'acknowledge'],
    ['resolved', 'resolve'],
  ])('reads what is %s', (name, action) => {
    const { alert, dedupKey } = readValid(loadFixtureBody(`samples/pagerduty-${name}`));
    expect(dedupKey).toBe('checkout/5xx');
    expect(alert).toMatchObject({ action, dedupKey: 'checkout/5xx' });
  });
});

it('makes a key for a trigger that brings none', () => {
  expect(readValid(trigger())).toMatchObject({
    dedupKey: 'made-key',
    alert: { dedupKey: 'made-key' },
  });
  expect(readValid(trigger({ dedup_key: null })).dedupKey).toBe('made-key');
});

it.each(['page', 'PAGE', 'sev1'])('lets the free severity %s ring', (severity) => {
  const { alert } = readValid(trigger({}, { severity }));
  expect(alert.content.severity).toBe('error');
  expect(alert.content.annotations[severityReasonAnnotation]).toContain(severity);
});

it.each([
  [{ component: 'c', group: 'g' }, 'c'],
  [{ component: ' ', group: 'g' }, 'g'],
  [{}, 'web-1'],
  [{ source: 'https://mon.example.test/x' }, 'mon.example.test'],
])('finds the service in %j: %s', (changes, service) => {
  expect(readValid(trigger({}, changes)).alert.service).toBe(service);
});

it('clips a long summary instead of losing the page', () => {
  const { alert } = readValid(trigger({}, { summary: 'x'.repeat(2_000) }));
  expect(alert.content.title).toHaveLength(1_024);
});

it('keeps details that are no object', () => {
  const { alert } = readValid(trigger({}, { custom_details: 'free text' }));
  expect(alert.content.annotations).toEqual({ custom_details: 'free text' });
});

describe('refuses, as the original does', () => {
  it.each([
    [null, 'not a JSON object'],
    [[], 'not a JSON object'],
    [{}, "'event_action' is missing"],
    [{ event_action: 'explode' }, "'event_action' is invalid"],
    [{ event_action: 'toString' }, "'event_action' is invalid"],
    [{ event_action: 'acknowledge' }, "'dedup_key' is missing"],
    [{ event_action: 'resolve', dedup_key: ' ' }, "'dedup_key' is missing"],
    [trigger({ dedup_key: 'x'.repeat(256) }), "'dedup_key' is too long"],
    [trigger({ dedup_key: 5 }), "'dedup_key' must be a string"],
    [{ event_action: 'trigger' }, "'payload' is missing"],
    [{ event_action: 'trigger', payload: [] }, "'payload' must be an object"],
    [trigger({}, { summary: '' }), "'payload.summary' is missing"],
    [trigger({}, { source: undefined }), "'payload.source' is missing"],
    [trigger({}, { severity: null }), "'payload.severity' is missing"],
    [trigger({}, { summary: {} }), "'payload.summary' must be a string"],
  ])('%j', (body, error) => {
    expect(errorsOf(body).join()).toContain(error);
  });

  it('naming everything at once', () => {
    expect(errorsOf({ event_action: 'trigger', payload: {} })).toHaveLength(3);
  });

  it('but takes the longest key', () => {
    const key = 'k'.repeat(255);
    expect(readValid(trigger({ dedup_key: key })).dedupKey).toBe(key);
  });
});
