import { expect, test } from 'vitest';
import { parseConfig } from './parse-config.ts';

function problemsOf(hooks: string): string[] {
  const parsed = parseConfig(`hooks:\n${hooks}`, 'hub.yaml');
  return parsed.ok ? [] : parsed.problems.map(({ path, reason }) => `${path}: ${reason}`);
}

test('a hook needs an address and has defaults for all else', () => {
  const parsed = parseConfig('hooks:\n  scale: { url: "https://a.example/run?x=1" }\n', 'hub.yaml');
  expect(parsed).toMatchObject({
    ok: true,
    config: {
      hooks: {
        scale: {
          ...{ url: 'https://a.example/run?x=1', method: 'POST', timeoutSeconds: 30 },
          allowPrivateAddresses: false,
        },
      },
    },
  });
});

test.each([
  ['no address', '  a: { method: PUT }', /^hooks\.a\.url/],
  ['another scheme', '  a: { url: "file:///etc/passwd" }', /Give an address that begins with/],
  ['a password', '  a: { url: "https://me:secret@a.example/" }', /Put a token into a file/],
  ['a fragment', '  a: { url: "https://a.example/#x" }', /begins with `#`/],
  ['a method that reads', '  a: { url: "https://a.example/", method: GET }', /^hooks\.a\.method/],
  ['too long a time', '  a: { url: "https://a.example/", timeoutSeconds: 301 }', /timeoutSeconds/],
  [
    'a token beside the file',
    '  a: { url: "https://a.example/", bearerTokenFile: t }',
    /whole path/,
  ],
  ['a name with a space', '  "a b": { url: "https://a.example/" }', /^hooks/],
  ['a field that is none', '  a: { url: "https://a.example/", headers: {} }', /headers/],
  [
    'a service that is not listed',
    '  a: { url: "https://a.example/", services: [shop] }',
    /^hooks\.a\.services\.0: There is no service "shop"/,
  ],
])('a hook with %s is refused', (_name, hooks, reason) => {
  expect(problemsOf(hooks).join('\n')).toMatch(reason);
});
