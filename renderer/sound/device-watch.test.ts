import { describe, expect, it } from 'vitest';
import { type Glance, faultOf, isProven, mayReopen } from './device-watch.ts';

const healthy: Glance = {
  nowMs: 10_000,
  openedAtMs: 2_000,
  audioSeconds: 7.9,
  movedAtMs: 9_900,
  outputCount: 1,
};

describe('device watch', () => {
  it('finds nothing wrong while the clock moves and an output is listed', () => {
    expect(faultOf(healthy)).toBeNull();
    expect(faultOf({ ...healthy, outputCount: null })).toBeNull();
  });

  it('finds a clock that stands still within a second', () => {
    expect(faultOf({ ...healthy, movedAtMs: 9_200 })).toBeNull();
    expect(faultOf({ ...healthy, movedAtMs: 9_000 })).toBe('stalled');
  });

  it('gives a sound server that was asleep time to take the first samples', () => {
    const fresh = { ...healthy, audioSeconds: 0.0116, openedAtMs: 8_000, movedAtMs: 8_010 };
    expect(faultOf(fresh)).toBeNull();
    expect(faultOf({ ...fresh, nowMs: 10_700 })).toBe('stalled');
    expect(isProven(0.0116)).toBe(false);
    expect(isProven(0.06)).toBe(true);
  });

  it('does not believe a moving clock when the system lists no output', () => {
    expect(faultOf({ ...healthy, outputCount: 0 })).toBe('no-device');
  });

  it('opens again only with an output, and after what was learnt of the dead one is forgotten', () => {
    expect(mayReopen({ nowMs: 9_000, openedAtMs: 2_000, outputCount: 1 })).toBe(true);
    expect(mayReopen({ nowMs: 9_000, openedAtMs: 2_000, outputCount: 0 })).toBe(false);
    expect(mayReopen({ nowMs: 5_000, openedAtMs: 2_000, outputCount: 1 })).toBe(false);
    expect(mayReopen({ nowMs: 9_000, openedAtMs: 2_000, outputCount: null })).toBe(true);
  });
});
