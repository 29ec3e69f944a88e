import { describe, expect, it } from 'vitest';
import type { Stopgap } from '../../../../server/protocol/stopgap.ts';
import { askedAgain, sortedStopgaps, type StopgapCommand } from './stopgap-commands.ts';
import {
  answerInWords,
  askedInWords,
  expiryInWords,
  ownerInWords,
  probeInWords,
  promiseInWords,
  waitingInWords,
  whyNotExtend,
} from './stopgap-words.ts';

/** A Monday. */
const nowMs = new Date(2026, 10, 23, 12).getTime();
const at = (days: number, hours: number) => new Date(2026, 10, 23 + days, hours).toISOString();
const team = { id: 'payments', name: 'Payments' };
const nameOf = (id: string) => (id === 'me' ? 'You' : id === 'ana' ? 'Ana' : id);

function stopgap(change: Partial<Stopgap> = {}): Stopgap {
  return {
    ...{ id: 'one', incidentId: 'i', incidentNumber: 1, service: 's', what: 'w', undo: 'u' },
    ...{ probeUrl: null, step: null, installedBy: 'me', installedAt: at(-1, 3), team },
    ...{ ownerId: 'ana', expiresAt: at(3, 11), extensions: [], state: 'open', askedAt: null },
    ...{ askedCount: 0, permanence: null, probe: null, answeredBy: null, answeredAt: null },
    note: null,
    ...change,
  };
}

describe('a stopgap in words', () => {
  it('says whose it is', () => {
    expect(ownerInWords(stopgap(), nameOf)).toBe('Ana, of Payments');
    expect(ownerInWords(stopgap({ ownerId: null }), nameOf)).toBe('All of Payments');
    expect(ownerInWords(stopgap({ ownerId: null, team: null }), nameOf)).toMatch(/developers/);
  });

  it('says until when, and when that is over', () => {
    expect(expiryInWords(stopgap(), nowMs)).toBe('Thu 11:00, in 2 d 23 h');
    expect(expiryInWords({ expiresAt: at(0, 9) }, nowMs)).toBe('Mon 09:00, 3 h ago: overdue');
    expect(askedInWords(stopgap({ askedAt: at(0, 9), askedCount: 2 }), nowMs)).toBe(
      'Its owner was asked 2 times since Mon 09:00',
    );
  });

  it('says what its probe found', () => {
    const probed = { probeUrl: 'https://a.example/', state: 'open' as const };
    expect(probeInWords({ ...probed, probeUrl: null, probe: null }, nowMs)).toBeNull();
    expect(probeInWords({ ...probed, probe: null }, nowMs)).toMatch(/No answer was bad/);
    const failing = { state: 'failing' as const, since: at(0, 9), detail: '503' };
    expect(probeInWords({ ...probed, probe: failing }, nowMs)).toBe(
      'Does not hold since Mon 09:00: 503',
    );
  });

  it('says what became of it', () => {
    const undone = stopgap({ state: 'undone', answeredBy: 'me', answeredAt: at(0, 10) });
    expect(answerInWords(undone, nameOf, nowMs)).toBe('Fixed and undone by you, Mon 10:00');
    const permanence = { personId: 'ana', at: at(0, 9), reason: 'r' };
    const permanent = stopgap({ ...undone, state: 'permanent', permanence });
    expect(answerInWords(permanent, nameOf, nowMs)).toBe(
      'Ana wanted it to stay; made permanent by you, Mon 10:00',
    );
    expect(answerInWords(stopgap(), nameOf, nowMs)).toBeNull();
  });

  it('is extended twice, by developers', () => {
    const extension = {
      from: at(0, 9),
      until: at(1, 9),
      reason: 'r',
      personId: 'ana',
      at: at(0, 8),
    };
    expect(whyNotExtend({ extensions: [extension] }, 'developer')).toBeNull();
    expect(whyNotExtend({ extensions: [extension, extension] }, 'developer')).toMatch(/twice/);
    expect(whyNotExtend({ extensions: [] }, 'sre')).toMatch(/developer side/);
  });

  it('promises who is asked, and when', () => {
    const promise = { teamName: 'Payments', until: at(3, 11), isWhenOpen: true, nowMs };
    expect(promiseInWords({ ...promise, owner: 'Ana' })).toBe(
      'Payments owns it, Ana answers for it. Asked Thu 11:00 what becomes of it.',
    );
    expect(promiseInWords({ ...promise, owner: 'You', isWhenOpen: false })).toBe(
      'Payments owns it, you answer for it. Asked Thu 11:00, or when Payments opens after that, what becomes of it.',
    );
    const all = { ...promise, owner: 'All of Payments' };
    expect(promiseInWords(all)).toMatch(/^All of Payments own it\./);
    expect(promiseInWords({ ...all, until: null })).toBe('All of Payments own it.');
  });

  it('says what waits', () => {
    const command = {
      type: 'stopgap.undo',
      incidentId: 'i',
      stopgapId: 'one',
      note: null,
    } as const;
    expect(waitingInWords({ command, state: 'waiting-for-link' })).toMatch(
      /^Noted here that it is/,
    );
    expect(waitingInWords({ command, state: 'sending' })).toMatch(/^Telling the hub/);
  });
});

describe('stopgaps', () => {
  it('stand with what expires first, and those answered last come first', () => {
    const soon = stopgap({ id: 'soon', expiresAt: at(0, 9) });
    const before = stopgap({ id: 'before', state: 'undone', answeredAt: at(-2, 9) });
    const lately = stopgap({ id: 'lately', state: 'undone', answeredAt: at(-1, 9) });
    const { open, answered } = sortedStopgaps([before, stopgap(), lately, soon]);
    expect(open.map(({ id }) => id)).toEqual(['soon', 'one']);
    expect(answered.map(({ id }) => id)).toEqual(['lately', 'before']);
  });

  it('are answered for again as they are now', () => {
    const extend: StopgapCommand = {
      ...{ type: 'stopgap.extend', incidentId: 'i', stopgapId: 'one', from: at(1, 9) },
      ...{ until: at(4, 9), reason: 'r' },
    };
    expect(askedAgain(extend, stopgap())).toEqual({ ...extend, from: at(3, 11) });
    expect(askedAgain({ ...extend, until: at(3, 9) }, stopgap())).toBeNull();
    expect(askedAgain(extend, stopgap({ state: 'undone' }))).toBeNull();
  });
});
