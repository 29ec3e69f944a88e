import { expect, test } from 'vitest';
import { parseConfig } from './parse-config.ts';

function problemsOf(text: string): string[] {
  const parsed = parseConfig(text, 'hub.yaml');
  return parsed.ok
    ? []
    : parsed.problems.map(({ line, path, reason }) => `${line} ${path}: ${reason}`);
}

const webhook = (url: string, more = ''): string =>
  `channels:\n  webhooks:\n    sms:\n      secretFile: /etc/tocsin/sms\n      url: ${url}\n${more}`;
const allowed = '      allowPrivateAddresses: true\n';

test.each([
  'http://localhost:8080/page',
  'http://127.0.0.1/page',
  'http://10.1.2.3/page',
  'https://192.168.0.7/',
  'http://[::1]:9/',
  'http://2130706433/',
])('a webhook that points inside is refused with its line, unless that is allowed: %s', (url) => {
  expect(problemsOf(webhook(url))).toEqual([
    expect.stringMatching(
      /^5 channels\.webhooks\.sms\.url: .*allowPrivateAddresses: true/,
    ) as string,
  ]);
  expect(problemsOf(webhook(url, allowed))).toEqual([]);
});

test('nothing is called where clouds tell secrets, whatever is allowed', () => {
  expect(problemsOf(webhook('http://169.254.169.254/latest', allowed))).toEqual([
    expect.stringContaining('Nothing may be called at this address.') as string,
  ]);
});

test('mail servers, ntfy and the dead man’s switch are looked at alike', () => {
  const text = `
channels:
  email: { host: 127.0.0.1, from: a@example.com }
  ntfy: { url: 'http://localhost:2586' }
deadMan: { url: 'http://10.0.0.1/ping' }
`;
  expect(problemsOf(text).map((problem) => problem.split(':')[0])).toEqual([
    '3 channels.email.host',
    '4 channels.ntfy.url',
    '5 deadMan.url',
  ]);
});

test('names of hosts elsewhere are fine', () => {
  expect(problemsOf(webhook('https://bridge.example.com/sms'))).toEqual([]);
});
