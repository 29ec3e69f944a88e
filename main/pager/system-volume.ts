import type { SystemVolume } from './ports.ts';

/** Below this share of the system's volume nothing is heard across a room. */
const leastVolume = 0.05;

/** Why nobody hears this laptop, in words; null when they do. */
export function systemMuteOf(system: SystemVolume): string | null {
  if (system.isMuted) return 'The sound of this laptop is muted. Unmute it.';
  return isTurnedDown(system) ? 'The volume of this laptop is at 0. Turn it up.' : null;
}

export function isTurnedDown({ volume }: SystemVolume): boolean {
  return volume < leastVolume;
}
