import { expect, test } from 'vitest';
import { Scenario } from './testing/scenario.ts';

test('a critical alert rings at once for the developer and the SRE on call, and for nobody else', async () => {
  const night = await Scenario.begin();
  await night.alert();
  expect(night.ringing()).toEqual(['ana', 'raj']);
});

test('the SRE’s acknowledgement leaves the developer ringing', async () => {
  const night = await Scenario.begin();
  await night.alert();
  expect(await night.acknowledge('raj')).toBe('applied');
  expect(night.ringing()).toEqual(['ana']);
});
