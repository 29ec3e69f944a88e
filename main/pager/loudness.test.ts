import { describe, expect, test } from 'vitest';
import { makePage, t0Ms } from '../testing/factory.ts';
import { decideLoudness } from './loudness.ts';
import type { Loudness } from './loudness.ts';
import type { LoudnessInput } from './loudness-input.ts';
import { criticalVolumeFloor } from './page-loudness.ts';

const minuteMs = 60_000;

function decide(change: Partial<LoudnessInput>): Loudness {
  return decideLoudness({
    now: t0Ms + 1_000,
    pages: [],
    settings: { volume: 0.5, quietHours: null, cutOffLoudAfterSeconds: 60 },
    mutedUntil: null,
    cutOffSince: null,
    device: 'audible',
    awakeSince: t0Ms - 60 * minuteMs,
    test: null,
    drill: null,
    knock: null,
    focusedRoomId: null,
    offsetMinutesAt: () => 120,
    ...change,
  });
}

/** At 01:12 UTC, which is 03:12 on this wall clock. */
const night = {
  volume: 0.5,
  quietHours: { from: '22:00', to: '07:00' },
  cutOffLoudAfterSeconds: 60,
};

const knock = {
  ...{ incidentId: 'i1', at: t0Ms + 500, reason: 'Raj mentions you' },
  isForLookers: false,
};

const drill = { id: 'd', since: t0Ms, until: t0Ms + 5 * minuteMs };

