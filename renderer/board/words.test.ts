import { describe, expect, it } from 'vitest';
import type { BoardView } from '../../main/ipc/views.ts';
import { ana, bothRing, bothUp, iHaveIt, me, raj, seats } from '../gallery/people.ts';
import { calmInWords } from './calm-words.ts';
import {
  ageInWords,
  openInWords,
  alertCountInWords,
  alertStateInWords,
  annotationsOf,
  answersInWords,
  endInWords,
  senderInWords,
  unseenInWords,
} from './incident-words.ts';

const nowMs = Date.parse('2026-11-23T03:40:00.000Z');
const at = '2026-11-23T03:26:00.000Z';

describe('words for an incident', () => {
  it('says who is up on which side', () => {
    expect(answersInWords({ seats: bothRing })).toBe('nobody is up yet');
    expect(answersInWords({ seats: iHaveIt })).toBe('Developer still called, you have it (SRE)');
    expect(answersInWords({ seats: bothUp })).toBe(
      'Ana Kovač has it (Developer), you have it (SRE)',
    );
    const developerOnly = seats({ called: [ana], up: ana }, { called: [raj] });
    expect(answersInWords({ seats: developerOnly })).toMatch(/SRE still called$/);
  });

  it.each([
    [null, 'resolved 03:26'],
    ['Raj', 'resolved 03:26 by Raj'],
    ['its time ran out', 'resolved 03:26, its time ran out'],
  ])('says how it ended: %s', (resolvedBy, words) => {
    expect(endInWords({ resolvedAt: at, resolvedBy }, nowMs)).toBe(words);
  });

  it('says how old it is', () => {
    expect(ageInWords(at, nowMs)).toBe('14 min');
    expect(ageInWords(at, Date.parse(at) + 59_000)).toBe('new');
    expect(openInWords(at, nowMs)).toBe('open 14 min');
    expect(openInWords(at, Date.parse(at) + 59_000)).toBe('just opened');
  });

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

describe('words for an empty board', () => {
  const link = {
    state: 'online',
    hub: 'https://hub.example',
    since: at,
    nextTryAt: null,
    roundTripMs: 12.3,
    message: null,
  } as const;
  const sound = { device: 'audible', message: null, mutedUntil: null } as const;
  const words = (change: Partial<BoardView['link']>, device: BoardView['sound']['device']) => {
    const view = { me, link: { ...link, ...change }, sound: { ...sound, device } };
    const { title, lines } = calmInWords(view, nowMs);
    return [title, ...lines].join('\n');
  };

  it('is calm when everything works', () => {
    expect(words({}, 'audible')).toMatch(/^Nothing is open\.[^]*on call: SRE[^]*12 ms[^]*works/);
  });

  it('is not calm about a laptop without sound', () => {
    expect(words({}, 'silent')).toMatch(/no sound/);
    expect(words({}, 'unknown')).toMatch(/Test alarm/);
  });

  it.each(['connecting', 'catching-up', 'cut-off', 'refused', 'not-joined'] as const)(
    'does not claim that nothing is open while %s',
    (state) => {
      expect(words({ state }, 'audible')).not.toMatch(/Nothing is open|can be heard/);
    },
  );
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
