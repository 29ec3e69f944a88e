import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { severities } from '../../server/protocol/severity.ts';
import { makePage, t0Ms } from '../testing/factory.ts';
import { decideLoudness } from './loudness.ts';
import type { LoudnessInput, Page } from './loudness-input.ts';
import { criticalVolumeFloor } from './page-loudness.ts';

const minuteMs = 60_000;
const loudest = ['siren', 'chime', 'tick', 'knock', 'silent'];

const time = fc.integer({ min: -30 * minuteMs, max: 30 * minuteMs }).map((by) => t0Ms + by);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const clockText = fc
  .integer({ min: 0, max: 1_439 })
  .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);
const anyPage: fc.Arbitrary<Page> = fc
  .record({
    incidentId: fc.constantFrom('i1', 'i2', 'i3', 'i4'),
    severity: fc.constantFrom(...severities),
    seat: fc.constantFrom('ringing', 'acknowledged', 'held'),
    isDeclined: fc.boolean(),
    pagedAt: maybe(time),
    otherSideBy: maybe(fc.constant('Raj')),
    callsMe: fc.boolean(),
    ringingSince: time,
    silencedUntil: maybe(time),
    isAnsweredHere: fc.boolean(),
    pagedBy: maybe(fc.constant('Raj')),
    mySide: fc.constantFrom('developer', 'sre'),
  })
  .map(({ severity, ...page }) => makePage(severity, page));
const anyInput = fc
  .record({
    now: time,
    pages: fc.array(anyPage, { maxLength: 6 }),
    settings: fc.record({
      volume: fc.constantFrom(0, 0.1, 1),
      quietHours: maybe(fc.record({ from: clockText, to: clockText })),
      cutOffLoudAfterSeconds: fc.integer({ min: 5, max: 3_600 }),
    }),
    mutedUntil: maybe(time),
    cutOffSince: maybe(time),
    device: fc.constantFrom('unknown', 'audible', 'silent'),
    awakeSince: time,
    test: maybe(time.map((since) => ({ since, until: since + 10_000 }))),
    drill: maybe(time.map((since) => ({ id: 'd', since, until: since + 5 * minuteMs }))),
    knock: maybe(
      fc.record({
        ...{ incidentId: fc.constantFrom('i1', 'i2'), at: time, reason: fc.constant('Raj') },
        isForLookers: fc.boolean(),
      }),
    ),
    focusedRoomId: fc.constantFrom(null, 'i1'),
    offsetMinutesAt: fc.constantFrom(
      () => 0,
      () => -210,
      (epochMs: number) => (epochMs < t0Ms ? 120 : 60),
      (epochMs: number) => (epochMs < t0Ms + 7 * minuteMs ? -300 : -240),
    ),
  })
  .map((input) => {
    const awakeSince = Math.min(input.awakeSince, input.now);
    return { ...input, awakeSince };
  }) as fc.Arbitrary<LoudnessInput>;

const demandsMe = (page: Page, now: number): boolean =>
  ((page.callsMe && page.seat === 'ringing') || page.pagedBy !== null) &&
  !page.isAnsweredHere &&
  (page.silencedUntil === null || page.silencedUntil <= now);

