import { describe, expect, it } from 'vitest';
import {
  alertCountInWords,
  alertStateInWords,
  annotationsOf,
  senderInWords,
  unseenInWords,
} from './alert-words.ts';

const nowMs = Date.parse('2026-11-23T03:40:00.000Z');
const at = '2026-11-23T03:26:00.000Z';

describe('words for the alerts of an incident', () => {
  it.each([
    [1, 1, '1 alert firing'],
    [0, 1, '1 alert, resolved'],
    [3, 3, '3 alerts firing'],
    [0, 3, '3 alerts, all resolved'],
    [2, 5, '2 of 5 alerts firing'],
  ])('counts %d of %d', (firing, all, words) => {
    expect(alertCountInWords(firing, all)).toBe(words);
  });

  it('admits what the sender left out', () => {
    expect(unseenInWords(1)).toMatch(/1 more alert\./);
    expect(unseenInWords(17)).toMatch(/17 more alerts\./);
  });
});

describe('words for an alert', () => {
  const firing = { startsAt: at, resolvedAt: null, resolveCause: null };

  it.each([
    [firing, 'firing for 14 min, since 03:26'],
    [{ ...firing, resolvedAt: at }, 'resolved 03:26'],
    [
      { ...firing, resolvedAt: at, resolveCause: 'expired' as const },
      'resolved 03:26: its time ran out',
    ],
    [
      { ...firing, resolvedAt: at, resolveCause: 'sender' as const },
      'resolved 03:26: its sender said so',
    ],
  ])('%o', (alert, words) => {
    expect(alertStateInWords(alert, nowMs)).toBe(words);
  });

  it('says where it came from', () => {
    expect(senderInWords({ sender: 'alertmanager', integration: 'lab' })).toBe(
      'Alertmanager, key lab',
    );
  });
});

it('does not say again what the title or a button says', () => {
  const href = 'https://runbooks.example/pool';
  const alert = {
    title: '5xx ratio above 5 %',
    links: [{ href, text: 'Runbook' }],
    annotations: {
      summary: '5xx ratio above 5 %',
      runbook_url: href,
      description: '7.1 % of /pay',
    },
  } as unknown as Parameters<typeof annotationsOf>[0];
  expect(annotationsOf(alert)).toEqual([['description', '7.1 % of /pay']]);
});
