import { expect, test } from 'vitest';
import { commandOf, matchersOf, problemOf } from './silence-draft.ts';
import type { SilenceDraft } from './silence-draft.ts';

const nowMs = new Date(2026, 10, 3, 3).getTime();
const draft = (change: Partial<SilenceDraft> = {}): SilenceDraft => ({
  ...{ kind: 'silence', service: 'checkout', matchers: '', from: '', until: '2026-11-03T05:00' },
  ...{ reason: 'The disk is moved.', ...change },
});

test('labels are written one a line', () => {
  expect(matchersOf('region = eu-1\n\n tier=/web|db/ ')).toEqual({
    region: 'eu-1',
    tier: '/web|db/',
  });
  expect(matchersOf('region')).toBeNull();
});

test.each<[string, Partial<SilenceDraft>, RegExp]>([
  ['everything', { service: ' ' }, /Name a service/],
  ['no end', { until: '' }, /until when/],
  ['the past', { until: '2026-11-03T02:00' }, /until when/],
  ['an end before its beginning', { from: '2026-11-03T06:00' }, /before it begins/],
  ['no reason', { reason: ' ' }, /why/],
  ['labels that are none', { matchers: 'x' }, /each label/],
])('a silence of %s says what is missing', (_name, change, words) => {
  expect(problemOf(draft(change), nowMs)).toMatch(words);
});

test('a silence is asked for from now on unless it says from when', () => {
  expect(problemOf(draft(), nowMs)).toBeNull();
  expect(commandOf(draft())).toMatchObject({ service: 'checkout', from: null, matchers: {} });
  const later = draft({
    kind: 'maintenance',
    from: '2026-11-03T04:00',
    service: '',
    matchers: 'a=b',
  });
  expect(commandOf(later)).toMatchObject({ kind: 'maintenance', service: null });
});
