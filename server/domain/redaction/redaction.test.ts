import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findKeyLines } from './key-blocks.ts';
import { createRedaction } from './redaction.ts';

const redact = createRedaction([]);
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.SflKxwRJSMeKKF2QT4fw';
const keyBody = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj';

test.each([
  ['Authorization: Bearer abc.def', 'Authorization: Bearer [redacted]'],
  ['> authorization: Basic dXNlcjpwYXNz', '> authorization: Basic [redacted]'],
  ['Authorization: s3cr3t user=bob', 'Authorization: [redacted]'],
  ['authorization=Token abc user=bob', 'authorization=Token [redacted] user=bob'],
  [
    `curl -H "Authorization: Bearer abc" https://x`,
    `curl -H "Authorization: Bearer [redacted]" https://x`,
  ],
  [`{"authorization":"Digest username=\\"bob\\""}`, `{"authorization":"[redacted]\\"bob\\""}`],
  [
    `{"headers":{"Authorization":"Bearer abc"},"x":1}`,
    `{"headers":{"Authorization":"Bearer [redacted]"},"x":1}`,
  ],
  [
    String.raw`"{\"authorization\":\"Bearer abc\"}"`,
    String.raw`"{\"authorization\":\"Bearer [redacted]\"}"`,
  ],
  ['Cookie: sid=abc; theme=dark', 'Cookie: [redacted]'],
  ['sent bearer 0123456789abcdef on', 'sent bearer [redacted] on'],
  ['sent Basic dXNlcjpwYXNz on', 'sent Basic [redacted] on'],
  ['password=hunter2', 'password=[redacted]'],
  ['DB_PASSWORD = hunter2 retry=3', 'DB_PASSWORD = [redacted] retry=3'],
  ['db_pass: hunter2', 'db_pass: [redacted]'],
  ['password: "correct horse \\" battery" next', 'password: [redacted] next'],
  [`passwd='it is' next`, 'passwd=[redacted] next'],
  [`{"password":"hunter2","user":"bob"}`, `{"password":[redacted],"user":"bob"}`],
  [
    String.raw`{\"password\":\"hunter2\",\"user\":1}`,
    String.raw`{\"password\":[redacted]\",\"user\":1}`,
  ],
  ['client_secret := abc', 'client_secret := [redacted]'],
  ['aws_secret_access_key=wJalrXUtnFEMI/K7MDENG', 'aws_secret_access_key=[redacted]'],
  ['X-Api-Key: abc123', 'X-Api-Key: [redacted]'],
  ['apikey=>abc123', 'apikey=>[redacted]'],
  ['GET /x?access_token=abc&page=2', 'GET /x?access_token=[redacted]&page=2'],
  ['refreshToken: abc', 'refreshToken: [redacted]'],
  [
    'mysql --user bob --password hunter2 --host h',
    'mysql --user bob --password [redacted] --host h',
  ],
  ['deploy --api-key abc', 'deploy --api-key [redacted]'],
  ['postgres://bob:hunter2@db:5432/shop', 'postgres://bob:[redacted]@db:5432/shop'],
  ['redis://:hunter2@cache', 'redis://:[redacted]@cache'],
  ['key AKIAIOSFODNN7EXAMPLE used', 'key [redacted] used'],
  [`ghp_${'a1'.repeat(18)}`, '[redacted]'],
  ['xoxb-123456789012-abcdef', '[redacted]'],
  [`session ${jwt}.`, 'session [redacted]'],
  [
    `-----BEGIN RSA PRIVATE KEY-----\\n${keyBody}\\n-----END RSA PRIVATE KEY----- x`,
    '[redacted] x',
  ],
  [`-----BEGIN PRIVATE KEY-----\\n${keyBody}`, '[redacted]'],
  ['card 4111 1111 1111 1111 declined', 'card [redacted] declined'],
  ['card=4111-1111-1111-1111,', 'card=[redacted],'],
  ['amex 378282246310005', 'amex [redacted]'],
])('hides the secret in %s', (line, expected) => {
  expect(redact(line)).toEqual({ text: expected, count: 1 });
});

