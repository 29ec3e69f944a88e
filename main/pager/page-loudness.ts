import type { Side } from '../../server/protocol/identity.ts';
import { severityRank } from '../../server/protocol/severity.ts';
import type { Severity } from '../../server/protocol/severity.ts';
import type { LoudnessView } from '../ipc/views.ts';
import { clockTime } from './local-time.ts';
import type { LoudnessInput, Page } from './loudness-input.ts';
import type { QuietHoursNow } from './quiet-hours.ts';

/** How loud one page would be by itself. */
export interface Judgement {
  incidentId: string;
  severity: Severity;
  callsMe: boolean;
  /** It waits for this person's answer, sounding or not. */
  isUnanswered: boolean;
  level: LoudnessView['level'];
  since: number;
  volume: number;
  reason: string;
  changesAt: number | null;
}

/** Critical is heard at any setting of the volume. */
export const criticalVolumeFloor = 0.3;
/** Five chimes, one a minute. */
const warningSoundsMs = 5 * 60_000;
const infoSoundsMs = 5_000;

const names = { critical: 'Critical', error: 'Error', warning: 'Warning', info: 'Info' } as const;

/** Volume at which a severity sounds. */
export function volumeOf(severity: Severity, volume: number): number {
  return severity === 'critical' ? Math.max(volume, criticalVolumeFloor) : volume;
}

export function judgePage(page: Page, input: LoudnessInput, quiet: QuietHoursNow): Judgement {
  const { now, settings, offsetMinutesAt } = input;
  const { incidentId, callsMe, silencedUntil } = page;
  const severity = soundsAs(page);
  const volume = volumeOf(severity, settings.volume);
  const since = soundsSince(page, input, quiet);
  const answered = whyAnswered(page);
  const isUnanswered = answered === null;
  const common = { incidentId, severity, callsMe, isUnanswered, since, volume };
  const silent = (reason: string, changesAt: number | null = null): Judgement => {
    return { ...common, since: page.ringingSince, level: 'silent', reason, changesAt };
  };
  const sounds = (level: LoudnessView['level'], lastsMs: number | null): Judgement => {
    const changesAt = lastsMs === null ? null : since + lastsMs;
    return { ...common, level, reason: whyItSounds(page, input, quiet), changesAt };
  };

  if (answered !== null) return silent(answered);
  if (silencedUntil !== null && now < silencedUntil) {
    return silent(
      `You silenced it until ${clockTime(silencedUntil, offsetMinutesAt)}`,
      silencedUntil,
    );
  }
  if (severity === 'critical') return sounds('siren', null);
  if (input.mutedUntil !== null && now < input.mutedUntil) {
    return silent(`Muted until ${clockTime(input.mutedUntil, offsetMinutesAt)}`);
  }
  if (settings.volume === 0) return silent('The volume is at 0');
  if (severity === 'error') return sounds('siren', null);
  if (quiet.isQuiet) return silent(`Quiet hours until ${settings.quietHours?.to ?? ''}`);
  if (severity === 'warning') {
    const isOver = now >= since + warningSoundsMs;
    return isOver
      ? silent('A warning chimes for five minutes only')
      : sounds('chime', warningSoundsMs);
  }
  const isOver = now >= since + infoSoundsMs;
  return isOver ? silent('An info ticks once only') : sounds('tick', infoSoundsMs);
}

/** Who is called by name is meant: softer than an error nobody calls anybody. */
function soundsAs({ severity, pagedBy }: Page): Severity {
  const isSofter = severityRank(severity) > severityRank('error');
  return pagedBy !== null && isSofter ? 'error' : severity;
}

/** When the sound of this page begins anew: whatever kept it down has ended. */
function soundsSince(page: Page, input: LoudnessInput, quiet: QuietHoursNow): number {
  const { ringingSince, pagedAt, silencedUntil } = page;
  const severity = soundsAs(page);
  const ended = (time: number | null): number =>
    time !== null && time <= input.now ? time : ringingSince;
  const mayBeMuted = severity !== 'critical';
  const obeysQuietHours = severity === 'warning' || severity === 'info';
  return Math.max(
    ringingSince,
    ended(silencedUntil),
    mayBeMuted ? ended(input.mutedUntil) : ringingSince,
    obeysQuietHours ? ended(quiet.endedAt) : ringingSince,
    // What ends by itself begins again for whoever is called anew.
    obeysQuietHours ? ended(pagedAt) : ringingSince,
    severity === 'warning' ? ended(input.awakeSince) : ringingSince,
  );
}

function whyAnswered(page: Page): string | null {
  if (page.isAnsweredHere) return 'You answered; waiting for the hub to confirm';
  if (page.pagedBy !== null) return null;
  if (page.seat === 'acknowledged') {
    const other =
      page.otherSideBy === null ? `; nobody on the ${sideName[otherSide(page.mySide)]} side` : '';
    return `${hasIt(page.acknowledgedBy)}${other}`;
  }
  if (page.isDeclined) return 'You called the next';
  if (page.seat === 'held') return page.heldBecause ?? 'Your side is let sleep for now';
  return page.callsMe ? null : 'You are not called';
}

function whyItSounds(page: Page, input: LoudnessInput, quiet: QuietHoursNow): string {
  if (page.pagedBy !== null) return `${page.pagedBy} pages you`;
  const name = names[page.severity];
  if (page.severity === 'critical') {
    const isMuted = input.mutedUntil !== null && input.now < input.mutedUntil;
    if (isMuted || quiet.isQuiet) return 'Critical is never muted';
    if (input.settings.volume === 0) return 'Critical sounds although the volume is at 0';
  }
  if (page.calledBecause !== null) return page.calledBecause;
  if (page.otherSideBy !== null) {
    const [mine, other] = [sideName[page.mySide], sideName[otherSide(page.mySide)]];
    return `${hasIt(page.otherSideBy)} for ${other}; nobody on the ${mine} side`;
  }
  return `${name}, nobody on the ${sideName[page.mySide]} side has it`;
}

function hasIt(who: string | null): string {
  return who === 'You' ? 'You have it' : `${who ?? 'Somebody'} has it`;
}

function otherSide(side: Side): Side {
  return side === 'sre' ? 'developer' : 'sre';
}

const sideName = { developer: 'developer', sre: 'SRE' } as const;
