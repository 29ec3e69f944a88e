import { expect, test } from 'vitest';
import { parseConfig } from './parse-config.ts';
import { formatProblem } from './problem.ts';

const whole = `
prometheus:
  url: https://prometheus.example.com/metrics
  bearerTokenFile: /etc/tocsin/prometheus.token
redaction:
  - { pattern: 'customer=\\d+' }
  - { pattern: '(?i)iban [a-z0-9 ]+', replaceBy: '<IBAN>' }
people: { ana: { name: Ana }, raj: { name: Raj } }
teams:
  shop: { side: developer, zone: UTC, members: [ana] }
  platform: { side: sre, zone: UTC, members: [raj] }
services:
  checkout:
    developers: shop
    sres: platform
    metrics:
      - { title: Errors, expression: 'rate(errors[5m])', unit: '1/s' }
      - { title: Load, expression: load }
`;

function read(text: string) {
  const parsed = parseConfig(text, 'hub.yaml');
  return parsed.ok
    ? { errors: [], config: parsed.config }
    : { errors: parsed.problems.map(formatProblem), config: null };
}

test('where metrics come from, what to show and what to hide is read, with the defaults', () => {
  const { errors, config } = read(whole);
  expect(errors).toEqual([]);
  expect(config?.prometheus).toEqual({
    url: 'https://prometheus.example.com/metrics',
    timeoutSeconds: 5,
    bearerTokenFile: '/etc/tocsin/prometheus.token',
  });
  expect(config?.redaction).toEqual([
    { pattern: 'customer=\\d+', replaceBy: '[redacted]' },
    { pattern: '(?i)iban [a-z0-9 ]+', replaceBy: '<IBAN>' },
  ]);
  expect(config?.services['checkout']?.metrics).toEqual([
    { title: 'Errors', expression: 'rate(errors[5m])', unit: '1/s' },
    { title: 'Load', expression: 'load' },
  ]);
});

test.each([
  ['no web address', 'prometheus:\n  url: ftp://x', '2:8: prometheus.url: Give an address that'],
  ['no address', 'prometheus:\n  url: 127.0.0.1:9090', '2:8: prometheus.url: Give an address that'],
  ['a password in it', 'prometheus:\n  url: http://a:b@x', '2:8: prometheus.url: Put a token into'],
  ['a query in it', 'prometheus:\n  url: http://x/?a=1', '2:8: prometheus.url: Leave out'],
  ['no address at all', 'prometheus:\n  timeoutSeconds: 3', '2:3: prometheus.url: This field is'],
  ['no patience', 'prometheus:\n  url: http://x\n  timeoutSeconds: 0', '3:19: prometheus.timeout'],
  [
    'half a path',
    'prometheus:\n  url: http://x\n  bearerTokenFile: a/b',
    '3:20: prometheus.bearer',
  ],
  [
    'a broken pattern',
    "redaction:\n  - pattern: '('",
    '2:14: redaction.0.pattern: This is no pattern',
  ],
  ['what finds nothing', "redaction:\n  - pattern: 'a*'", '2:14: redaction.0.pattern: This is no'],
  ['a look behind', "redaction:\n  - pattern: '(?<=a)b'", '2:14: redaction.0.pattern: This is'],
  ['too many rules', `redaction: [${'{ pattern: a },'.repeat(21)}]`, '1:12: redaction: Too big'],
  ['a rule without one', 'redaction:\n  - replaceBy: x', '2:5: redaction.0.pattern: This field is'],
])('%s is told with its line', (_name, text, problem) => {
  expect(read(text).errors).toEqual([expect.stringContaining(`hub.yaml:${problem}`)]);
});

test('metrics without a title or with an empty expression are told with their lines', () => {
  const text = whole.replace('title: Load, expression: load', "expression: ' '");
  expect(read(text).errors).toEqual([
    expect.stringContaining('hub.yaml:18:9: services.checkout.metrics.1.title: This field is'),
    expect.stringContaining('hub.yaml:18:23: services.checkout.metrics.1.expression: Too small'),
  ]);
});

test('metrics that nobody can read are a warning', () => {
  const parsed = parseConfig(whole.replace(/^prometheus:\n( .*\n)+/m, ''), 'hub.yaml');
  expect(parsed.ok && parsed.warnings.map(formatProblem)).toEqual([
    'hub.yaml:13:5: services.checkout.metrics: There is no `prometheus` to read them from.',
  ]);
});
