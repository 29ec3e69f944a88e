import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exitCodes } from './exit-code.ts';
import { describeFailure } from './failure.ts';
import { createProgram } from './program.ts';

/** Reads a command line in this process; none of these gets as far as doing anything. */
async function read(words: string[]): Promise<{ exitCode: number; out: string; error: string }> {
  let out = '';
  let error = '';
  const program = createProgram({
    writeOut: (text) => void (out += text),
    writeErr: (text) => void (error += text),
  });
  try {
    await program.parseAsync(words, { from: 'user' });
    return { exitCode: 0, out, error };
  } catch (failure) {
    return { exitCode: describeFailure(failure, false).exitCode, out, error };
  }
}

test.each([
  ['an unknown side', ['invite', 'Ada', '--side', 'manager']],
  ['an unknown sender', ['key', 'create', 'x', '--sender', 'carrier-pigeon']],
  ['no sender', ['key', 'create', 'x']],
  ['an unknown severity', ['alert', 'terrible', 'checkout', 'it broke']],
  ['too few words', ['alert', 'critical']],
  ['context that is none', ['context', 'add', '41']],
  [
    'a title for several things',
    ['context', 'add', '41', '--note', 'n', '--log', '/dev/null', '--title', 't'],
  ],
  ['a link without an address', ['context', 'add', '41', '--link', 'dashboard']],
  ['a log that cannot be read', ['context', 'add', '41', '--log', '/nowhere/at/all']],
  ['a metric that is none', ['context', 'add', '41', '--metric', '/dev/null']],
  ['an export of nothing', ['export']],
  ['an unknown format', ['export', '1', '--format', 'pdf']],
  ['a report since no day', ['report', '--since', '2026-02-31']],
  ['a report until a word', ['report', '--until', 'tomorrow']],
  ['a report in an unknown format', ['report', '--format', 'pdf']],
  ['runbooks that nobody names', ['runbook', 'lint']],
  ['a runbook for nothing', ['runbook', 'match', '.']],
  ['a label without a value', ['runbook', 'match', '.', '--label', 'app']],
  ['too many words', ['version', 'please']],
  ['an unknown command', ['ring']],
  ['no command', []],
  ['half a command', ['key']],
  ['an unknown option', ['version', '--loud']],
  ['an address without a port', ['hub', '--listen', 'localhost']],
  ['a port beyond all', ['hub', '--listen', 'localhost:70000']],
  ['an unknown log level', ['hub', '--log-level', 'chatty']],
  ['a public address that no laptop trusts', ['hub', '--public-url', 'http://hub.example.com']],
  ['a public address that is none', ['hub', '--public-url', 'hub.example.com']],
])('%s is a matter of usage', async (_name, words) => {
  const { exitCode, out, error } = await read(words);
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  expect(error).not.toBe('');
});

test.each([
  [[]],
  [['hub']],
  [['key', 'create']],
  [['key', 'list']],
  [['key', 'revoke']],
  [['invite']],
  [['device', 'list']],
  [['device', 'revoke']],
  [['alert']],
  [['export']],
  [['context', 'add']],
  [['deploy']],
  [['runbook', 'lint']],
  [['runbook', 'match']],
  [['runbook', 'schema']],
  [['init']],
  [['check']],
  [['audit']],
  [['config', 'check']],
  [['config', 'schema']],
  [['version']],
])('help of %j has examples and exit codes', async (words) => {
  const { exitCode, out } = await read([...words, '--help']);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/Examples?:\n {2}tocsin/);
  expect(out).toMatch(/Exit codes:\n +0 {2}done/);
});

test('docs/command-line.md has every command and every exit code', () => {
  const page = readFileSync(new URL('../../docs/command-line.md', import.meta.url), 'utf8');
  for (const { number, meaning } of Object.values(exitCodes)) {
    expect(page.replaceAll(/ +/g, ' ')).toContain(`| ${number} | ${meaning} |`);
  }
  for (const command of createProgram().commands) {
    const names = command.commands.map((sub) => `${command.name()} ${sub.name()}`);
    for (const name of names.length > 0 ? names : [command.name()]) {
      expect(page).toContain(`\`tocsin ${name}`);
    }
  }
});
