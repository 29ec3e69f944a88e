import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IncomingAlert } from '../desk/contract.ts';
import { AlertContent } from '../protocol/alert.ts';
import { TocsinError } from '../protocol/errors.ts';
import { Instant } from '../protocol/identity.ts';
import { limits } from '../protocol/limits.ts';
import { readAlertmanager } from './alertmanager.ts';
import { clip, clipLine } from './clipping.ts';
import { fitKey, keyOfLabels } from './dedup-key.ts';
import { compileMapping } from './generic-mapping.ts';
import { readGeneric } from './generic.ts';
import { readPagerduty } from './pagerduty.ts';
import { readPrometheus } from './prometheus.ts';

const circumstances = { receivedAt: '2026-11-23T05:40:00.000Z', fallbackService: 'lab' };

function expectWithinLimits(alert: IncomingAlert): void {
  expect(AlertContent.safeParse(alert.content).error).toBeUndefined();
  expect(Object.keys(alert.content.labels).length).toBeLessThanOrEqual(limits.labelCount);
  expect(Object.keys(alert.content.annotations).length).toBeLessThanOrEqual(limits.labelCount);
  expect(alert.dedupKey.length).toBeGreaterThan(0);
  expect(alert.dedupKey.length).toBeLessThanOrEqual(limits.dedupKeyLength);
  expect(alert.service.length).toBeGreaterThan(0);
  expect(alert.service.length).toBeLessThanOrEqual(limits.serviceLength);
  for (const instant of [alert.startsAt, alert.endsAt]) {
    if (instant !== null) expect(Instant.safeParse(instant).success).toBe(true);
  }
}

/** JSON that often has the names that adapters look for. */
const names = [
  ...['alerts', 'labels', 'annotations', 'status', 'fingerprint', 'startsAt', 'endsAt', 'groupKey'],
  ...[
    'severity',
    'service',
    'key',
    'title',
    'links',
    'href',
    'text',
    'truncatedAlerts',
    'alertname',
  ],
  ...['event_action', 'dedup_key', 'payload', 'summary', 'source', 'custom_details', 'images'],
  ...['__proto__', 'constructor', 'toString'],
];
const words = [
  'firing',
  'resolved',
  'trigger',
  'resolve',
  'acknowledge',
  'critical',
  '',
  'https://a.b/c',
];
const { value: hostileJson } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(fc.constantFrom(...words), fc.string(), fc.double(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.constantFrom(...names), tie('value')), { maxLength: 8 })
      // By text, as over the wire: that way `__proto__` is a property like any other.
      .map((pairs) => JSON.parse(textOfObject(pairs)) as unknown),
  ),
}));

function textOfObject(pairs: [string, unknown][]): string {
  const members = pairs.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return `{${members.join(',')}}`;
}

const readers: Record<string, (body: unknown) => IncomingAlert[]> = {
  alertmanager: (body) => readAlertmanager(body, circumstances).alerts,
  prometheus: (body) => readPrometheus(body, circumstances).alerts,
  generic: (body) => readGeneric(body, circumstances).alerts,
  mapping: (body) =>
    compileMapping({
      alerts: '$..alerts',
      key: ['$.key', '/', '$..title'],
      status: { from: '$.status', values: { ok: 'resolved' } },
      labels: { all: '$.labels' },
      links: { any: '$..href' },
    })(body, circumstances).alerts,
  pagerduty: (body) => {
    const reading = readPagerduty(body, circumstances, 'made');
    return reading.isValid ? [reading.alert] : [];
  },
};

describe.each(Object.entries(readers))('%s', (_, read) => {
  it('reads within the limits, or refuses with a code, whatever comes', () => {
    fc.assert(
      fc.property(hostileJson, (body) => {
        try {
          read(body).forEach(expectWithinLimits);
        } catch (error) {
          if (!(error instanceof TocsinError)) throw error;
          expect(['body_invalid', 'body_too_large']).toContain(error.code);
        }
        expect(({} as Record<string, unknown>)['severity']).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });
});

describe('texts beyond the limits', () => {
  const long = '🔔'.repeat(10_000);

  it('clips every part of an alert and refuses none', () => {
    const labels = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`label_${index}_${'x'.repeat(300)}`, long]),
    );
    const native = {
      key: long,
      title: long,
      service: long,
      labels,
      annotations: labels,
      links: Array.from({ length: 90 }, (_, index) => `https://example.test/${index}`),
    };
    const [alert] = readGeneric(native, circumstances).alerts;
    if (!alert) throw new Error('no alert');
    expectWithinLimits(alert);
    expect(alert.content.title.endsWith('…')).toBe(true);
    expect(alert.content.links).toHaveLength(limits.linkCount);
    const posted = [{ labels: { alertname: long }, annotations: labels, generatorURL: long }];
    readPrometheus(posted, circumstances).alerts.forEach(expectWithinLimits);
    const event = {
      event_action: 'trigger',
      payload: { summary: long, source: long, severity: long, custom_details: labels },
    };
    const reading = readPagerduty(event, circumstances, 'made');
    if (!reading.isValid) throw new Error(reading.errors.join());
    expectWithinLimits(reading.alert);
  });

  it.each([
    ['of three bytes each', '€'.repeat(limits.labelValueLength)],
    ['that JSON escapes', '\u0001'.repeat(limits.labelValueLength)],
    ['in lists', Array.from({ length: 1_360 }, () => '')],
  ])('keeps an alert with many long labels %s below the largest frame', (_, value) => {
    const labels = Object.fromEntries(
      Array.from({ length: limits.labelCount }, (_none, index) => [`label_${index}`, value]),
    );
    const links = Array.from({ length: limits.linkCount }, (_none, index) =>
      `https://example.test/${index}/`.padEnd(limits.urlLength, '€'),
    );
    const [alert] = readGeneric(
      { key: 'k', labels: { ...labels, last: 'short' }, annotations: labels, links },
      circumstances,
    ).alerts;
    const bytes = Buffer.byteLength(JSON.stringify(alert));
    expect(bytes).toBeLessThan(limits.hubFrameBytes - 64 * 1024);
    expect(alert?.content.labels).toHaveProperty('label_0');
  });

  it('keeps long keys apart that differ only at their ends', () => {
    expect(fitKey(`${long}a`)).not.toBe(fitKey(`${long}b`));
    expect(fitKey(`${long}a`)).toBe(fitKey(`${long}a`));
  });

  it('never cuts a character in two', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 2, max: 20 }),
        (text, length) => {
          const clipped = clip(text, length);
          expect(clipped.length).toBeLessThanOrEqual(length);
          expect(clipped.isWellFormed()).toBe(true);
          expect(clipLine(text, length)).not.toMatch(/[\r\n\t]/);
        },
      ),
    );
  });
});

describe('keyOfLabels', () => {
  it('does not depend on the order of the labels', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (labels) => {
        const reversed = Object.fromEntries(Object.entries(labels).reverse());
        expect(keyOfLabels(reversed)).toBe(keyOfLabels(labels));
      }),
    );
  });

  it('tells different labels apart', () => {
    expect(keyOfLabels({ a: 'b,c' })).not.toBe(keyOfLabels({ a: 'b', c: '' }));
    expect(keyOfLabels({ a: '1' })).not.toBe(keyOfLabels({ a: '2' }));
  });
});
