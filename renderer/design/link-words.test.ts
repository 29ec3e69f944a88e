import { expect, it } from 'vitest';
import { nameOf, placeOf } from './link-words.ts';

it.each([
  ['https://grafana.example/d/checkout?x=1', 'grafana.example'],
  ['https://good.example@evil.example:8443/', 'evil.example:8443'],
  ['javascript:alert(1)', 'javascript:alert(1)'],
  ['mailto:sre@example.com', 'mailto:sre@example.com'],
  ['no address', 'no address'],
  ['', ''],
])('%s leads to %s', (href, place) => {
  expect(placeOf(href)).toBe(place);
});

it.each([
  ['Dashboard', 'Dashboard'],
  ['runbooks.example/pool', '/pool'],
  ['https://runbooks.example/pool?x=1', '/pool?x=1'],
  ['runbooks.example/', null],
  ['', null],
  ['other.example/pool', 'other.example/pool'],
])('a link named %s is called %s', (text, name) => {
  expect(nameOf({ href: 'https://runbooks.example/pool', text })).toBe(name);
});
