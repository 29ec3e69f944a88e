import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../journal/testing/temporary-folder.ts';
import { limits } from '../protocol/limits.ts';
import { windowOf } from './metric-window.ts';
import { queryRange } from './prometheus.ts';
import type { PrometheusConfig } from './prometheus.ts';
import { FakePrometheus, withMatrix, withSteadyValue } from './testing/fake-prometheus.ts';
import type { Reply } from './testing/fake-prometheus.ts';

const alertMs = Date.parse('2026-11-23T03:00:20.000Z');
const window = windowOf(alertMs, alertMs + 30_000);
const { startSeconds: start, stepSeconds: step } = window;
const never = new AbortController().signal;

async function ask(reply: Reply, change: Partial<PrometheusConfig> = {}) {
  const prometheus = await FakePrometheus.start(reply);
  const config = { url: prometheus.url, timeoutSeconds: 5, ...change };
  return queryRange(config, 'up', window, never);
}

const text =
  (body: string, status = 200, headers: Record<string, string> = {}): Reply =>
  (_question, response) =>
    void response.writeHead(status, headers).end(body);
const points = (...values: [number, string][]) => withMatrix([{ metric: {}, values }]);

test('the hour before the alert is asked for, in at most 240 points', () => {
  expect(window).toEqual({
    startSeconds: Date.parse('2026-11-23T02:00:18Z') / 1_000,
    endSeconds: Date.parse('2026-11-23T03:00:50Z') / 1_000,
    stepSeconds: 16,
  });
  const late = windowOf(alertMs, alertMs + 3 * 24 * 3_600_000);
  expect(late.endSeconds - late.startSeconds).toBeGreaterThanOrEqual(4 * 3_600);
  const early = windowOf(alertMs, alertMs - 600_000);
  expect(early.endSeconds).toBe(alertMs / 1_000);
  for (const { startSeconds, endSeconds, stepSeconds } of [window, late, early]) {
    expect((endSeconds - startSeconds) / stepSeconds).toBeLessThan(240);
    expect((endSeconds - startSeconds) % stepSeconds).toBe(0);
    expect(startSeconds).toBeLessThanOrEqual(alertMs / 1_000 - 3_600);
  }
});

test('series are read with their names; what cannot be drawn is null, and so are gaps', async () => {
  const values = [
    [start, '1'],
    [start + step, 'NaN'],
    [start + 2 * step, '+Inf'],
    [start + 5 * step, '-1.5e-3'],
    [start + 6 * step, '1e308'],
    [start + 7 * step, '1e999'],
    [start + 8 * step, ''],
  ];
  const metric = { __name__: 'errors', job: 'checkout' };
  const found = await ask(
    withMatrix([
      { metric: { ...metric, code: '500' }, values },
      { metric: { ...metric, code: '503\n\u001b[31m' }, values: [] },
    ]),
  );
  expect(found).toEqual({
    seriesCount: 2,
    series: [
      {
        name: 'code="500"',
        points: [
          [start, 1],
          [start + step, null],
          [start + 2 * step, null],
          [start + 3 * step, null],
          [start + 5 * step, -0.0015],
          [start + 6 * step, 1e308],
          [start + 7 * step, null],
          [start + 8 * step, null],
        ],
      },
      { name: 'code="503 [31m"', points: [] },
    ],
  });
  const alone = await ask(withMatrix([{ metric: { ...metric, code: '500' }, values }]));
  expect(alone.series[0]?.name).toBe('errors{job="checkout", code="500"}');
});

test('of more series than can be kept the others are only counted', async () => {
  const series = { metric: {}, values: [[start, '1']] };
  const found = await ask(withMatrix(Array.from({ length: 5_000 }, () => series)));
  expect(found.series).toHaveLength(limits.contextSeries);
  expect(found.seriesCount).toBe(5_000);
});

test('an address with a path is asked below it, with the token of the file', async () => {
  const prometheus = await FakePrometheus.start(withSteadyValue);
  const bearerTokenFile = join(temporaryFolder(), 'token');
  writeFileSync(bearerTokenFile, 's3cr3t\n');
  const config = { url: `${prometheus.url}/prefix/`, timeoutSeconds: 5, bearerTokenFile };
  await queryRange(config, 'rate(errors{code="5"}[5m]) + é', window, never);
  expect(prometheus.questions).toMatchObject([
    { query: 'rate(errors{code="5"}[5m]) + é', start, step, authorization: 'Bearer s3cr3t' },
  ]);
});

