import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TocsinError } from '../../server/protocol/errors.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { makeRunbook, makeStep, runbookHash } from '../testing/work.ts';
import { forgetHub } from './membership.ts';
import { openRunbookCache, runbookFiles, Runbooks } from './runbooks.ts';
import { wellFormedRunbook } from './well-formed-runbook.ts';

let folder: string;
let warnings: string[];
let recalled: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-runbooks-'));
  [warnings, recalled] = [[], 0];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const version = makeRunbook([makeStep('pool', { steps: [makeStep('pod')] })]);
const signal = new AbortController().signal;

/** The app as it starts, with a hub that answers so. */
async function open(answer: unknown): Promise<Runbooks> {
  return new Runbooks({
    api: { getJson: (_path, _query, schema) => Promise.resolve(schema.parse(answer)) },
    cache: await openRunbookCache(folder, new ManualClock()),
    onRecalled: () => (recalled += 1),
    warn: (_fields, message) => void warnings.push(message),
  });
}

const path = () => join(folder, 'runbooks', runbookHash);

test('what was fetched once is there after a restart, without the hub', async () => {
  const before = await open(version);
  expect(before.of(runbookHash)).toBe('absent');
  await before.fetch(runbookHash, signal);
  expect(before.of(runbookHash)).toEqual(version.runbook);
  const after = await open(null);
  expect(after.of(runbookHash)).toBe('recalling');
  expect(after.of(runbookHash)).toBe('recalling');
  await vi.waitFor(() => expect(recalled).toBe(1));
  expect(after.of(runbookHash)).toEqual(version.runbook);
  await forgetHub(folder);
  expect(await readdir(folder)).toEqual([]);
});

test('what is broken on disk is as if it were not there', async () => {
  await (await open(version)).fetch(runbookHash, signal);
  await writeFile(path(), '{"runbook":');
  const after = await open(null);
  expect(after.of(runbookHash)).toBe('recalling');
  await vi.waitFor(() => expect(recalled).toBe(1));
  expect(after.of(runbookHash)).toBe('absent');
  expect(warnings).toHaveLength(1);
});

test('there are never more than fit, and the last ones stay', async () => {
  const cache = await openRunbookCache(folder, new ManualClock());
  const name = (index: number): string => index.toString(16).padStart(64, '0');
  for (let index = 0; index < runbookFiles + 20; index += 1) {
    await cache.write(name(index), 'whole', Buffer.from('{}'));
  }
  expect(await readdir(join(folder, 'runbooks'))).toHaveLength(runbookFiles);
  expect(cache.has(name(runbookFiles + 19), 'whole')).toBe(true);
  expect(cache.has(name(19), 'whole')).toBe(false);
});

describe('a hub that lies is told so, and nothing is kept', () => {
  /** Deeper than any stack. */
  const deep = (): unknown => {
    let step: unknown = makeStep('s0');
    for (let index = 1; index < 20_000; index += 1) {
      step = { ...makeStep(`s${index}`), steps: [step] };
    }
    return { ...version, runbook: { ...version.runbook, sections: [section([step])] } };
  };
  const section = (steps: unknown[]) => ({ title: null, level: 0, line: 1, parts: [], steps });
  const many = Array.from({ length: 6_000 }, (_, index) => makeStep(`s${index}`));
  test.each<[string, () => unknown]>([
    ['nothing', () => null],
    ['something else', () => ({ items: [] })],
    ['another version', () => ({ ...version, hash: 'c'.repeat(64) })],
    ['steps that are none', () => ({ ...version, runbook: { sections: [section([7])] } })],
    ['a step twice', () => makeRunbook([makeStep('a'), makeStep('b', { steps: [makeStep('a')] })])],
    ['too many steps', () => makeRunbook(many)],
    ['steps too deep', deep],
  ])('%s', async (_name, answer) => {
    expect(() => wellFormedRunbook(answer(), runbookHash)).toThrow(TocsinError);
    const runbooks = await open(answer());
    await expect(runbooks.fetch(runbookHash, signal)).rejects.toMatchObject({
      code: 'hub_answer_invalid',
    });
    expect(runbooks.of(runbookHash)).toBe('absent');
  });
});
