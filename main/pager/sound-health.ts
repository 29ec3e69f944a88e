import type { RequestOf } from '../ipc/contract.ts';
import type { SoundPattern, SoundView } from '../ipc/views.ts';
import type { SystemVolume } from './ports.ts';
import { systemMuteOf } from './system-volume.ts';

export type SoundMessage = RequestOf<'sound:state'>;

/** What is known of the laptop's sound. All times epoch ms. */
export interface SoundHealth {
  device: SoundView['device'];
  /** For `silent`: why, in words. */
  message: string | null;
  /** What should be heard now. */
  expected: SoundPattern | null;
  expectedSince: number;
  /** When the sound window last said anything. */
  toldAt: number;
  /** When it last said that something went out. */
  heardAt: number;
  /** Silent because the audio device failed, not because nothing was measured. */
  hasFailed: boolean;
  /** Why nobody hears what goes out, as the system tells, in words; null when it does not. */
  systemMute: string | null;
  silentSince: number;
}

export const unknownSound: SoundHealth = {
  device: 'unknown',
  message: null,
  expected: null,
  expectedSince: 0,
  toldAt: 0,
  heardAt: 0,
  hasFailed: false,
  systemMute: null,
  silentSince: 0,
};

/** Below this RMS (about −66 dBFS) nobody hears anything. */
const audibleLevel = 0.0005;
const graceMs = 3_000;

/**
 * How long a pattern may go without a level before something is wrong; null: it has long pauses, so
 * that only a fault that the sound window tells counts.
 */
const longestPauseMs: Record<SoundPattern, number | null> = {
  critical: graceMs,
  error: 4_000 + graceMs,
  'cut-off': 5_000 + graceMs,
  drill: 4_000 + graceMs,
  warning: null,
  info: null,
  mention: null,
};

/** The order to the sound window changed. */
export function expectSound(
  health: SoundHealth,
  expected: SoundPattern | null,
  nowMs: number,
): SoundHealth {
  if (health.expected === expected) return health;
  return { ...health, expected, expectedSince: nowMs };
}

/** The sound window said something. */
export function hearSound(health: SoundHealth, said: SoundMessage, nowMs: number): SoundHealth {
  const told = { ...health, toldAt: nowMs };
  if (said.state === 'failed') {
    return fallSilent(told, said.message ?? 'The audio device does not work.', true, nowMs);
  }
  if (health.systemMute !== null) return fallSilent(told, health.systemMute, false, nowMs);
  if (said.state === 'playing' && said.level > audibleLevel) {
    return { ...told, heardAt: nowMs, device: 'audible', message: null, hasFailed: false };
  }
  // Nothing is to be heard now, so the device's return is all there is to know.
  if (said.state === 'idle' && health.hasFailed && health.expected === null) {
    return { ...told, device: 'audible', message: null, hasFailed: false };
  }
  return checkSound(told, nowMs);
}

/** What the system says of its own volume; null: nothing. */
export function heedSystem(
  health: SoundHealth,
  system: SystemVolume | null,
  nowMs: number,
): SoundHealth {
  const systemMute = system && systemMuteOf(system);
  if (systemMute === null) {
    if (health.systemMute === null) return health;
    // What goes out is heard again, as far as the system tells.
    return { ...health, systemMute, device: 'audible', message: null, hasFailed: false };
  }
  return fallSilent({ ...health, systemMute }, systemMute, false, nowMs);
}

/** The sound window is gone; a new one will be made. */
export function loseSound(health: SoundHealth, nowMs: number): SoundHealth {
  return fallSilent(health, 'The sound player stopped; starting it again.', true, nowMs);
}

/** Time passed. */
export function checkSound(health: SoundHealth, nowMs: number): SoundHealth {
  const { expected, expectedSince, heardAt, toldAt } = health;
  if (expected === null || health.device === 'silent') return health;
  const pauseMs = longestPauseMs[expected];
  if (pauseMs === null) return health;
  if (nowMs - Math.max(expectedSince, toldAt) >= graceMs) {
    return fallSilent(health, 'The sound player does not answer.', false, nowMs);
  }
  if (nowMs - Math.max(expectedSince, heardAt) < (heardAt < expectedSince ? graceMs : pauseMs)) {
    return health;
  }
  return fallSilent(health, 'The alarm plays, but nothing goes out.', false, nowMs);
}

function fallSilent(
  health: SoundHealth,
  message: string,
  hasFailed: boolean,
  nowMs: number,
): SoundHealth {
  const silentSince = health.device === 'silent' ? health.silentSince : nowMs;
  return { ...health, device: 'silent', message, hasFailed, silentSince };
}
