import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SoundPattern } from '../../main/ipc/views.ts';
import { amplitude, endOf, notesBetween, previewScoreOf, scoreOf } from './score.ts';

const patterns = fc.constantFrom(...SoundPattern.options);

describe('score', () => {
  it('rings critical as two tones, four per second, without an end and without a gap', () => {
    const notes = notesBetween(scoreOf('critical', 0), 0, 2);
    expect(notes.map((note) => note.fromHz)).toEqual([960, 770, 960, 770, 960, 770, 960, 770]);
    expect(notes.map((note) => note.at)).toEqual([0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75]);
    expect(notes.every((note) => note.lengthSeconds === 0.25)).toBe(true);
    expect(endOf(scoreOf('critical', 86_400))).toBe(Infinity);
  });

  it('grows critical from -18 to -3 dB over 20 seconds and stays there', () => {
    const score = scoreOf('critical', 0);
    expect(score.gainDbAt(0)).toBe(-18);
    expect(score.gainDbAt(10)).toBe(-10.5);
    expect(score.gainDbAt(20)).toBe(-3);
    expect(score.gainDbAt(9_999)).toBe(-3);
    expect(amplitude(-6)).toBeCloseTo(0.501, 3);
  });

  it('starts as loud as it has grown, but at the start of its figure', () => {
    const [first] = notesBetween(scoreOf('error', 43), 0, 1);
    expect(first).toMatchObject({ at: 0, fromHz: 620 });
    expect(first?.gain).toBeCloseTo(amplitude(-4), 6);
  });

  it('beeps three times, rising, every four seconds for an error', () => {
    const notes = notesBetween(scoreOf('error', 0), 0, 8);
    expect(notes.map((note) => note.fromHz)).toEqual([620, 780, 980, 620, 780, 980]);
    expect((notes[3]?.at ?? 0) - (notes[0]?.at ?? 0)).toBe(4);
    expect(notes[3]?.gain).toBeGreaterThan(notes[0]?.gain ?? 1);
  });

  it('chimes twice a minute, five times, for a warning, and no more after five minutes', () => {
    expect(notesBetween(scoreOf('warning', 0), 0, 3_600)).toHaveLength(10);
    expect(notesBetween(scoreOf('warning', 61), 0, 3_600)).toHaveLength(8);
    expect(notesBetween(scoreOf('warning', 301), 0, 3_600)).toHaveLength(0);
    expect(endOf(scoreOf('warning', 301))).toBe(0);
  });

  it('does not tick for what is long past', () => {
    expect(notesBetween(scoreOf('info', 0), 0, 60)).toHaveLength(1);
    expect(notesBetween(scoreOf('info', 11), 0, 60)).toHaveLength(0);
  });

  it('falls every five seconds while cut off', () => {
    const notes = notesBetween(scoreOf('cut-off', 0), 0, 10);
    expect(notes.map((note) => note.at)).toEqual([0, 5]);
    expect(notes[0]?.toHz).toBeLessThan(notes[0]?.fromHz ?? 0);
  });

  it('knocks twice and asks, every few seconds and ever louder, for a drill', () => {
    const notes = notesBetween(scoreOf('drill', 0), 0, 7);
    expect(notes.map(({ timbre }) => timbre)).toEqual([
      'wood',
      'wood',
      'beep',
      'wood',
      'wood',
      'beep',
    ]);
    const asked = notes.filter(({ timbre }) => timbre === 'beep');
    expect(asked.every(({ fromHz, toHz }) => toHz > fromHz)).toBe(true);
    expect(asked[1]?.gain).toBeGreaterThan(asked[0]?.gain ?? 1);
    // As loud in the end as an error, so that it proves what it stands for.
    expect(scoreOf('drill', 0).gainDbAt(60)).toBe(scoreOf('error', 0).gainDbAt(60));
    expect(endOf(scoreOf('drill', 300))).toBe(Infinity);
  });

  it('sounds like a test: no pattern that means something else asks', () => {
    for (const pattern of SoundPattern.options) {
      const rises = notesBetween(scoreOf(pattern, 0), 0, 60).some(
        ({ fromHz, toHz }) => toHz > fromHz,
      );
      expect(rises).toBe(pattern === 'drill');
    }
  });

  it('previews every pattern within four seconds, up to its full loudness', () => {
    for (const pattern of SoundPattern.options) {
      const score = previewScoreOf(pattern);
      expect(endOf(score)).toBeLessThanOrEqual(4);
      const loudest = scoreOf(pattern, 0).gainDbAt(9_999);
      const last = notesBetween(score, 0, 9).at(-1);
      if (pattern !== 'mention') expect(last?.gain).toBeCloseTo(amplitude(loudest), 6);
    }
  });

  it('gives each note once, in whatever pieces it is asked', () => {
    const cuts = fc.array(fc.double({ min: 0.01, max: 3, noNaN: true }), { maxLength: 30 });
    fc.assert(
      fc.property(patterns, fc.nat(400), cuts, (pattern, aged, steps) => {
        const score = scoreOf(pattern, aged);
        let at = 0;
        const pieces = steps.flatMap((step) => notesBetween(score, at, (at += step)));
        expect(pieces).toEqual(notesBetween(score, 0, at));
      }),
    );
  });

  it('never clips and never falls silent while it plays', () => {
    fc.assert(
      fc.property(patterns, fc.nat(100_000), (pattern, aged) => {
        for (const note of notesBetween(scoreOf(pattern, aged), 0, 120)) {
          expect(note.gain).toBeGreaterThan(0.04);
          expect(note.gain).toBeLessThanOrEqual(amplitude(-3));
        }
      }),
    );
  });

  it('begins every sound that is due at once', () => {
    fc.assert(
      fc.property(patterns, fc.nat(9), (pattern, aged) => {
        expect(notesBetween(scoreOf(pattern, aged), 0, 0.001).length).toBeGreaterThan(0);
      }),
    );
  });
});