describe('examples', () => {
  test.each<[string, Partial<LoudnessInput>, Loudness['pattern'], string]>([
    ['nothing', {}, null, 'Nothing rings'],
    [
      'critical',
      { pages: [makePage('critical')] },
      'critical',
      'Critical, nobody on the developer side has it',
    ],
    [
      'the other side has it',
      { pages: [makePage('critical', { otherSideBy: 'Raj' })] },
      'critical',
      'Raj has it for SRE; nobody on the developer side',
    ],
    [
      'my side has it',
      { pages: [makePage('critical', { seat: 'acknowledged', acknowledgedBy: 'Bo' })] },
      null,
      'Bo has it; nobody on the SRE side',
    ],
    [
      'let sleep by the other side',
      {
        pages: [
          makePage('critical', {
            ...{ seat: 'held', heldBecause: 'Raj let the developer side sleep until Mon 09:00' },
          }),
        ],
      },
      null,
      'Raj let the developer side sleep until Mon 09:00',
    ],
    [
      'who cannot come',
      { pages: [makePage('critical', { callsMe: false, isDeclined: true })] },
      null,
      'You called the next',
    ],
    [
      'who cannot come, and somebody has it',
      {
        pages: [
          makePage('critical', { isDeclined: true, seat: 'acknowledged', acknowledgedBy: 'Bo' }),
        ],
      },
      null,
      'Bo has it; nobody on the SRE side',
    ],
    [
      'asked again after an acknowledgement ran out',
      { pages: [makePage('error', { calledBecause: 'You had it since 03:13: still on it?' })] },
      'error',
      'You had it since 03:13: still on it?',
    ],
    [
      'a warning that calls somebody anew long after it began',
      {
        now: t0Ms + 10 * minuteMs + 1,
        pages: [makePage('warning', { pagedAt: t0Ms + 10 * minuteMs })],
      },
      'warning',
      'Warning, nobody on the developer side has it',
    ],
    ['a drill', { drill }, 'drill', 'A test: can you hear me? Confirm it'],
    [
      'a drill at night',
      { drill, settings: night },
      'drill',
      'A test: can you hear me? Confirm it',
    ],
    [
      'a drill and a mute',
      { drill, mutedUntil: t0Ms + 18 * minuteMs },
      null,
      'A test of this alarm; muted until 03:30',
    ],
    [
      'a drill and a page',
      { drill, pages: [makePage('warning')] },
      'warning',
      'Warning, nobody on the developer side has it',
    ],
    ['a drill that is over', { drill: { ...drill, until: t0Ms } }, null, 'Nothing rings'],
    [
      'both sides have it',
      {
        pages: [
          makePage('critical', { seat: 'acknowledged', acknowledgedBy: 'Bo', otherSideBy: 'Raj' }),
        ],
      },
      null,
      'Bo has it',
    ],
    [
      'critical while muted',
      { pages: [makePage('critical')], mutedUntil: t0Ms + 18 * minuteMs },
      'critical',
      'Critical is never muted',
    ],
    [
      'critical at night',
      { pages: [makePage('critical')], settings: night },
      'critical',
      'Critical is never muted',
    ],
    [
      'critical at volume 0',
      { pages: [makePage('critical')], settings: { ...night, quietHours: null, volume: 0 } },
      'critical',
      'Critical sounds although the volume is at 0',
    ],
    [
      'error while muted',
      { pages: [makePage('error')], mutedUntil: t0Ms + 18 * minuteMs },
      null,
      'Muted until 03:30',
    ],
    [
      'error while muted, beside a critical that I have',
      {
        pages: [
          makePage('critical', { seat: 'acknowledged', acknowledgedBy: 'You', otherSideBy: 'Raj' }),
          makePage('error', { incidentId: 'other' }),
        ],
        mutedUntil: t0Ms + 18 * minuteMs,
      },
      null,
      'Muted until 03:30',
    ],
    [
      'I have it',
      { pages: [makePage('critical', { seat: 'acknowledged', acknowledgedBy: 'You' })] },
      null,
      'You have it; nobody on the SRE side',
    ],
    [
      'error at night',
      { pages: [makePage('error')], settings: night },
      'error',
      'Error, nobody on the developer side has it',
    ],
    [
      'warning at night',
      { pages: [makePage('warning')], settings: night },
      null,
      'Quiet hours until 07:00',
    ],
    [
      'a warning that has chimed five times',
      { pages: [makePage('warning')], now: t0Ms + 5 * minuteMs },
      null,
      'A warning chimes for five minutes only',
    ],
    [
      'a warning of before the laptop woke',
      { pages: [makePage('warning')], now: t0Ms + 60 * minuteMs, awakeSince: t0Ms + 59 * minuteMs },
      'warning',
      'Warning, nobody on the developer side has it',
    ],
    [
      'a warning of the night, in the morning',
      { pages: [makePage('warning')], settings: night, now: t0Ms + (3 * 60 + 49) * minuteMs },
      'warning',
      'Warning, nobody on the developer side has it',
    ],
    [
      'silenced',
      { pages: [makePage('critical', { silencedUntil: t0Ms + 8 * minuteMs })] },
      null,
      'You silenced it until 03:20',
    ],
    [
      'a silence that is over',
      { pages: [makePage('critical', { silencedUntil: t0Ms })] },
      'critical',
      'Critical, nobody on the developer side has it',
    ],
    [
      'answered here',
      { pages: [makePage('critical', { isAnsweredHere: true })] },
      null,
      'You answered; waiting for the hub to confirm',
    ],
    [
      'no sound comes out',
      { pages: [makePage('critical')], device: 'silent' },
      'critical',
      'Critical, nobody on the developer side has it; no sound comes out of this laptop',
    ],
    ['cut off for a moment', { cutOffSince: t0Ms }, null, 'Cut off from the hub; loud after 60 s'],
    [
      'cut off for long',
      { cutOffSince: t0Ms - minuteMs },
      'cut-off',
      'Cut off from the hub while on call',
    ],
    [
      'cut off for long while muted',
      { cutOffSince: t0Ms - minuteMs, mutedUntil: t0Ms + 18 * minuteMs },
      null,
      'Cut off from the hub; muted until 03:30',
    ],
    [
      'cut off for long with a siren',
      { cutOffSince: t0Ms - minuteMs, pages: [makePage('error')] },
      'error',
      'Error, nobody on the developer side has it',
    ],
    [
      'cut off for long with a chime',
      { cutOffSince: t0Ms - minuteMs, pages: [makePage('warning')] },
      'cut-off',
      'Cut off from the hub while on call',
    ],
    ['a mention', { knock }, 'mention', 'Raj mentions you'],
    ['a mention that is over', { knock, now: t0Ms + 1_500 }, null, 'Nothing rings'],
    ['a mention where one looks', { knock, focusedRoomId: 'i1' }, null, 'Nothing rings'],
    [
      'what is overdue, also where one looks',
      { knock: { ...knock, reason: 'Overdue', isForLookers: true }, focusedRoomId: 'i1' },
      'mention',
      'Overdue',
    ],
    [
      'a mention while one looks elsewhere',
      { knock, focusedRoomId: 'i2' },
      'mention',
      'Raj mentions you',
    ],
    ['a mention while muted', { knock, mutedUntil: t0Ms + minuteMs }, null, 'Nothing rings'],
    ['a mention at night', { knock, settings: night }, null, 'Nothing rings'],
    [
      'a mention at volume 0',
      { knock, settings: { ...night, quietHours: null, volume: 0 } },
      null,
      'Nothing rings',
    ],
    [
      'a mention during a tick',
      { knock, pages: [makePage('info')] },
      'info',
      'Info, nobody on the developer side has it',
    ],
    [
      'a mention while I have it',
      {
        knock,
        pages: [makePage('critical', { seat: 'acknowledged', acknowledgedBy: 'You' })],
      },
      'mention',
      'Raj mentions you',
    ],
    [
      'a mention during a test',
      { knock, test: { since: t0Ms, until: t0Ms + 10_000 } },
      'critical',
      'Test alarm',
    ],
    [
      'a mention while cut off for long',
      { knock, cutOffSince: t0Ms - minuteMs },
      'cut-off',
      'Cut off from the hub while on call',
    ],
    [
      'paged by name while somebody has it',
      {
        pages: [
          makePage('critical', { seat: 'acknowledged', acknowledgedBy: 'Bo', pagedBy: 'Raj' }),
        ],
      },
      'critical',
      'Raj pages you',
    ],
    [
      'paged by name for a warning, at night',
      { pages: [makePage('warning', { pagedBy: 'Raj' })], settings: night },
      'error',
      'Raj pages you',
    ],
    [
      'paged by name while muted',
      { pages: [makePage('error', { pagedBy: 'Raj' })], mutedUntil: t0Ms + 18 * minuteMs },
      null,
      'Muted until 03:30',
    ],
    [
      'paged by name, and answered',
      { pages: [makePage('error', { pagedBy: 'Raj', isAnsweredHere: true })] },
      null,
      'You answered; waiting for the hub to confirm',
    ],
    ['a test', { test: { since: t0Ms, until: t0Ms + 10_000 } }, 'critical', 'Test alarm'],
    ['a test that is over', { test: { since: t0Ms, until: t0Ms + 1_000 } }, null, 'Nothing rings'],
    [
      'a test during a siren',
      { test: { since: t0Ms, until: t0Ms + 10_000 }, pages: [makePage('error')] },
      'error',
      'Error, nobody on the developer side has it',
    ],
  ])('%s', (_name, change, pattern, reason) => {
    const { pattern: heard, reason: said, level } = decide(change);
    expect({ pattern: heard, reason: said }).toEqual({ pattern, reason });
    expect(level === 'silent').toBe(pattern === null);
  });

  test('the worst page decides, and all that sound are named', () => {
    const pages = [
      makePage('warning', { incidentId: 'w' }),
      makePage('critical', { incidentId: 'later', ringingSince: t0Ms + 500 }),
      makePage('critical', { incidentId: 'first' }),
      makePage('critical', { incidentId: 'mine', seat: 'acknowledged', acknowledgedBy: 'Ana' }),
    ];
    const { incidentId, since, sounding } = decide({ pages });
    expect(incidentId).toBe('first');
    expect(since).toBe(t0Ms);
    expect(sounding).toEqual(['w', 'later', 'first']);
  });

  test('critical sounds at no less than its floor, the others as set', () => {
    const settings = { volume: 0.05, quietHours: null, cutOffLoudAfterSeconds: 60 };
    expect(decide({ settings, pages: [makePage('critical')] }).volume).toBe(criticalVolumeFloor);
    expect(decide({ settings, pages: [makePage('error')] }).volume).toBe(0.05);
  });

  test('a sound begins softly again after a silence, and not for another page', () => {
    const silencedUntil = t0Ms + 500;
    expect(decide({ pages: [makePage('critical', { silencedUntil })] }).since).toBe(silencedUntil);
  });
});
