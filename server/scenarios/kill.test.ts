import { expect, test } from 'vitest';
import { startInChild } from './testing/hub-in-child.ts';
import { Scenario } from './testing/scenario.ts';

test('a hub that is killed while both sides ring rings on when it is back', async () => {
  const night = await Scenario.begin({ start: startInChild });
  await night.alert();
  await night.kill('3s');
  expect(night.ringing()).toContain('ana');
  expect(night.ringing()).toContain('raj');
});
