import { afterEach, expect, test, vi } from 'vitest';
import { zoneHere } from './zone.ts';

afterEach(() => vi.unstubAllEnvs());

test.each([
  ['Europe/Berlin', 'Europe/Berlin'],
  ['UTC', 'UTC'],
  ['GMT+3', undefined],
  ['Nowhere/Atlantis', undefined],
])('a machine set to %s tells %s', (setting, told) => {
  vi.stubEnv('TZ', setting);
  expect(zoneHere()).toBe(told);
});
