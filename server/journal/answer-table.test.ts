import { expect, onTestFinished, test } from 'vitest';
import { toInstant } from '../domain/instant.ts';
import { Journal } from './journal.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const dayMs = 24 * 60 * 60 * 1_000;

test('answers are kept for a month, and forgotten while the hub goes on', async () => {
  const ids = { newHubId: () => 'hub', newEpoch: () => 'epoch' };
  const journal = await Journal.open({ dataFolder: temporaryFolder(), ...ids });
  onTestFinished(() => journal.close());
  const startMs = Date.parse('2026-11-23T03:00:00.000Z');
  const row = { device_id: 'device', digest: 'digest', answer: '{}' };
  const kept = await journal.write(({ answers }) => {
    answers.put('first', row, toInstant(startMs));
    for (let index = 0; index < 2_000; index += 1) {
      answers.put(`later ${index}`, row, toInstant(startMs + 29 * dayMs));
    }
    const afterMonth = answers.find('first');
    for (let index = 0; index < 2_000; index += 1) {
      answers.put(`much later ${index}`, row, toInstant(startMs + 31 * dayMs));
    }
    return { afterMonth, after: answers.find('first'), later: answers.find('later 0') };
  });
  expect(kept).toEqual({ afterMonth: row, after: undefined, later: row });
});
