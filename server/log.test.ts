import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from './journal/testing/temporary-folder.ts';
import { createLog, openLog } from './log.ts';

/** A log on a file, closed when the test ends. */
function logOn(path: string) {
  const fileDescriptor = openSync(path, 'a');
  onTestFinished(() => closeSync(fileDescriptor));
  return createLog('info', openLog(fileDescriptor));
}

test('secrets are left out of the log', () => {
  const path = join(temporaryFolder(), 'log');
  logOn(path).info({ key: 'abc', headers: { authorization: 'Bearer abc' } }, 'said');
  const text = readFileSync(path, 'utf8');
  expect(text).toContain('"msg":"said"');
  expect(text).not.toContain('abc');
});

test.runIf(process.platform === 'linux')('a disk without room for the log stops nobody', () => {
  const log = logOn('/dev/full');
  const say = (): void => {
    for (let index = 0; index < 1_000; index += 1) log.warn({ text: 'x'.repeat(2_000) }, 'refused');
  };
  expect(say).not.toThrow();
});
