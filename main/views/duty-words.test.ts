import { describe, expect, test } from 'vitest';
import type { Delivery, Page, ReceiptStage } from '../../server/protocol/paging.ts';
import type { DutyKnock } from '../hub/knocks.ts';
import { t0 } from '../testing/factory.ts';
import { makeSilence, makeSwap, monday, nextMonday, onCall } from '../testing/duty.ts';
import { makeKnowledge } from '../testing/knowledge.ts';
import { config } from '../testing/work.ts';
import { causeInWords, holdInWords } from './call-words.ts';
import { knockInWords } from './knock-words.ts';
import { pageInWords } from './page-words.ts';
import { momentInZone } from './zone-times.ts';

const known = makeKnowledge([], { config, oncall: onCall() });
const gap = { teamId: 'payments', side: 'developer', from: t0, until: monday } as const;

describe('words of a knock about duty', () => {
  test.each<[DutyKnock, [string, string]]>([
    [
      { kind: 'shift', rotaId: 'r1', isOnCall: true, personIds: ['ana'], until: monday },
      [
        'You are on call for Payments until Mon 09:00 Berlin, 07:00 yours',
        'Keep this laptop open, with a link and its sound on.',
      ],
    ],
    [
      { kind: 'shift', rotaId: 'r1', isOnCall: false, personIds: ['raj'], until: nextMonday },
      ['Your shift for Payments is over', 'Raj has it until Mon 12 Oct 09:00 Berlin, 07:00 yours.'],
    ],
    [
      { kind: 'shift', rotaId: 'r9', isOnCall: false, personIds: [], until: null },
      ['Your shift for your team is over', 'Nobody has it.'],
    ],
    [
      { kind: 'offer', rotaId: 'r1', personId: 'raj', until: monday, reason: 'The test failed.' },
      [
        'Can you take Payments?',
        'Raj cannot be heard: The test failed. Until Mon 09:00 Berlin, 07:00 yours.',
      ],
    ],
    [
      { kind: 'swap', swap: makeSwap() },
      [
        'Raj asks you to take a shift',
        'Payments: Fri 09:00 Berlin, 07:00 yours to Mon 09:00 Berlin, 07:00 yours',
      ],
    ],
    [
      { kind: 'swap', swap: makeSwap({ fromId: 'ana', toId: 'raj', state: 'accepted' }) },
      [
        'Raj takes your shift',
        'Payments: Fri 09:00 Berlin, 07:00 yours to Mon 09:00 Berlin, 07:00 yours',
      ],
    ],
    [
      {
        ...{ kind: 'gap', ahead: 'day' },
        gap: { ...gap, from: '2026-10-04T01:00:00.000Z', cause: 'nobody', personIds: [] },
      },
      [
        'Nobody on call for Payments tomorrow',
        'From Sun 01:00 to Mon 07:00. Somebody has to take it.',
      ],
    ],
    [
      { kind: 'gap', gap: { ...gap, cause: 'unreachable', personIds: ['raj'] }, ahead: 'hour' },
      ['Nobody on call for Payments now', 'Raj cannot be reached. Until Mon 07:00.'],
    ],
    [
      { kind: 'silence', silence: makeSilence() },
      ['A silence ends at 03:30', 'What still fires then calls again: load test'],
    ],
    [
      { kind: 'unreachable', personId: 'raj', since: t0, isMe: false },
      ['Raj is on call and cannot be reached', 'No laptop of theirs has had a link since 01:12.'],
    ],
    [
      { kind: 'drill', reason: 'The sound is muted.' },
      ['The test of your alarm failed', 'The sound is muted.'],
    ],
    [
      { kind: 'channel', name: 'email', outcome: 'sent', problem: null },
      ['A test was sent: e-mail', 'Look whether it arrives.'],
    ],
    [
      { kind: 'engine', problem: 'A page has no next step.' },
      ['The hub found a fault in its paging', 'A page has no next step.'],
    ],
  ])('%j', (knock, expected) => {
    const { content, incidentId, isForLookers } = knockInWords(knock, known);
    expect([content.title, content.body]).toEqual(expected);
    expect([content.severity, incidentId, isForLookers]).toEqual([null, null, true]);
  });

  test('a click opens the window in which something can be done about it', () => {
    const opens = (knock: DutyKnock) => knockInWords(knock, known).content.opens;
    const offer = { kind: 'offer', rotaId: 'r1', personId: 'raj', until: monday } as const;
    expect(opens({ ...offer, reason: '' })).toEqual({ window: 'calendar', what: 'take' });
    expect(opens({ kind: 'silence', silence: null })).toEqual({
      ...{ window: 'calendar', what: 'silences' },
    });
    expect(opens({ kind: 'engine', problem: 'x' })).toEqual({ window: 'board' });
  });
});

