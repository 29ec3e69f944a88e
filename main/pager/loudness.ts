import { severityRank } from '../../server/protocol/severity.ts';
import type { LoudnessView, SoundPattern } from '../ipc/views.ts';
import { clockTime } from './local-time.ts';
import { judgePage, volumeOf } from './page-loudness.ts';
import type { Judgement } from './page-loudness.ts';
import type { LoudnessInput } from './loudness-input.ts';
import { quietHoursAt } from './quiet-hours.ts';
import type { QuietHoursNow } from './quiet-hours.ts';

export interface Loudness {
  level: LoudnessView['level'];
  /** What to play; null exactly when `level` is `silent`. */
  pattern: SoundPattern | null;
  incidentId: string | null;
  /** The sound has grown since then. */
  since: number;
  volume: number;
  reason: string;
  /** Pages that this laptop sounds for; one sound may stand for many. */
  sounding: string[];
  /** Before this moment the answer stays the same unless the input changes; null: for ever. */
  nextChangeAt: number | null;
}

const levelRanks = { siren: 0, chime: 1, tick: 2, knock: 3, silent: 4 } as const;
/** As long as one knock lasts, and a little. */
export const knockMs = 1_000;

/** How loud this laptop is to be, and why. The only place that decides it. */
export function decideLoudness(input: LoudnessInput): Loudness {
  const { now, mutedUntil, test, drill, pages } = input;
  const quiet = quietHoursAt(input.settings.quietHours, now, input.offsetMinutesAt);
  const ends = [mutedUntil, test?.until ?? null, drill?.until ?? null, quiet.changesAt];
  const changes = new Set<number | null>(ends);
  let worst: Judgement | null = null;
  const sounding: string[] = [];
  for (const page of pages) {
    const judgement = judgePage(page, input, quiet);
    changes.add(judgement.changesAt);
    if (judgement.level !== 'silent') sounding.push(page.incidentId);
    if (!worst || compareJudgements(judgement, worst) < 0) worst = judgement;
  }
  const cutOff = judgeCutOff(input);
  changes.add(cutOff?.changesAt ?? null);
  const loudest = choose(worst, judgeTest(input), cutOff, judgeDrill(input));
  const knock = loudest.level === 'silent' ? judgeKnock(input, quiet) : null;
  changes.add(knock?.changesAt ?? null);
  const answer = knock ? withoutTimes(knock) : loudest;
  const nextChangeAt = earliestAfter(now, changes);
  if (answer.level === 'silent') return { ...answer, pattern: null, sounding, nextChangeAt };
  const isDeaf = input.device === 'silent';
  const reason = isDeaf ? `${answer.reason}; no sound comes out of this laptop` : answer.reason;
  return { ...answer, reason, sounding, nextChangeAt };
}

type Answer = Omit<Loudness, 'sounding' | 'nextChangeAt'>;
type OwnAlarm = Answer & { changesAt: number | null };

/**
 * An incident's siren comes first, then what this laptop has to say itself, then softer pages. A drill
 * gives way to all of them: it only asks whether they would be heard.
 */
function choose(
  worst: Judgement | null,
  test: Answer | null,
  cutOff: OwnAlarm | null,
  drill: Answer | null,
): Answer {
  const page = worst && fromJudgement(worst);
  const isCutOffLoud = cutOff !== null && cutOff.level !== 'silent';
  if (page?.level === 'siren') return page;
  if (test) return test;
  if (isCutOffLoud) return withoutTimes(cutOff);
  if (page && page.level !== 'silent') return page;
  if (drill) return drill;
  return (cutOff && withoutTimes(cutOff)) ?? page ?? nothing;
}

function compareJudgements(a: Judgement, b: Judgement): number {
  return (
    levelRanks[a.level] - levelRanks[b.level] ||
    Number(b.isUnanswered) - Number(a.isUnanswered) ||
    severityRank(a.severity) - severityRank(b.severity) ||
    Number(b.callsMe) - Number(a.callsMe) ||
    a.since - b.since ||
    (a.incidentId < b.incidentId ? -1 : 1)
  );
}

