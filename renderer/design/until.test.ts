import { describe, expect, it } from 'vitest';
import type { TeamTimes } from '../../main/ipc/work-views.ts';
import { choiceInWords, problemOfUntil, snoozeChoices, untilChoices } from './until.ts';

const hourMs = 60 * 60_000;
/** A Friday night. */
const nowMs = new Date(2026, 10, 20, 23, 12).getTime();
const monday = new Date(2026, 10, 23, 9).toISOString();
const tuesday = new Date(2026, 10, 24, 9).toISOString();

function team(id: string, change: Partial<TeamTimes> = {}): TeamTimes {
  const name = id.charAt(0).toUpperCase() + id.slice(1);
  return {
    ...{ id, name, side: 'developer', zone: 'Europe/Berlin', isOpen: false },
    ...{ opensAt: monday, thenOpensAt: tuesday, isMine: false },
    ...change,
  };
}

const payments = team('payments');
const platform = team('platform', { side: 'sre', isMine: true });
const teams = [team('search'), platform, payments];

describe('times to choose from', () => {
  it('begin with the owning team, with grace, then the reader’s own', () => {
    const choices = untilChoices({ nowMs, teams, owningTeamId: 'payments', graceMs: 2 * hourMs });
    expect(choices.map((choice) => choiceInWords(choice, nowMs))).toEqual([
      'Payments opens + 2 h (Mon 11:00)',
      'Until Payments opens (Mon 09:00)',
      'Until Platform opens (Mon 09:00)',
      '30 min (Fri 23:42)',
      '1 h (Sat 00:12)',
      '4 h (Sat 03:12)',
      'Tomorrow morning (Sat 09:00)',
    ]);
  });

  it('leave out what is over before, and take the opening after that', () => {
    const afterMs = Date.parse(monday) + 2 * hourMs;
    const choices = untilChoices({ nowMs, teams, owningTeamId: 'payments', afterMs });
    expect(choices.map(({ text, at }) => [text, at])).toEqual([
      ['Until Payments opens', tuesday],
      ['Until Platform opens', tuesday],
    ]);
  });

  it('leave out what lasts too long', () => {
    const choices = untilChoices({ nowMs, teams, owningTeamId: null, mostMs: 24 * hourMs });
    expect(choices.map(({ text }) => text)).toEqual(['30 min', '1 h', '4 h', 'Tomorrow morning']);
  });

  it('know nothing of teams without hours', () => {
    const closed = team('payments', { opensAt: null, thenOpensAt: null });
    const choices = untilChoices({ nowMs, teams: [closed], owningTeamId: 'payments' });
    expect(choices.map(({ id }) => id)).toEqual(['30 min', '60 min', '240 min', 'morning']);
  });

  it('say why a time cannot be', () => {
    const wish = { nowMs, afterMs: nowMs + hourMs, mostMs: 24 * hourMs };
    const at = (hours: number) => new Date(nowMs + hours * hourMs).toISOString();
    expect(problemOfUntil(null, wish)).toBe('Say a date and a time.');
    expect(problemOfUntil(at(-1), wish)).toMatch(/over already/);
    expect(problemOfUntil(at(0.5), wish)).toMatch(/until then anyway/);
    expect(problemOfUntil(at(25), wish)).toBe('That is too late: 1 d at most.');
    expect(problemOfUntil(at(2), wish)).toBeNull();
  });
});

it('short times come first for whoever wants to be left alone', () => {
  expect(snoozeChoices(teams, nowMs).map((choice) => choiceInWords(choice, nowMs))).toEqual([
    '15 min (Fri 23:27)',
    '1 h (Sat 00:12)',
    'Until Platform opens (Mon 09:00)',
    'Tomorrow morning (Sat 09:00)',
  ]);
});
