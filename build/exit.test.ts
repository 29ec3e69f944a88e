import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { CommandError, runCommand } from './exit.ts';

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
});

async function run(command: () => void): Promise<{ said: string; exitCode: unknown }> {
  let said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  await runCommand(async () => Promise.resolve(command()));
  return { said, exitCode: process.exitCode };
}

test('what the user can mend is said without a stack', async () => {
  const outcome = await run(() => {
    throw new CommandError('The door is closed.', 69);
  });
  expect(outcome).toEqual({ said: 'The door is closed.\n', exitCode: 69 });
});

test('a file that may not be touched is named without a stack', async () => {
  const refusal = Object.assign(new Error("EACCES: permission denied, mkdir '/x'"), {
    code: 'EACCES',
    path: '/x',
  });
  const { said, exitCode } = await run(() => {
    throw refusal;
  });
  expect(said).toBe(`${refusal.message}\nCheck owner, permissions and free space.\n`);
  expect(exitCode).toBe(1);
});

test('a fault of ours is not hidden', async () => {
  const open = () => void readFileSync('/nonexistent/file');
  await expect(run(open)).rejects.toThrow('ENOENT');
});