describe('a Prometheus that lies is told in plain words:', () => {
  const noSeries = 'Prometheus answered with something that is no time series.';
  test.each<[string, Reply, string]>([
    ['HTML', text('<!doctype html><p>Sign in'), noSeries],
    ['broken JSON', text('{"status":"success"'), noSeries],
    ['nothing', text(''), noSeries],
    ['null', text('null'), noSeries],
    ['endless nesting', text('['.repeat(1_000_000)), noSeries],
    [
      'another shape',
      text('{"status":"success","data":{"resultType":"vector","result":[]}}'),
      noSeries,
    ],
    ['numbers for values', withMatrix([{ metric: {}, values: [[start, 1]] }]), noSeries],
    ['values that are none', withMatrix([{ metric: {}, values: { length: 3 } }]), noSeries],
    ['times that go back', points([start + step, '1'], [start, '2']), noSeries],
    ['times that stand still', points([start, '1'], [start, '2']), noSeries],
    ['times of another day', points([start - 86_400, '1']), noSeries],
    ['times beyond all', points([1e308, '1']), noSeries],
    [
      'more points than asked for',
      points(...Array.from({ length: 600 }, (_, index): [number, string] => [start + index, '1'])),
      noSeries,
    ],
    [
      'an error with status 200',
      text('{"status":"error","error":"bad\\n thing"}'),
      'Prometheus says: bad thing',
    ],
    [
      'an error in the expression',
      text('{"status":"error","errorType":"bad_data","error":"1:4: parse error"}', 400),
      'Prometheus says: 1:4: parse error',
    ],
    [
      'an error without words',
      text('{"status":"error"}', 500),
      'Prometheus says: an error without words',
    ],
    ['a proxy’s error', text('<h1>Bad gateway', 502), 'Prometheus answered with HTTP 502.'],
    ['a locked door', text('no', 401), 'Prometheus does not let the hub in (HTTP 401).'],
    [
      'a redirect',
      text('', 302, { location: 'http://169.254.169.254/latest' }),
      'Prometheus answered with a redirect, which is not followed.',
    ],
    [
      '6 MB',
      text(' '.repeat(6 * 1024 * 1024)),
      'Prometheus answered with more than 5 MB; ask for less.',
    ],
    [
      'a bomb',
      (_question, response) => {
        response.setHeader('content-encoding', 'gzip');
        response.end(gzipSync(Buffer.alloc(64 * 1024 * 1024)));
      },
      'Prometheus answered with more than 5 MB; ask for less.',
    ],
    [
      'a connection that breaks',
      (_question, response) => void response.destroy(),
      'Prometheus cannot be reached (UND_ERR_SOCKET).',
    ],
  ])('%s', async (_name, reply, message) => {
    await expect(ask(reply)).rejects.toThrow(message);
  });

  test('an error of any length', async () => {
    const error = JSON.stringify({ status: 'error', error: '€'.repeat(100_000) });
    const problem = await ask(text(error, 400)).catch((reason: unknown) => reason as Error);
    expect(problem).toHaveProperty('message', expect.stringMatching(/^Prometheus says: €+…$/));
    expect((problem as Error).message).toHaveLength(400);
  });

  test.each<[string, Reply]>([
    ['nothing ever', () => undefined],
    ['the beginning only', (_question, response) => void response.write('{"status":')],
    [
      'a byte now and then',
      (_question, response) => {
        const timer = setInterval(() => response.write(' '), 50);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ])('%s', async (_name, reply) => {
    await expect(ask(reply, { timeoutSeconds: 1 })).rejects.toMatchObject({
      message: 'Prometheus did not answer within 1 s.',
      isOutage: true,
    });
  });

  test('nobody there', async () => {
    const config = { url: 'http://127.0.0.1:9', timeoutSeconds: 5 };
    await expect(queryRange(config, 'up', window, never)).rejects.toMatchObject({
      message: expect.stringMatching(/^Prometheus cannot be reached \(.+\)\.$/),
      isOutage: true,
    });
  });

  test('a token that cannot be read', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'two'), 'a\nb');
    const inFile = (name: string) => ask(withSteadyValue, { bearerTokenFile: join(folder, name) });
    await expect(inFile('none')).rejects.toThrow(
      'The token for Prometheus cannot be read (ENOENT).',
    );
    await expect(inFile('two')).rejects.toThrow('holds no token');
  });
});
