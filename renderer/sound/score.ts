import type { SoundPattern } from '../../main/ipc/views.ts';

/** What a note is played with: see `voice.ts`. */
export type Timbre = 'siren' | 'beep' | 'chime' | 'wood';

/** One tone, ready to be played. Times in seconds after the sound began. */
export interface Note {
  at: number;
  lengthSeconds: number;
  fromHz: number;
  toHz: number;
  timbre: Timbre;
  /** Peak amplitude, 0 to 1, before the user's volume. */
  gain: number;
}

type FigureNote = Omit<Note, 'gain'> & { softerByDb?: number };

interface Figure {
  notes: readonly FigureNote[];
  everySeconds: number;
  times: number;
  fromDb: number;
  toDb: number;
  growSeconds: number;
  /** How many figures make a preview. */
  previewTimes: number;
}

/** A figure that repeats and grows. */
export interface Score {
  notes: readonly FigureNote[];
  everySeconds: number;
  times: number;
  gainDbAt: (seconds: number) => number;
}

/** Each severity has a rhythm of its own, so that it is known before one looks. */
const figures: Record<SoundPattern, Figure> = {
  critical: {
    notes: [tone('siren', 0, 0.25, 960), tone('siren', 0.25, 0.25, 770)],
    everySeconds: 0.5,
    times: Infinity,
    fromDb: -18,
    toDb: -3,
    growSeconds: 20,
    previewTimes: 6,
  },
  error: {
    notes: [
      tone('beep', 0, 0.18, 620),
      tone('beep', 0.24, 0.18, 780),
      tone('beep', 0.48, 0.26, 980),
    ],
    everySeconds: 4,
    times: Infinity,
    fromDb: -16,
    toDb: -4,
    growSeconds: 40,
    previewTimes: 1,
  },
  warning: {
    notes: [tone('chime', 0, 1.4, 880), tone('chime', 0.5, 1.6, 659)],
    everySeconds: 60,
    times: 5,
    fromDb: -12,
    toDb: -12,
    growSeconds: 0,
    previewTimes: 1,
  },
  info: {
    notes: [tone('wood', 0, 0.05, 1_500)],
    everySeconds: 10,
    times: 1,
    fromDb: -16,
    toDb: -16,
    growSeconds: 0,
    previewTimes: 1,
  },
  mention: {
    notes: [tone('wood', 0, 0.16, 410), { ...tone('wood', 0, 0.07, 1_130), softerByDb: 9 }],
    everySeconds: 10,
    times: 1,
    fromDb: -6,
    toDb: -6,
    growSeconds: 0,
    previewTimes: 1,
  },
  'cut-off': {
    notes: [{ ...tone('beep', 0, 0.9, 880), toHz: 330 }],
    everySeconds: 5,
    times: Infinity,
    fromDb: -14,
    toDb: -5,
    growSeconds: 30,
    previewTimes: 1,
  },
  // Somebody knocks twice and asks: no alarm ends on a rising tone.
  drill: {
    notes: [
      tone('wood', 0, 0.16, 410),
      tone('wood', 0.22, 0.16, 410),
      { ...tone('beep', 0.55, 0.75, 392), toHz: 740 },
    ],
    everySeconds: 3.5,
    times: Infinity,
    fromDb: -16,
    toDb: -4,
    growSeconds: 40,
    previewTimes: 1,
  },
};

function tone(timbre: Timbre, at: number, lengthSeconds: number, hz: number): FigureNote {
  return { at, lengthSeconds, fromHz: hz, toHz: hz, timbre };
}

/**
 * The score of a sound that has been due for `agedSeconds`: it starts with a figure at once, but as
 * loud as it would have grown, and of a pattern that ends only what is left of it.
 */
export function scoreOf(pattern: SoundPattern, agedSeconds: number): Score {
  const { notes, everySeconds, times, fromDb, toDb, growSeconds } = figures[pattern];
  const aged = Math.max(0, agedSeconds);
  return {
    notes,
    everySeconds,
    times: Math.max(0, times - Math.floor(aged / everySeconds)),
    gainDbAt: (seconds) => grownDb(fromDb, toDb, growSeconds, aged + seconds),
  };
}

/** A short score of the same pattern that grows to its full loudness while it lasts. */
export function previewScoreOf(pattern: SoundPattern): Score {
  const { notes, everySeconds, previewTimes, fromDb, toDb } = figures[pattern];
  const growSeconds = everySeconds * (previewTimes - 1);
  return {
    notes,
    everySeconds,
    times: previewTimes,
    gainDbAt: (seconds) => grownDb(fromDb, toDb, growSeconds, seconds),
  };
}

/** Notes that begin at or after `fromSeconds` and before `toSeconds`, in order. */
export function notesBetween(score: Score, fromSeconds: number, toSeconds: number): Note[] {
  const found: Note[] = [];
  const first = Math.max(0, Math.floor(fromSeconds / score.everySeconds) - 1);
  for (let turn = first; turn < score.times; turn += 1) {
    const start = turn * score.everySeconds;
    if (start >= toSeconds) break;
    for (const { softerByDb = 0, ...note } of score.notes) {
      const at = start + note.at;
      if (at < fromSeconds || at >= toSeconds) continue;
      found.push({ ...note, at, gain: amplitude(score.gainDbAt(at) - softerByDb) });
    }
  }
  return found;
}

/** When the last note has ended; Infinity for a score without an end. */
export function endOf(score: Score): number {
  if (score.times === 0) return 0;
  const figure = Math.max(...score.notes.map((note) => note.at + note.lengthSeconds));
  return (score.times - 1) * score.everySeconds + figure;
}

/** Decibels below full scale as an amplitude from 0 to 1. */
export function amplitude(decibels: number): number {
  return 10 ** (decibels / 20);
}

function grownDb(fromDb: number, toDb: number, growSeconds: number, seconds: number): number {
  const share = growSeconds === 0 ? 1 : Math.min(1, seconds / growSeconds);
  return fromDb + (toDb - fromDb) * share;
}
