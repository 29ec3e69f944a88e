import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../server/protocol/context.ts';
import { fullContext } from '../../gallery/context.ts';
import { contextStateInWords } from './context-state.ts';
import {
  contentInWords,
  deployInWords,
  fromAlertInWords,
  isSuspect,
  redactedInWords,
} from './context-words.ts';
import { logText } from './log-text.ts';

const alertAt = '2026-11-23T03:12:00.000Z';
const deploy = (at: string, change: Partial<Deploy> = {}): Deploy => ({
  id: 'd',
  at,
  summary: 'checkout',
  version: null,
  by: null,
  link: null,
  ...change,
});

describe('a deploy', () => {
  it('is told by its distance from the alert', () => {
    expect(fromAlertInWords('2026-11-23T03:00:00.000Z', alertAt)).toBe('12 min before the alert');
    expect(fromAlertInWords('2026-11-23T05:13:00.000Z', alertAt)).toBe('2 h 1 min after the alert');
    expect(fromAlertInWords('2026-11-23T03:12:20.000Z', alertAt)).toBe('as the alert began');
    expect(fromAlertInWords('nonsense', alertAt)).toBe('at an unknown time');
  });

  it('is suspect in the hour before it', () => {
    expect(isSuspect(deploy('2026-11-23T02:13:00.000Z'), alertAt)).toBe(true);
    expect(isSuspect(deploy('2026-11-23T02:11:00.000Z'), alertAt)).toBe(false);
    expect(isSuspect(deploy('2026-11-23T03:13:00.000Z'), alertAt)).toBe(false);
  });

  it('says its version once', () => {
    expect(deployInWords(deploy(alertAt, { version: '2.1' }))).toBe('checkout 2.1');
    const said = deploy(alertAt, { summary: 'checkout 2.1 to eu', version: '2.1' });
    expect(deployInWords(said)).toBe('checkout 2.1 to eu');
  });
});

it('says what an item holds', () => {
  expect(fullContext.map(({ content }) => contentInWords(content))).toEqual([
    '3 links',
    '2 deploys',
    '1 series',
    '1 series',
    '7 series',
    '60 lines',
    'note',
  ]);
});

it('says how much was masked', () => {
  expect(redactedInWords(1)).toContain('1 secret ');
  expect(redactedInWords(3)).toContain('3 secrets ');
});

it('copies a log with the times that it has', () => {
  const lines = [
    { at: alertAt, text: 'one' },
    { at: null, text: 'two' },
  ];
  expect(logText({ lines })).toBe(`${alertAt} one\ntwo`);
});

describe('the state of the context', () => {
  const context = (state: 'loading' | 'complete' | 'unavailable', hasItems: boolean) => ({
    incidentId: 'i',
    items: hasItems ? fullContext : [],
    state,
  });

  it('is not spoken of when it is whole', () => {
    expect(contextStateInWords(context('complete', true), 'online')).toBeNull();
  });

  it('says when there may be more', () => {
    expect(contextStateInWords(null, 'online')).toMatch(/Reading/);
    expect(contextStateInWords(context('loading', false), 'online')).toMatch(/Reading/);
    expect(contextStateInWords(context('loading', true), 'online')).toMatch(/More/);
    expect(contextStateInWords(context('complete', true), 'cut-off')).toMatch(/may be newer/);
    expect(contextStateInWords(context('unavailable', false), 'cut-off')).toMatch(/not reached/);
    expect(contextStateInWords(context('complete', false), 'online')).toMatch(/Nobody/);
  });
});