describe('properties', () => {
  test('never silent for an unacknowledged, unsilenced critical page that calls me', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const answer = decideLoudness(input);
        const page = input.pages.find(
          (each) => each.severity === 'critical' && demandsMe(each, input.now),
        );
        if (!page) return;
        expect(answer.level).toBe('siren');
        expect(answer.pattern).toBe('critical');
        expect(answer.volume).toBeGreaterThanOrEqual(criticalVolumeFloor);
        expect(answer.sounding).toContain(page.incidentId);
      }),
    );
  });

  test('a page that does not call me, or that I silenced or answered, makes no sound', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const pages = input.pages.filter((page) => !demandsMe(page, input.now));
        const answer = decideLoudness({ ...input, pages });
        expect(answer.sounding).toEqual([]);
        const isQuiet = answer.level === 'silent' || answer.level === 'knock';
        expect(answer.incidentId === null || isQuiet).toBe(true);
      }),
    );
  });

  test('a knock changes nothing but silence, for a moment, and only on a quiet machine', () => {
    fc.assert(
      fc.property(
        anyInput,
        fc.integer({ min: -1_500, max: 1_500 }),
        fc.constantFrom('i1', 'i2'),
        (input, agoMs, incidentId) => {
          const called = {
            ...input,
            knock: { incidentId, at: input.now - agoMs, reason: 'Raj', isForLookers: false },
          };
          const before = decideLoudness({ ...input, knock: null });
          const answer = decideLoudness(called);
          if (answer.level !== 'knock') {
            expect({ ...answer, nextChangeAt: 0 }).toEqual({ ...before, nextChangeAt: 0 });
            return;
          }
          expect(before.level).toBe('silent');
          expect(answer).toMatchObject({ pattern: 'mention', incidentId, sounding: [] });
          expect(agoMs >= 0 && agoMs < 1_000).toBe(true);
          expect(input.settings.volume).toBeGreaterThan(0);
          expect(input.mutedUntil === null || input.mutedUntil <= input.now).toBe(true);
          expect(input.focusedRoomId).not.toBe(incidentId);
          expect(answer.nextChangeAt).toBeLessThanOrEqual(input.now - agoMs + 1_000);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('a drill gives way to every page that sounds, and breaks no mute', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const answer = decideLoudness(input);
        const without = decideLoudness({ ...input, drill: null });
        if (answer.pattern !== 'drill') {
          // It may keep down a knock that it mutes itself, and say why nothing sounds.
          if (answer.level !== 'silent') {
            expect({ ...answer, nextChangeAt: 0 }).toEqual({ ...without, nextChangeAt: 0 });
          }
          return;
        }
        expect(without.sounding).toEqual([]);
        expect(['silent', 'knock']).toContain(without.level);
        expect(answer).toMatchObject({ level: 'siren', incidentId: null, sounding: [] });
        expect(answer.volume).toBeGreaterThanOrEqual(criticalVolumeFloor);
        expect(input.mutedUntil === null || input.mutedUntil <= input.now).toBe(true);
        expect(input.drill !== null && input.now < input.drill.until).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('a seat that is held and a page that was declined are silent, whatever else is', () => {
    fc.assert(
      fc.property(anyInput, anyPage, fc.boolean(), (input, page, isHeld) => {
        const quiet: Page = isHeld
          ? { ...page, seat: 'held', pagedBy: null }
          : { ...page, callsMe: false, isDeclined: true, pagedBy: null };
        const { sounding, level } = decideLoudness({ ...input, pages: [quiet], drill: null });
        expect(sounding).toEqual([]);
        if (input.test === null && input.cutOffSince === null) {
          expect(['silent', 'knock']).toContain(level);
        }
      }),
    );
  });

  test('a worse severity is never softer, a drill aside', () => {
    fc.assert(
      fc.property(anyInput, anyPage, fc.nat(3), fc.nat(3), (any, page, a, b) => {
        const input = { ...any, drill: null };
        const [worse, better] = [severities[Math.min(a, b)], severities[Math.max(a, b)]];
        if (!worse || !better) return;
        const level = (severity: typeof worse) =>
          loudest.indexOf(
            decideLoudness({ ...input, pages: [...input.pages, { ...page, severity }] }).level,
          );
        expect(level(worse)).toBeLessThanOrEqual(level(better));
      }),
    );
  });

  test('an acknowledgement by the other side never changes how loud it is', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const [before, after] = [null, 'Raj'].map((otherSideBy) =>
          decideLoudness({
            ...input,
            pages: input.pages.map((page) => ({ ...page, otherSideBy })),
          }),
        );
        expect({ ...after, reason: '' }).toEqual({ ...before, reason: '' });
      }),
    );
  });

  test('one more page never makes it softer, a drill aside', () => {
    fc.assert(
      fc.property(anyInput, anyPage, (any, page) => {
        const input = { ...any, drill: null };
        const without = loudest.indexOf(decideLoudness(input).level);
        const withIt = decideLoudness({ ...input, pages: [...input.pages, page] }).level;
        expect(loudest.indexOf(withIt)).toBeLessThanOrEqual(without);
      }),
    );
  });

  test('it says why, says the same again, and does not depend on the order of the pages', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const answer = decideLoudness(input);
        expect(answer.reason).not.toBe('');
        expect(answer.pattern === null).toBe(answer.level === 'silent');
        expect(decideLoudness(input)).toEqual(answer);
        const ids = new Set(input.pages.map(({ incidentId }) => incidentId));
        if (ids.size < input.pages.length) return;
        const backwards = decideLoudness({ ...input, pages: [...input.pages].reverse() });
        expect({ ...backwards, sounding: [] }).toEqual({ ...answer, sounding: [] });
      }),
    );
  });

  test('nothing changes by itself before nextChangeAt', () => {
    fc.assert(
      fc.property(anyInput, fc.double({ min: 0, max: 1, noNaN: true }), (input, share) => {
        const answer = decideLoudness(input);
        const end = answer.nextChangeAt ?? input.now + 48 * 60 * minuteMs;
        expect(end).toBeGreaterThan(input.now);
        const now = Math.min(end - 1, Math.floor(input.now + share * (end - input.now)));
        expect(decideLoudness({ ...input, now })).toEqual(answer);
      }),
      { numRuns: 500 },
    );
  });
});