test.each([
  ['GET /api/orders?id=5 200 12ms user=bob'],
  ['the password was changed by bob'],
  ['password_reset_required=false'],
  ['password=null'],
  ['token count 512, max_tokens=512'],
  ['SyntaxError: Unexpected token < in JSON at position 0'],
  ['dedup key: checkout/5xx'],
  ['bearer of bad news, bearer certificates'],
  ['Basic understanding of authentication'],
  ['Authorization failed for bob'],
  ['AKIA is a prefix'],
  ['at 1795412400000 ns 1795412400000000000'],
  ['order 4111111111111112 shipped'],
  ['id 4242-4242'],
  ['trace 0198f2c4-9d3e-7a41-b1c6-5f0e8d7c6b5a'],
  ['0000000000000000 4444444444444444'],
  ['sha256:5f0e8d7c6b5a4111111111111111f0e8d7c6b5a'],
  ['https://example.com:8080/a@b'],
  ['-----BEGIN PUBLIC KEY-----'],
  ['eyJust a word. eyJ.x.y'],
  ['cookies: 3 accepted'],
  [''],
])('leaves %s alone', (line) => {
  expect(redact(line)).toEqual({ text: line, count: 0 });
});

test('a line that is redacted again stays as it is', () => {
  const once = redact(
    `Authorization: Bearer abc password="x" ${jwt} token: [redacted] --token abc`,
  );
  expect(once.text).not.toContain('abc');
  expect(redact(once.text)).toEqual({ text: once.text, count: 0 });
});

test('no line makes it slow', () => {
  const seeds = [
    'password',
    'password: ',
    'token=\\"',
    'eyJ-eyJ.',
    'eyJaaaaaaaa.',
    'bearer a ',
    'basic YTo= ',
  ];
  const more = [
    '1 ',
    '4111 1111 ',
    'a://b:',
    '--a-a-',
    '\\\\\\"',
    '-----BEGIN PRIVATE KEY-----',
    'cookie=',
    'x',
  ];
  for (const seed of [...seeds, ...more]) {
    const line = seed.repeat(2_000 / seed.length);
    const startMs = performance.now();
    for (let count = 0; count < 200; count += 1) redact(line);
    expect(performance.now() - startMs, seed).toBeLessThan(500);
  }
});

test('any line is survived, and a secret in it is found', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (noise) => {
      expect(typeof redact(noise).text).toBe('string');
      expect(redact(`${noise} password=hunter2hunter2`).text).not.toContain('hunter2hunter2');
    }),
  );
});

test('rules of the config come after ours', () => {
  const rules = [
    { pattern: '(?i)customer[- ]?id[:=]\\s*\\d+', replaceBy: 'customer' },
    { pattern: 'é+', replaceBy: '$1' },
  ];
  const line = createRedaction(rules)('Customer-ID: 12 customer id=13 caféé password=x');
  expect(line).toEqual({ text: 'customer customer caf$1 password=[redacted]', count: 4 });
  expect(createRedaction(rules)('nothing')).toEqual({ text: 'nothing', count: 0 });
  expect(createRedaction([{ pattern: '\\b', replaceBy: '|' }])('a b')).toEqual({
    text: 'a b',
    count: 0,
  });
});

test.each([['a*'], ['('], ['(?=a)'], ['a{1000}'], ['x'.repeat(201)]])(
  '%s is no rule',
  (pattern) => {
    expect(() => createRedaction([{ pattern, replaceBy: '' }])).toThrow();
  },
);

test('private keys over several lines are found whole, also when they were cut', () => {
  const [begin, end] = ['-----BEGIN EC PRIVATE KEY-----', '-----END EC PRIVATE KEY-----'];
  const found = (lines: string[]) => [...findKeyLines(lines)].toSorted((a, b) => a - b);
  expect(found(['a', begin, keyBody, 'c2hvcnQ=', end, 'b'])).toEqual([1, 2, 3, 4]);
  expect(found(['a', `12:00 ${begin}`, `12:00 ${keyBody}`, 'all is well', 'b'])).toEqual([1, 2]);
  expect(found(['b', keyBody, keyBody, 'c2hvcnQ=', end, 'a'])).toEqual([1, 2, 3, 4]);
  expect(found([begin, keyBody, begin, keyBody, end])).toEqual([0, 1, 2, 3, 4]);
  expect(found([keyBody, 'PRIVATE KEY', 'a'])).toEqual([]);
});
