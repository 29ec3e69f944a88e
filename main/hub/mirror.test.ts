import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { WireEvent } from '../../server/protocol/events.ts';
import type { VisibleEvent } from '../../server/protocol/events.ts';
import type { HubFrame } from '../../server/protocol/frames.ts';
import { Incident } from '../../server/protocol/incident.ts';
import { limits } from '../../server/protocol/limits.ts';
import { acknowledged, ana, makeAlert, opened, raj, resolved, t0 } from '../testing/factory.ts';
import { config, installed, makeCardSummary, makeStopgap } from '../testing/work.ts';
import { emptyMirror, Mirror } from './mirror.ts';

const fixture = (name: string): unknown =>
  JSON.parse(
    readFileSync(new URL(`../../server/protocol/fixtures/${name}.json`, import.meta.url), 'utf8'),
  );
const events = z.array(WireEvent).parse(fixture('events'));

function part(change: Partial<Extract<HubFrame, { type: 'snapshot' }>>) {
  const nothing = {
    ...{ people: [], devices: [], incidents: [], alerts: [], stopgaps: [], cards: [] },
  };
  return { type: 'snapshot', seq: 0, part: 0, last: true, ...nothing, ...change } as const;
}

test('the written-down journal leaves the written-down state', () => {
  const mirror = new Mirror();
  for (const event of events) expect(mirror.apply(event)).toBe('applied');
  const after = z.object({ incident: Incident, alerts: z.array(z.unknown()) });
  const { incident, alerts } = after.parse(fixture('after-events'));
  expect(mirror.incidents.get(incident.id)).toEqual(incident);
  expect(mirror.alertsOf(incident.id)).toEqual(alerts);
  expect(mirror.cursor).toBe(events.at(-1)?.seq);
});

test('repeats change nothing, gaps are refused, and so the cursor counts a run without gaps', () => {
  const anySequence = fc.array(fc.integer({ min: 0, max: events.length - 1 }), { maxLength: 80 });
  fc.assert(
    fc.property(anySequence, (indices) => {
      const mirror = new Mirror();
      let taken = 0;
      for (const index of indices) {
        const event = events[index];
        if (!event) continue;
        const before = JSON.stringify(mirror.toState());
        const outcome = mirror.apply(event);
        expect(outcome).toBe(index === taken ? 'applied' : index < taken ? 'duplicate' : 'gap');
        if (outcome === 'applied') taken += 1;
        else expect(JSON.stringify(mirror.toState())).toBe(before);
      }
      const straight = new Mirror();
      for (const event of events.slice(0, taken)) straight.apply(event);
      expect(mirror.toState()).toEqual(straight.toState());
    }),
  );
});

test('a state that was saved and read goes on as if nothing had been', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: events.length }), (cut) => {
      const before = new Mirror();
      for (const event of events.slice(0, cut)) before.apply(event);
      const after = new Mirror(JSON.parse(JSON.stringify(before.toState())));
      const straight = new Mirror();
      for (const event of events.slice(cut)) after.apply(event);
      for (const event of events) straight.apply(event);
      expect(after.toState()).toEqual(straight.toState());
    }),
  );
});

describe('a snapshot', () => {
  test('replaces all at once, after its last part', () => {
    const mirror = new Mirror();
    mirror.begin('h1', 'e1');
    mirror.apply(opened(1));
    const other = makeAlert({ id: 'a2', incidentId: 'i2' });
    expect(mirror.takePart(part({ seq: 50, last: false, people: [ana] }))).toBe('kept');
    expect(mirror.takePart(part({ seq: 50, part: 1, last: false, alerts: [other] }))).toBe('kept');
    expect([mirror.cursor, mirror.incidents.size, mirror.people.size]).toEqual([1, 1, 0]);
    expect(mirror.takePart(part({ seq: 50, part: 2, people: [raj] }))).toBe('replaced');
    expect([mirror.cursor, mirror.incidents.size]).toEqual([50, 0]);
    expect([...mirror.people.keys()]).toEqual(['ana', 'raj']);
    expect(mirror.alertsOf('i2')).toEqual([other]);
    expect(mirror.apply({ seq: 51, type: 'withheld' })).toBe('applied');
  });

  test('with a missing part is not taken', () => {
    const mirror = new Mirror();
    mirror.begin('h1', 'e1');
    expect(mirror.takePart(part({ seq: 50, last: false }))).toBe('kept');
    expect(mirror.takePart(part({ seq: 50, part: 2 }))).toBe('gap');
    expect(mirror.cursor).toBe(null);
  });

  test('that was broken off begins anew with the next session', () => {
    const mirror = new Mirror();
    mirror.begin('h1', 'e1');
    mirror.takePart(part({ seq: 50, last: false, people: [ana] }));
    mirror.begin('h1', 'e1');
    expect(mirror.takePart(part({ seq: 60, people: [raj] }))).toBe('replaced');
    expect([...mirror.people.keys()]).toEqual(['raj']);
  });
});

