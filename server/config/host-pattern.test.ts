import { expect, test } from 'vitest';
import { HostPattern, isAtHost } from './host-pattern.ts';

const patterns = [
  'status.example.com',
  '*.internal.example',
  '10.0.0.7:8080',
  'BÜCHER.example',
  '[::1]',
];

test.each([
  'https://status.example.com/health?deep=1',
  'http://STATUS.example.com:8080/',
  'https://a.b.internal.example/',
  'http://10.0.0.7:8080/',
  'https://xn--bcher-kva.example/',
  'http://[::1]:9/',
])('%s may be asked', (url) => expect(isAtHost(url, patterns)).toBe(true));

test.each([
  'https://example.com/',
  'https://internal.example/',
  'https://internal.example.com/',
  'https://evil-internal.example/',
  'http://10.0.0.7/',
  'https://status.example.com@evil.example/',
  'https://user:password@status.example.com/',
  'https://status.example.com.evil.example/',
  'ftp://status.example.com/',
  'file:///etc/passwd',
  'status.example.com',
])('%s may not', (url) => expect(isAtHost(url, patterns)).toBe(false));

test.each([
  '*',
  '*.',
  'a.example/path',
  'https://a.example',
  'a b',
  '',
  'a.*.example',
  'u@a.example',
])('%j is no pattern', (text) => expect(HostPattern.safeParse(text).success).toBe(false));

test('a port is meant when it is that of the scheme, too', () => {
  expect(isAtHost('https://a.example/', ['a.example:443'])).toBe(true);
  expect(isAtHost('http://a.example/', ['a.example:443'])).toBe(false);
});
