import { describe, expect, test } from 'vitest';
import { IntakeHub } from './testing/intake-hub.ts';

const minuteMs = 60_000;

describe('a resolve', () => {
  test('of the last firing alert closes the incident, by whoever sent it', () => {
    const hub = new IntakeHub();
    hub.post([hub.alert({}), hub.alert({ dedupKey: 'b' })]);
    expect(hub.resolve().types).toEqual(['alert.resolved']);
    expect(hub.resolve({ dedupKey: 'b' }).types).toEqual(['alert.resolved', 'incident.resolved']);
    expect(hub.first.resolvedBy).toEqual({ kind: 'sender', integration: 'am' });
  });

  test('of something never opened is a no-op', () => {
    expect(new IntakeHub().resolve()).toMatchObject({ types: [], outcome: { unchanged: 1 } });
  });

  test('sent again is a no-op', () => {
    const hub = new IntakeHub();
    hub.say();
    hub.resolve({ endsMs: -1_000 });
    hub.nowMs += 15 * minuteMs;
    expect(hub.resolve({ endsMs: -1_000 - 15 * minuteMs }).types).toEqual([]);
  });

  test('of an earlier episode is stale', () => {
    const hub = new IntakeHub();
    hub.say({ startsMs: -minuteMs });
    expect(hub.resolve({ endsMs: -2 * minuteMs }).types).toEqual([]);
    expect(hub.resolve({ endsMs: -1_000 }).outcome).toMatchObject({ resolved: 1 });
  });

  test('of the episode before is stale when its successor was posted first', () => {
    const hub = new IntakeHub();
    hub.say({ startsMs: -60 * minuteMs });
    hub.say({ startsMs: -minuteMs });
    expect(hub.resolve({ endsMs: -2 * minuteMs }).types).toEqual([]);
  });

  test('by a sender whose clock is behind is none the less a resolve if it named no start', () => {
    const hub = new IntakeHub();
    hub.say();
    expect(hub.resolve({ endsMs: -5_000 }).outcome).toMatchObject({ resolved: 1 });
  });

  test('and a firing alert in one request keep the incident open', () => {
    const hub = new IntakeHub();
    hub.say();
    const both = hub.post([hub.alert({ action: 'resolve' }), hub.alert({ dedupKey: 'b' })]);
    expect(both.types).toEqual(['alert.resolved', 'alert.joined']);
    expect(hub.incidents).toHaveLength(1);
  });

  test('is what a firing post means whose end has passed', () => {
    const hub = new IntakeHub();
    hub.say({ endsMs: minuteMs });
    expect(hub.say({ endsMs: 0 }).outcome).toMatchObject({ resolved: 1 });
    hub.nowMs += minuteMs;
    expect(hub.say({ endsMs: -minuteMs }).types).toEqual([]);
  });
});

describe('after a resolve', () => {
  test('a late firing post of the same episode is dropped', () => {
    const hub = new IntakeHub();
    hub.say({ startsMs: -10 * minuteMs });
    hub.resolve({ endsMs: -minuteMs });
    hub.nowMs += 9 * minuteMs;
    expect(hub.say({ startsMs: -19 * minuteMs }).types).toEqual([]);
  });

  test('a sender that still says firing after a while is believed', () => {
    const hub = new IntakeHub();
    hub.say({ startsMs: -10 * minuteMs });
    hub.resolve();
    hub.nowMs += 10 * minuteMs;
    expect(hub.say({ startsMs: -20 * minuteMs }).outcome).toMatchObject({ opened: 1 });
  });

  test('an episode that began after the end, but before the resolve arrived, opens at once', () => {
    const hub = new IntakeHub();
    hub.say({ startsMs: -10 * minuteMs });
    hub.resolve({ endsMs: -5_000 });
    expect(hub.say({ startsMs: -2_000 }).outcome).toMatchObject({ opened: 1 });
  });

  test('a sender that names no start opens a new episode at once', () => {
    const hub = new IntakeHub();
    hub.sender = 'pagerduty';
    hub.say();
    hub.resolve();
    expect(hub.say().outcome).toMatchObject({ opened: 1 });
    expect(hub.incidents.map(({ number }) => number)).toEqual([1, 2]);
  });
});
