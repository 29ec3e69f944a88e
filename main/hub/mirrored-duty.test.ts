import { expect, test } from 'vitest';
import { nobodyOnCall } from '../../server/protocol/oncall.ts';
import type { OnCallView, Override } from '../../server/protocol/oncall.ts';
import { acknowledged, opened, t0 } from '../testing/factory.ts';
import { hubEvent, makeDrill, makeRota, makeSilence, makeSwap, onCall } from '../testing/duty.ts';
import { afterDutyEvent, afterOnCallFrame } from './mirrored-duty.ts';
import { Mirror } from './mirror.ts';

const frame = (view: OnCallView, isWhole = false) => ({ type: 'oncall', isWhole, view }) as const;

test('a whole frame takes the place of all, another one that of its own rotas', () => {
  const [one, two, three] = ['r1', 'r2', 'r3'].map((id) => makeRota({ id, name: `rota ${id}` }));
  if (!one || !two || !three) throw new Error('three rotas');
  const first = afterOnCallFrame(nobodyOnCall, frame(onCall({ rotas: [one, two] }), true));
  const changed = { ...two, name: 'renamed' };
  const unreachable = [{ personId: 'ana', since: t0 }];
  const then = afterOnCallFrame(first, frame(onCall({ rotas: [changed, three], unreachable })));
  expect(then.rotas.map(({ name }) => name)).toEqual(['rota r1', 'renamed', 'rota r3']);
  expect(then.unreachable).toEqual(unreachable);
  expect(afterOnCallFrame(then, frame(onCall({ rotas: [three] }), true)).rotas).toEqual([three]);
});

test('drills, swaps and silences follow their events ahead of the frame', () => {
  const checks = [{ name: 'mute', isOk: false, detail: 'muted' }] as const;
  const drill = makeDrill();
  const swap = makeSwap();
  const silence = makeSilence();
  let view = onCall();
  for (const event of [
    hubEvent(1, { type: 'drill.started', drill }),
    hubEvent(2, { type: 'drill.reported', drillId: drill.id, deviceId: 'd1', checks: [...checks] }),
    hubEvent(3, { type: 'swap.changed', swap }),
    hubEvent(4, { type: 'silence.created', silence }),
  ]) {
    view = afterDutyEvent(view, event);
  }
  expect(view.drills).toEqual([
    { ...drill, reports: [{ deviceId: 'd1', at: t0, checks: [...checks] }] },
  ]);
  expect([view.swaps, view.silences]).toEqual([[swap], [silence]]);

  const over = [
    hubEvent(5, {
      ...{ type: 'drill.ended', drillId: drill.id, personId: 'ana' },
      ...{ outcome: 'failed', reason: 'Nobody confirmed.' },
    }),
    hubEvent(6, { type: 'swap.changed', swap: { ...swap, state: 'accepted' } }),
    hubEvent(7, { type: 'silence.ended', silenceId: silence.id, cause: 'over' }),
  ].reduce(afterDutyEvent, view);
  expect(over.drills[0]).toMatchObject({ state: 'failed', endedAt: t0 });
  expect([over.swaps, over.silences]).toEqual([[], []]);

  // A frame that was made before them brings nothing back to life.
  expect(afterOnCallFrame(over, frame(onCall({ drills: [drill] }))).drills[0]?.state).toBe(
    'failed',
  );
});

test('what concerns no incident passes by the incidents, and moves the cursor', () => {
  const mirror = new Mirror();
  mirror.begin('h1', 'e1');
  mirror.apply(opened(1));
  const before = mirror.incidents.get('i1');
  const version = mirror.calendarVersion;
  const override: Override = {
    source: 'person',
    ...{ id: 'o1', rotaId: 'r1', from: t0, until: t0, personId: 'ana', insteadOf: null },
    ...{ reason: null, calendarUid: null, byId: 'ana' },
  };
  expect(mirror.apply(hubEvent(2, { type: 'override.added', override }))).toBe('applied');
  expect(mirror.apply(hubEvent(3, { type: 'engine.alarm', problem: 'late' }))).toBe('applied');
  expect(mirror.cursor).toBe(3);
  expect(mirror.incidents.get('i1')).toBe(before);
  expect(mirror.calendarVersion).toBeGreaterThan(version);
});

test('a page is written for many incidents at once', () => {
  const mirror = new Mirror();
  mirror.begin('h1', 'e1');
  mirror.apply(opened(1));
  mirror.apply(opened(2, { id: 'a2', incidentId: 'i2', number: 2 }));
  mirror.apply(acknowledged(3, 'sre', 'i2'));
  mirror.apply(
    hubEvent(4, {
      ...{ type: 'page.written', incidentIds: ['i1', 'i2'] },
      devices: [{ personId: 'ana', deviceId: 'd1', isUnreachable: false }],
    }),
  );
  for (const id of ['i1', 'i2']) {
    const [page] = mirror.incidents.get(id)?.seats.developer.pages ?? [];
    expect(page?.devices).toEqual([
      { deviceId: 'd1', isUnreachable: false, times: { written: t0 } },
    ]);
  }
});

test('another hub has other people on call', () => {
  const mirror = new Mirror();
  mirror.begin('h1', 'e1');
  mirror.takeOnCall(frame(onCall(), true));
  mirror.begin('h1', 'e2');
  expect(mirror.oncall.rotas).toHaveLength(1);
  expect(new Mirror(mirror.toState()).oncall).toEqual(mirror.oncall);
  mirror.begin('h2', 'e1');
  expect(mirror.oncall).toEqual(nobodyOnCall);
});