describe('how far a page got', () => {
  const page = (change: Partial<Page> = {}): Page => ({
    ...{ personId: 'raj', at: t0, devices: [], deliveries: [], isUnheard: false },
    ...{ isDeclined: false, ...change },
  });
  const reached = (...stages: ReceiptStage[]) => {
    const times = Object.fromEntries(stages.map((stage) => [stage, t0]));
    return [{ deviceId: 'd2', isUnreachable: false, times }];
  };
  const asleep = [{ deviceId: 'd2', isUnreachable: true, times: {} }];
  const mail = (change: Partial<Delivery>): Delivery => ({
    ...{ id: 'm', kind: 'email', name: 'email', state: 'sent', at: '2026-10-03T03:13:00.000Z' },
    ...{ dueAt: null, tries: 1, problem: null, ...change },
  });
  const ntfy = mail({ id: 'n', kind: 'ntfy', name: 'ntfy' });
  const later = { state: 'waiting', dueAt: '2026-10-03T03:15:00.000Z', tries: 0 } as const;

  test.each<[Partial<Page>, string, string]>([
    [{}, 'written', 'laptop called'],
    [{ devices: reached('written') }, 'written', 'laptop called'],
    [{ devices: reached('written', 'received') }, 'received', 'laptop got it'],
    [{ devices: reached('written', 'received', 'sounded') }, 'sounded', 'laptop rings'],
    [{ devices: reached('sounded', 'seen') }, 'seen', 'laptop rings, seen'],
    [{ devices: reached('written'), isUnheard: true }, 'unheard', 'laptop asleep'],
    [
      { devices: reached('written', 'received'), isUnheard: true },
      ...(['unheard', 'laptop got it, no sound'] as const),
    ],
    [{ devices: reached('received', 'sounded'), isUnheard: true }, 'sounded', 'laptop rings'],
    [
      { devices: asleep, deliveries: [mail({})] },
      ...(['unreachable', 'laptop asleep, e-mail sent 03:13'] as const),
    ],
    [
      { devices: asleep, deliveries: [ntfy] },
      ...(['unreachable', 'laptop asleep, phone told by ntfy 03:13'] as const),
    ],
    [
      { devices: asleep, deliveries: [mail(later)] },
      ...(['unreachable', 'laptop asleep, e-mail at 03:15'] as const),
    ],
    [
      { devices: asleep, deliveries: [mail({ ...later, tries: 2 })] },
      ...(['unreachable', 'laptop asleep, e-mail failed, again at 03:15'] as const),
    ],
    [
      { devices: asleep, deliveries: [mail({ state: 'failed' })] },
      ...(['unreachable', 'laptop asleep, e-mail failed'] as const),
    ],
    [{ devices: reached('sounded'), deliveries: [mail(later)] }, 'sounded', 'laptop rings'],
    [
      { devices: asleep, deliveries: [mail({ state: 'answered' })] },
      ...(['acknowledged', 'answered by e-mail'] as const),
    ],
    [{ isDeclined: true, devices: reached('sounded') }, 'declined', 'called the next'],
  ])('%j', (change, standing, words) => {
    const around = { hasIt: false, deviceCount: 1 };
    expect(pageInWords(page(change), around, known)).toEqual({ standing, words });
  });

  test('who has no laptop, and who has the seat', () => {
    const without = pageInWords(page(), { hasIt: false, deviceCount: 0 }, known);
    expect(without).toEqual({ standing: 'unreachable', words: 'no laptop' });
    const has = pageInWords(page({ isUnheard: true }), { hasIt: true, deviceCount: 1 }, known);
    expect(has).toEqual({ standing: 'acknowledged', words: 'answered' });
  });
});

describe('why a seat calls, or is silent', () => {
  const base = { incidentId: 'i1', side: 'developer', at: t0 } as const;
  test.each([
    [{ ...base, kind: 'lease-ended', since: t0 }, 'You had it since 01:12: still on it?'],
    [{ ...base, kind: 'again' }, 'Nobody answered: you are called again'],
    [
      { ...base, kind: 'next', because: 'unanswered', personId: null },
      'Nobody answered: you are next',
    ],
    [
      { ...base, kind: 'next', because: 'declined', personId: 'raj' },
      'Raj cannot come: you are next',
    ],
    [
      { ...base, kind: 'next', because: 'unheard', personId: 'raj' },
      'Nothing reaches Raj: you are next',
    ],
    [
      { ...base, kind: 'released', why: 'called-back', byId: 'raj' },
      'Raj calls the developer side back',
    ],
  ] as const)('%j', (cause, words) => {
    expect(causeInWords(cause, known)).toBe(words);
  });

  test('holds say who, and until when', () => {
    const hold = { until: monday, by: 'ana', reason: 'load\ntest', silenceId: null } as const;
    const words = (kind: 'stand-down' | 'silence' | 'maintenance') =>
      holdInWords({ ...hold, kind }, 'sre', known);
    expect(words('stand-down')).toBe('Ana let the SRE side sleep until Mon 07:00');
    expect(words('silence')).toBe('Silenced until Mon 07:00: load test');
    expect(words('maintenance')).toBe('Maintenance until Mon 07:00: load test');
  });
});

test('a moment in another zone is told in both; an unknown zone harms nobody', () => {
  expect(momentInZone(monday, 'Europe/Berlin', known)).toBe('Mon 09:00 Berlin, 07:00 yours');
  expect(momentInZone(monday, 'UTC', known)).toBe('Mon 07:00 UTC');
  expect(momentInZone(monday, 'Mars/Olympus_Mons', known)).toBe('Mon 07:00 Olympus Mons');
});