function judgeTest({ now, test, settings }: LoudnessInput): Answer | null {
  if (!test || now >= test.until) return null;
  const volume = volumeOf('critical', settings.volume);
  const reason = 'Test alarm';
  return {
    level: 'siren',
    pattern: 'critical',
    incidentId: null,
    since: test.since,
    volume,
    reason,
  };
}

/**
 * Heard at any hour and at any setting of the volume, as what it stands for would be. A mute holds: that
 * it does is what the drill has to tell.
 */
function judgeDrill({
  now,
  drill,
  mutedUntil,
  settings,
  offsetMinutesAt,
}: LoudnessInput): Answer | null {
  if (!drill || now >= drill.until) return null;
  const volume = volumeOf('critical', settings.volume);
  const base = { incidentId: null, since: drill.since, volume };
  if (mutedUntil !== null && now < mutedUntil) {
    const reason = `A test of this alarm; muted until ${clockTime(mutedUntil, offsetMinutesAt)}`;
    return { ...base, level: 'silent', pattern: null, reason };
  }
  const reason = 'A test: can you hear me? Confirm it';
  return { ...base, level: 'siren', pattern: 'drill', reason };
}

/** Only on a quiet machine, and no mention in what the user is looking at. */
function judgeKnock(input: LoudnessInput, quiet: QuietHoursNow): OwnAlarm | null {
  const { now, knock, mutedUntil, settings, focusedRoomId } = input;
  if (!knock || now < knock.at || now >= knock.at + knockMs) return null;
  const { incidentId, reason, at: since, isForLookers } = knock;
  const isMuted = mutedUntil !== null && now < mutedUntil;
  const isSeen = incidentId !== null && focusedRoomId === incidentId && !isForLookers;
  if (isMuted || quiet.isQuiet || settings.volume === 0 || isSeen) return null;
  return {
    ...{ level: 'knock', pattern: 'mention', incidentId, since, volume: settings.volume },
    reason,
    changesAt: since + knockMs,
  };
}

function judgeCutOff(input: LoudnessInput): OwnAlarm | null {
  const { now, cutOffSince, mutedUntil, settings, offsetMinutesAt } = input;
  if (cutOffSince === null) return null;
  const { volume, cutOffLoudAfterSeconds } = settings;
  const loudAt = cutOffSince + cutOffLoudAfterSeconds * 1_000;
  const base = { incidentId: null, since: loudAt, volume, changesAt: loudAt };
  const silent = (reason: string): OwnAlarm => {
    return { ...base, level: 'silent', pattern: null, reason };
  };
  if (now < loudAt) return silent(`Cut off from the hub; loud after ${cutOffLoudAfterSeconds} s`);
  if (mutedUntil !== null && now < mutedUntil) {
    return silent(`Cut off from the hub; muted until ${clockTime(mutedUntil, offsetMinutesAt)}`);
  }
  if (volume === 0) return silent('Cut off from the hub; the volume is at 0');
  return {
    ...base,
    level: 'siren',
    pattern: 'cut-off',
    reason: 'Cut off from the hub while on call',
  };
}

function fromJudgement({ level, severity, incidentId, since, volume, reason }: Judgement): Answer {
  return { level, pattern: severity, incidentId, since, volume, reason };
}

function withoutTimes({ changesAt: _, ...answer }: OwnAlarm): Answer {
  return answer;
}

function earliestAfter(now: number, times: Iterable<number | null>): number | null {
  let earliest: number | null = null;
  for (const time of times) {
    if (time !== null && time > now && (earliest === null || time < earliest)) earliest = time;
  }
  return earliest;
}

const nothing: Answer = {
  level: 'silent',
  pattern: null,
  incidentId: null,
  since: 0,
  volume: 0,
  reason: 'Nothing rings',
};