test('the epoch is the one under which the cursor last moved', () => {
  const mirror = new Mirror();
  const place = () => [mirror.cursor, mirror.epoch];
  mirror.begin('h1', 'e1');
  expect(place()).toEqual([null, null]);
  expect(mirror.takePart(part({ seq: 50 }))).toBe('replaced');
  expect(place()).toEqual([50, 'e1']);
  mirror.begin('h1', 'e2');
  mirror.apply({ seq: 50, type: 'withheld' });
  expect(place()).toEqual([50, 'e1']);
  mirror.apply({ seq: 51, type: 'withheld' });
  expect(place()).toEqual([51, 'e2']);
  mirror.begin('h1', 'e3');
  mirror.takePart(part({ seq: 40, last: false }));
  expect([...place(), mirror.toState().epoch]).toEqual([51, 'e2', 'e2']);
  mirror.takePart(part({ seq: 40, part: 1 }));
  expect([...place(), mirror.toState().epoch]).toEqual([40, 'e3', 'e3']);
  mirror.begin('h2', 'e4');
  expect(place()).toEqual([null, null]);
});

test('a cursor of another hub is worth nothing', () => {
  const mirror = new Mirror();
  mirror.begin('h1', 'e1');
  mirror.apply(opened(1));
  mirror.begin('h2', 'e1');
  expect(mirror.cursor).toBe(null);
  expect(mirror.apply({ seq: 2, type: 'withheld' })).toBe('gap');
});

test('the end of catching up is believed only when all has arrived', () => {
  const mirror = new Mirror();
  expect(mirror.reach(3)).toBe('gap');
  expect(mirror.reach(0)).toBe('ok');
  expect(mirror.cursor).toBe(0);
  mirror.apply(opened(1));
  expect(mirror.reach(1)).toBe('ok');
  expect(mirror.reach(2)).toBe('gap');
});

test('people and devices come, change and go', () => {
  const mirror = new Mirror();
  const actor = { kind: 'hub' } as const;
  const device = { id: 'd1', personId: 'raj', name: 'laptop', sound: null };
  mirror.apply({ seq: 1, at: t0, actor, type: 'person.enrolled', person: raj });
  mirror.apply({ seq: 2, at: t0, actor, type: 'device.added', device });
  mirror.apply({
    seq: 3,
    at: t0,
    actor,
    type: 'device.sound-changed',
    deviceId: 'd1',
    sound: 'silent',
  });
  expect(mirror.devices.get('d1')?.sound).toBe('silent');
  mirror.apply({ seq: 4, at: t0, actor, type: 'device.removed', deviceId: 'd1' });
  expect([mirror.people.size, mirror.devices.size]).toEqual([1, 0]);
});

