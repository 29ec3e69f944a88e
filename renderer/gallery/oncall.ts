import type {
  CalendarWindowView,
  GapRow,
  OnCallRows,
  PendingDuty,
  RotaRow,
  SilenceRow,
  SwapRow,
} from '../../main/ipc/duty-views.ts';
import type { Calendar, Override, RotaMember, ShiftView } from '../../server/protocol/oncall.ts';
import { messageId } from './entries.ts';
import { ana, bo, everybody, ivo, mar, me, raj } from './people.ts';
import { after, atHour, before } from './times.ts';

const hour = 3_600;
const day = 24 * hour;

function member({ id, name }: { id: string; name: string }): RotaMember {
  return { personId: id, name };
}

/** Named by the config, but has not joined. */
const dora: RotaMember = { personId: null, name: 'Dora Nagy' };
const developers = [member(ana), member(bo), member(mar), dora];
const operators = [member(raj), member(ivo)];

function shift(
  from: string,
  until: string,
  people: RotaMember[],
  overrideId: string | null = null,
) {
  return { from, until, people, overrideId } satisfies ShiftView;
}

function rota(id: string, change: Partial<RotaRow> = {}): RotaRow {
  return {
    ...{ id, name: 'Payments', teamId: 'payments', teamName: 'Payments', side: 'developer' },
    ...{ level: 'oncall', zone: 'Europe/Berlin', members: developers },
    now: shift(atHour(9, -4), atHour(9, 3), [member(ana)]),
    next: shift(atHour(9, 3), atHour(9, 10), [member(bo)]),
    ...{ isMineNow: false, isMine: false, unreachableIds: [] },
    ...change,
  };
}

export const rotas: RotaRow[] = [
  rota('payments', { unreachableIds: ['ana'] }),
  rota('payments-backup', {
    ...{ name: 'Payments backup', level: 'backup' },
    now: shift(atHour(9, -4), atHour(9, 3), [member(bo)], 'override-1'),
    next: shift(atHour(9, 3), atHour(9, 10), [dora]),
  }),
  rota('platform', {
    ...{ name: 'Platform SRE', teamId: 'platform', teamName: 'Platform SRE', side: 'sre' },
    ...{ zone: 'Asia/Kolkata', members: operators, isMineNow: true, isMine: true },
    now: shift(atHour(18, -1), atHour(18, 0), [member(raj)]),
    next: shift(atHour(18, 0), atHour(18, 1), [member(ivo)]),
  }),
  rota('search', {
    ...{ name: 'Search', teamId: 'search', teamName: 'Search and recommendations of the shop' },
    ...{ zone: 'America/St_Johns', members: [member(mar)] },
    now: shift(before(3 * hour), after(5 * hour), []),
    next: shift(after(5 * hour), after(29 * hour), [member(mar), dora]),
  }),
  rota('mail', { name: 'Mail', teamId: 'mail', teamName: 'Mail', next: null }),
];

export const gaps: GapRow[] = [
  {
    ...{ teamId: 'search', teamName: 'Search and recommendations of the shop', side: 'developer' },
    ...{ from: before(3 * hour), until: after(5 * hour), cause: 'nobody', personIds: [] },
    isMine: false,
  },
  {
    ...{ teamId: 'payments', teamName: 'Payments', side: 'developer', cause: 'unreachable' },
    ...{ from: before(900), until: atHour(9, 3), personIds: ['ana'], isMine: false },
  },
  {
    ...{ teamId: 'platform', teamName: 'Platform SRE', side: 'sre', cause: 'nobody' },
    ...{ from: atHour(18, 6), until: atHour(18, 7), personIds: [], isMine: true },
  },
];

function swap(number: number, change: Partial<SwapRow>): SwapRow {
  return {
    ...{ id: messageId(600 + number), rotaId: 'platform', rotaName: 'Platform SRE' },
    ...{ fromId: 'ivo', toId: 'raj', from: ivo, to: raj, asksMe: true, isMine: false },
    give: { from: atHour(18, 1), until: atHour(18, 2) },
    take: { from: atHour(18, 4), until: atHour(18, 5) },
    ...{ note: 'My daughter’s concert', state: 'asked', askedAt: before(2 * hour) },
    ...change,
  };
}

export const swaps: SwapRow[] = [
  swap(1, {}),
  swap(2, {
    ...{ fromId: 'raj', toId: 'ivo', from: raj, to: ivo, asksMe: false, isMine: true },
    ...{ take: null, note: null },
  }),
];

function silence(number: number, change: Partial<SilenceRow>): SilenceRow {
  return {
    ...{ id: messageId(620 + number), kind: 'silence', service: 'mail', byId: 'raj', by: raj },
    matchers: { alertname: 'CertificateExpires', instance: '/^mail-.*/' },
    ...{ from: before(hour), until: after(50 * 60), reason: 'Renewed; the check is cached' },
    ...{ isInForce: true },
    ...change,
  };
}

