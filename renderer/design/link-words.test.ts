import { expect, it } from 'vitest';
import { placeOf } from './link-words.ts';

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