describe('memory', () => {
  test('resolved incidents beyond some hundreds are forgotten, the oldest first, open ones never', () => {
    const mirror = new Mirror();
    let seq = 0;
    mirror.apply(opened(++seq, { incidentId: 'open', id: 'open' }));
    for (let index = 0; index < 1_000; index += 1) {
      mirror.apply(opened(++seq, { incidentId: `i${index}`, id: `a${index}` }));
      mirror.apply(resolved(++seq, `i${index}`));
    }
    expect(mirror.incidents.size).toBeLessThanOrEqual(351);
    expect(mirror.toState().alerts.length).toBeLessThanOrEqual(351);
    expect(mirror.incidents.has('open')).toBe(true);
    expect(mirror.incidents.has('i999')).toBe(true);
    expect(mirror.incidents.has('i0')).toBe(false);
    expect(new Mirror(mirror.toState()).incidents.size).toBeLessThanOrEqual(301);
  });

  test('alerts of one incident are capped, resolved ones go first, and the counts stay whole', () => {
    const mirror = new Mirror();
    const total = limits.snapshotAlertsPerIncident + 500;
    mirror.apply(opened(1, { id: 'a0' }));
    const actor = { kind: 'sender', integration: 'x' } as const;
    let seq = 1;
    for (let index = 1; index < total; index += 1) {
      const alert = makeAlert({ id: `a${index}` });
      mirror.apply({ seq: ++seq, at: t0, actor, type: 'alert.joined', incidentId: 'i1', alert });
      if (index > 10) continue;
      const end = { type: 'alert.resolved', alertId: `a${index}`, cause: 'sender' } as const;
      mirror.apply({ seq: ++seq, at: t0, actor, incidentId: 'i1', ...end });
    }
    const kept = mirror.alertsOf('i1');
    expect(kept.length).toBeLessThanOrEqual(limits.snapshotAlertsPerIncident + 50);
    expect(kept.some(({ status }) => status === 'resolved')).toBe(false);
    expect(kept.at(-1)?.id).toBe(`a${total - 1}`);
    expect(mirror.incidents.get('i1')).toMatchObject({
      alertCount: total,
      firingCount: total - 10,
    });
  });

  test('one more event costs the same among two thousand incidents as among twenty', () => {
    const costOf = (count: number): number => {
      const mirror = new Mirror(emptyMirror);
      let seq = 0;
      for (let index = 0; index < count; index += 1) {
        mirror.apply(opened(++seq, { incidentId: `i${index}`, id: `a${index}` }));
      }
      const startedAt = performance.now();
      for (let turn = 0; turn < 4_000; turn += 1) {
        mirror.apply(acknowledged(++seq, 'sre', `i${turn % count}`));
      }
      return performance.now() - startedAt;
    };
    costOf(20);
    const best = (count: number) => Math.min(costOf(count), costOf(count), costOf(count));
    expect(best(2_000) / best(20)).toBeLessThan(10);
  });
});

describe('open stopgaps and waiting cards', () => {
  const person = (personId: string) => ({ kind: 'person', personId, deviceId: null }) as const;
  const about = (seq: number) => ({ seq, at: t0, actor: person('ana'), incidentId: 'i1' });
  const content = { ...{ symptom: '', impact: '', stopgap: '', cause: '' }, test: '', change: '' };
  const drafted = (seq: number): VisibleEvent => ({
    ...{ ...about(seq), type: 'card.drafted', team: null, dueAt: t0 },
    content: { ...content, followUps: [] },
  });

  test('follow their events, until somebody has answered', () => {
    const mirror = new Mirror();
    mirror.apply(opened(1));
    mirror.apply(installed(2));
    mirror.apply(installed(3, { id: 's2' }));
    const before = mirror.stopgaps;
    mirror.apply({ ...about(4), type: 'stopgap.asked', stopgapId: 's1', personIds: ['ana'] });
    expect(mirror.stopgaps).not.toBe(before);
    expect(mirror.stopgaps.get('s1')).toMatchObject({ askedAt: t0 });
    mirror.apply({ ...about(5), type: 'stopgap.undone', stopgapId: 's1', note: null });
    mirror.apply({ ...about(6), type: 'stopgap.made-permanent', stopgapId: 's2' });
    expect([...mirror.stopgaps.keys()]).toEqual([]);
    mirror.apply(resolved(7));
    mirror.apply(drafted(8));
    expect(mirror.cards.get('i1')).toEqual({
      ...{ incidentId: 'i1', incidentNumber: 1, service: 'checkout-api' },
      ...{ title: '5xx ratio above 5 %', team: null, draftedAt: t0, dueAt: t0 },
    });
    mirror.apply({ ...about(9), type: 'card.waived', reason: 'a test' });
    expect(mirror.cards.size).toBe(0);
  });

  test('are replaced by a snapshot, which leaves the config as it is', () => {
    const mirror = new Mirror();
    mirror.begin('h1', 'e1');
    mirror.apply(opened(1));
    mirror.apply(installed(2));
    mirror.configure(config);
    const stopgaps = [makeStopgap({ id: 's7' })];
    mirror.takePart(part({ seq: 50, last: false, stopgaps }));
    mirror.takePart(part({ seq: 50, part: 1, cards: [makeCardSummary()] }));
    expect([[...mirror.stopgaps.keys()], [...mirror.cards.keys()]]).toEqual([['s7'], ['i1']]);
    expect(mirror.config).toBe(config);
    const again = new Mirror(JSON.parse(JSON.stringify(mirror.toState())));
    expect(again.toState()).toEqual(mirror.toState());
    again.begin('h2', 'e1');
    expect(again.config.teams).toEqual([]);
  });
});
