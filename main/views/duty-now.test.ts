import { expect, test } from 'vitest';
import { ana, people, raj, t0Ms } from '../testing/factory.ts';
import { friday, makeRota, makeShift, makeSwap, monday, onCall } from '../testing/duty.ts';
import { makeKnowledge } from '../testing/knowledge.ts';
import { config } from '../testing/work.ts';
import { dutyNow } from './duty-now.ts';
import type { Knowledge } from './knowledge.ts';
import { OnCallTable } from './on-call-rows.ts';
import { trayState } from './tray-state.ts';

const known = (change: Partial<Knowledge> = {}) =>
  makeKnowledge([], { config, oncall: onCall(), ...change });
const mondayMs = Date.parse(monday);
const labels = (one: Knowledge) =>
  trayState(one, []).menu.flatMap((item) => ('label' in item ? [item.label] : []));

test('on call is who the rota says, without the hub too', () => {
  expect(dutyNow(known())).toMatchObject({ isOnCall: true, next: null });
  expect(dutyNow(known({ now: mondayMs })).isOnCall).toBe(false);
  const later = { from: monday, until: '2026-10-12T07:00:00.000Z' };
  const next = makeShift(['ana'], later);
  const oncall = onCall({ rotas: [makeRota({ now: makeShift(['bo']), next })] });
  expect(dutyNow(known({ oncall }))).toMatchObject({ isOnCall: false, next: { from: monday } });
  expect(dutyNow(known({ oncall, now: mondayMs })).isOnCall).toBe(true);
  // What never changes holds, however long ago the hub has told.
  const forEver = onCall({ rotas: [makeRota({ next: null })] });
  expect(dutyNow(known({ oncall: forEver, now: mondayMs * 2 })).isOnCall).toBe(true);
});

test('the hub’s clock counts, not this one', () => {
  const ahead = { now: mondayMs - 60_000, clockSkewMs: 120_000 };
  expect(dutyNow(known(ahead)).isOnCall).toBe(false);
});

test('a team without a rota is on call always; so is everybody where no team is named', () => {
  expect(dutyNow(known({ me: raj })).isOnCall).toBe(true);
  const backupAlone = onCall({ rotas: [makeRota({ level: 'backup', now: makeShift(['bo']) })] });
  expect(dutyNow(known({ oncall: backupAlone })).isOnCall).toBe(true);
  expect(dutyNow(makeKnowledge([])).isOnCall).toBe(true);
  expect(dutyNow(known({ me: { ...ana, id: 'new' } })).isOnCall).toBe(true);
  expect(dutyNow(known({ me: { ...ana, id: 'bo' } })).isOnCall).toBe(true);
  expect(dutyNow(known({ me: null })).isOnCall).toBe(false);
});

test('the tray says it, and fills its bell', () => {
  const state = trayState(known(), []);
  expect(state.onCall).toBe(true);
  expect(state.tooltip).toBe('Tocsin: all quiet\nOn call for Payments until Mon 07:00');
  expect(labels(known())).toContain('On call for Payments until Mon 07:00');
  expect(labels(known())).toContain('Hand over…');
  expect(labels(known())).not.toContain('Take over…');

  const off = known({ now: mondayMs });
  expect(trayState(off, []).onCall).toBe(false);
  expect(labels(off)).toEqual(expect.arrayContaining(['Not on call', 'Take over…']));
  expect(labels(off)).not.toContain('Hand over…');

  const next = onCall({
    rotas: [makeRota({ now: makeShift(['bo']), next: makeShift(['ana'], { from: monday }) })],
  });
  expect(labels(known({ oncall: next }))).toContain('Not on call; next Mon 07:00');
  const backup = onCall({ rotas: [makeRota(), makeRota({ id: 'r2', level: 'backup' })] });
  expect(labels(known({ oncall: backup }))).toContain('Backup for Payments until Mon 07:00');
  const long = makeShift(['ana'], { until: '2026-10-12T07:00:00.000Z' });
  expect(labels(known({ oncall: onCall({ rotas: [makeRota({ now: long })] }) }))).toContain(
    'On call for Payments until Mon 12 Oct 07:00',
  );
  expect(labels(known({ me: raj }))).toContain('On call for SRE');
  expect(labels(makeKnowledge([]))).not.toContain('Not on call');
});

test('rows say whose they are, by this clock, and who cannot be reached', () => {
  const unreachable = [{ personId: 'ana', since: friday }];
  const gap = {
    ...({ teamId: 'mail', side: 'developer', cause: 'nobody' } as const),
    ...{ from: friday, until: monday, personIds: [] },
  };
  const oncall = onCall({ unreachable, gaps: [gap], swaps: [makeSwap()] });
  const rows = new OnCallTable().rows(known({ oncall, clockSkewMs: 3_600_000 }));
  expect(rows.rotas[0]).toMatchObject({
    ...{ teamName: 'Payments', isMineNow: true, isMine: true, unreachableIds: ['ana'] },
    now: { until: '2026-10-05T06:00:00.000Z' },
  });
  expect(rows.teamsWithoutRota.map(({ name }) => name)).toEqual(['SRE', 'Mail']);
  expect(rows.gaps[0]).toMatchObject({ teamName: 'Mail', isMine: false });
  expect(rows.swaps[0]).toMatchObject({
    ...{ rotaName: 'Payments on call', asksMe: true, isMine: false },
    from: { name: 'Raj Patel' },
  });
});

test('rows are made anew only when something of them has changed', () => {
  const table = new OnCallTable();
  const one = known({ now: t0Ms });
  const first = table.rows(one);
  expect(table.rows({ ...one, now: t0Ms + 1_000 }).rotas).toBe(first.rotas);
  expect(table.rows({ ...one, oncall: onCall() }).rotas).not.toBe(first.rotas);
  const renamed = { ...one, people: new Map(people), peopleVersion: 2 };
  expect(table.rows(renamed).swaps).not.toBe(first.swaps);
});