export const silences: SilenceRow[] = [
  silence(1, {}),
  silence(2, {
    ...{ kind: 'maintenance', service: 'checkout-api', matchers: {}, byId: 'ana', by: ana },
    ...{ from: atHour(2, 2), until: atHour(4, 2), reason: 'The database is moved' },
    isInForce: false,
  }),
];

/** A hub whose config has no rotas: all members of a team are on call. */
export const noRotas: OnCallRows = {
  ...{ rotas: [], gaps: [], swaps: [], silences: [], problems: [], pending: [] },
  teamsWithoutRota: [
    { id: 'payments', name: 'Payments', side: 'developer', members: [ana, bo, mar] },
    { id: 'platform', name: 'Platform SRE', side: 'sre', members: [raj, ivo] },
  ],
};

export const onCall: OnCallRows = {
  ...{ rotas, gaps, swaps, silences, pending: [] },
  teamsWithoutRota: [{ id: 'edge', name: 'Edge', side: 'sre', members: [ivo] }],
  problems: [
    {
      ...{ kind: 'config', at: before(600) },
      text: 'tocsin.yaml:41:12: “berlin” is no time zone. The configuration of 09:12 stays in force.',
    },
  ],
};

/** Everybody is there. */
export const calm: OnCallRows = {
  ...{ ...onCall, gaps: [], swaps: [], silences: [], problems: [], teamsWithoutRota: [] },
  rotas: rotas.slice(0, 3).map((one) => ({ ...one, unreachableIds: [] })),
};

/** So many rotas, each of a team of its own. */
export function manyRotas(count: number): OnCallRows {
  return {
    ...calm,
    rotas: Array.from({ length: count }, (_, index) => ({
      ...(rotas[index % 3] as RotaRow),
      ...{ id: `rota-${index}`, name: `Rota ${index}`, teamId: `team-${index}` },
      teamName: `Team ${index}`,
    })),
  };
}

function pending(
  number: number,
  change: Pick<PendingDuty, 'command'> & Partial<PendingDuty>,
): PendingDuty {
  return { id: messageId(640 + number), state: 'sending', verdict: null, ...change };
}

/** Commands in each state. */
export const pendingDuties: PendingDuty[] = [
  pending(1, { command: { type: 'shift.take', rotaId: 'payments' }, state: 'waiting-for-link' }),
  pending(2, {
    command: { type: 'swap.answer', swapId: messageId(601), answer: 'accept' },
    ...{ state: 'superseded', verdict: 'Ivo has withdrawn it since, at 03:02.' },
  }),
  pending(3, {
    command: {
      ...{ type: 'override.add', rotaId: 'platform', from: atHour(18, 1), until: atHour(18, 2) },
      ...{ personId: 'ivo', insteadOf: 'raj', reason: 'Dentist' },
    },
    ...{ state: 'refused', verdict: 'The time overlaps another override of yours.' },
  }),
];

/** Shifts of a week each, in turn. */
function weeks(rotaId: string, people: readonly RotaMember[], count: number): ShiftView[] {
  return Array.from({ length: count }, (_, index) => {
    const one = people[index % people.length];
    const isGap = rotaId === 'platform' && index === 3;
    return shift(
      atHour(9, index * 7 - 4),
      atHour(9, index * 7 + 3),
      isGap || one === undefined ? [] : [one],
      index === 1 && rotaId === 'payments' ? 'override-2' : null,
    );
  });
}

const overrides: Override[] = [
  {
    ...{ id: 'override-1', rotaId: 'payments-backup', from: before(day), until: atHour(9, 3) },
    ...{ personId: 'bo', insteadOf: null, reason: 'Dora has not joined yet', source: 'person' },
    ...{ calendarUid: null, byId: 'ana' },
  },
  {
    ...{ id: 'override-2', rotaId: 'payments', from: atHour(9, 3), until: atHour(9, 10) },
    ...{ personId: 'bo', insteadOf: 'ana', reason: 'Leave', source: 'calendar' },
    ...{ calendarUid: 'leave-2026-11@example', byId: null },
  },
];

/** What `oncall:calendar` answers; of the rotas asked for, or of all. */
export function calendarOf({
  rotaIds,
  from,
  until,
}: {
  rotaIds: readonly string[];
  from: string;
  until: string;
}): Calendar {
  const wanted = rotas.filter(({ id }) => rotaIds.length === 0 || rotaIds.includes(id));
  const isWithin = (one: { from: string; until: string }) => one.from < until && one.until > from;
  return {
    ...{ from, until },
    rotas: wanted.map(({ id, members }) => ({
      rotaId: id,
      shifts: weeks(id, members, 60).filter(isWithin),
    })),
    overrides: overrides.filter(isWithin),
    gaps: gaps.filter(isWithin),
  };
}

export function calendar(change: Partial<CalendarWindowView> = {}): CalendarWindowView {
  return {
    me,
    isOnline: true,
    oncall: onCall,
    people: everybody,
    version: 1,
    sought: null,
    ...change,
  };
}
