import { describe, expect, it } from 'vitest';
import { limits } from '../protocol/limits.ts';
import { loadFixtureBody } from './fixtures/load-fixture.ts';
import { readPrometheus } from './prometheus.ts';

const receivedAt = '2026-11-23T05:40:00.000Z';
const read = (body: unknown, at = receivedAt) =>
  readPrometheus(body, { receivedAt: at, fallbackService: 'lab' });
const readOne = (alert: object) => {
  const [only] = read([{ labels: { alertname: 'A' }, ...alert }]).alerts;
  if (!only) throw new Error('no alert');
  return only;
};

describe('recorded posts', () => {
  const body = loadFixtureBody('recorded/prom-v2-firing-1');

  it('fires while the end lies ahead', () => {
    const { alerts, problems } = read(body);
    expect(problems).toEqual([]);
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({
      action: 'fire',
      service: 'blackbox',
      content: { title: 'Probe of http://127.0.0.1:18999/health failed', severity: 'error' },
      startsAt: '2026-11-23T05:39:36.073Z',
      endsAt: '2026-11-23T05:40:16.073Z',
    });
  });

  it('is resolved once the end has passed, at the same moment too', () => {
    expect(read(body, '2026-11-23T05:40:16.072Z').alerts[0]?.action).toBe('fire');
    expect(read(body, '2026-11-23T05:40:16.073Z').alerts[0]?.action).toBe('resolve');
    expect(read(body, '2026-11-23T06:00:00.000Z').alerts[0]?.action).toBe('resolve');
  });

  it('gives the composed pair one key', () => {
    const [firing] = read(loadFixtureBody('samples/prometheus-v2-firing')).alerts;
    const [resolved] = read(
      loadFixtureBody('samples/prometheus-v2-resolved'),
      '2026-11-23T05:52:31.000Z',
    ).alerts;
    expect(firing?.action).toBe('fire');
    expect(resolved).toMatchObject({ action: 'resolve', dedupKey: firing?.dedupKey });
  });
});

describe('an alert is its labels', () => {
  it('whatever their order, and whoever of a pair sent it', () => {
    const one = readOne({ labels: { a: '1', b: '2' }, generatorURL: 'http://prom-0.test/' });
    const two = readOne({ labels: { b: '2', a: '1' }, generatorURL: 'http://prom-1.test/' });
    expect(two.dedupKey).toBe(one.dedupKey);
  });

  it('an empty label is none', () => {
    const one = readOne({ labels: { a: '1', b: '' } });
    expect(one.dedupKey).toBe(readOne({ labels: { a: '1' } }).dedupKey);
    expect(one.content.labels).toEqual({ a: '1' });
  });
});

describe('times', () => {
  it('amtool’s zero times mean unset', () => {
    const zero = '0001-01-01T00:00:00.000Z';
    expect(readOne({ startsAt: zero, endsAt: zero })).toMatchObject({
      action: 'fire',
      startsAt: null,
      endsAt: '2026-11-23T05:45:00.000Z',
    });
  });

  it('without an end an alert fires for five minutes', () => {
    expect(readOne({})).toMatchObject({ action: 'fire', endsAt: '2026-11-23T05:45:00.000Z' });
  });

  it('with an end and no start it starts now, not in the future', () => {
    expect(readOne({ endsAt: '2026-11-23T06:00:00Z' })).toMatchObject({
      action: 'fire',
      startsAt: null,
      endsAt: '2026-11-23T06:00:00.000Z',
    });
  });
});

describe('what cannot be understood', () => {
  it.each([
    [{ labels: {} }, 'labels: expected at least one label'],
    [{ labels: { a: '' } }, 'labels: expected at least one label'],
    [{ labels: { '': 'x' } }, 'labels: expected no label without a name'],
    [{ labels: { a: 1 } }, 'labels: expected texts'],
    [{ labels: [] }, 'labels: expected an object'],
    [{}, 'labels: expected an object'],
    [{ labels: { a: 'b' }, annotations: 'x' }, 'annotations: expected an object'],
    [null, 'expected an object'],
    ['text', 'expected an object'],
  ])('names %j and takes the others', (bad, problem) => {
    const { alerts, problems } = read([{ labels: { alertname: 'Good' } }, bad]);
    expect(alerts).toHaveLength(1);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('[1]');
    expect(problems[0]).toContain(problem);
  });

  it.each([null, {}, 'text', 5])('refuses %j, which is no array', (body) => {
    expect(() => read(body)).toThrowError(expect.objectContaining({ code: 'body_invalid' }));
  });

  it('refuses more alerts than one request may hold', () => {
    const many = Array.from({ length: limits.alertsPerRequest + 1 }, () => ({}));
    expect(() => read(many)).toThrowError(expect.objectContaining({ code: 'body_too_large' }));
  });

  it('takes an empty array', () => {
    expect(read([])).toEqual({ alerts: [], group: null, problems: [] });
  });
});
