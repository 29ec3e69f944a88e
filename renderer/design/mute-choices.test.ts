import { expect, it } from 'vitest';
import type { TeamTimes } from '../../main/ipc/work-views.ts';
import { minutesUntil, muteChoices } from './mute-choices.ts';

/** A Friday evening. */
const nowMs = new Date(2026, 10, 20, 18, 0, 30).getTime();
const monday = new Date(2026, 10, 23, 9).toISOString();
const mine: TeamTimes = {
  ...{ id: 'payments', name: 'Payments', side: 'developer', zone: 'Europe/Berlin' },
  ...{ isOpen: false, opensAt: monday, thenOpensAt: null, isMine: true },
};

it('mutes for a while, until the morning, or until my team opens', () => {
  const choices = muteChoices([mine, { ...mine, id: 'other', isMine: false }], nowMs);
  expect(choices.map(({ text }) => text)).toEqual([
    ...['30 min', '1 h', '4 h', 'Tomorrow morning', 'Until Payments opens'],
  ]);
  expect(minutesUntil({ at: monday }, nowMs)).toBe(63 * 60);
  expect(minutesUntil({ at: new Date(nowMs - 1).toISOString() }, nowMs)).toBe(1);
});
