import type { SelfCheck } from '../../server/protocol/oncall.ts';
import type { LinkView, Settings } from '../ipc/views.ts';
import type { SystemVolume } from './ports.ts';
import type { SoundHealth } from './sound-health.ts';
import { isTurnedDown } from './system-volume.ts';

/** What a laptop can find out about itself. */
export interface SelfFacts {
  link: LinkView['state'];
  /** After something went out, or was tried to. */
  sound: Pick<SoundHealth, 'device' | 'message' | 'systemMute'>;
  volume: Settings['volume'];
  system: SystemVolume | null;
  /** Until when Tocsin is muted, as a clock shows it; null: it is not. */
  mutedUntil: string | null;
  /** Why the system shows no notifications; null as far as it tells. */
  notificationProblem: string | null;
  /** Whether the alert window came to the front, or could. */
  hasWindow: boolean;
}

/** Whether this laptop's user would hear a page; where not, why, and what to do. */
export function selfChecks(facts: SelfFacts): SelfCheck[] {
  return [
    check('link', facts.link === 'online' ? null : 'This laptop has no link to the hub.'),
    check('audio-device', deviceProblem(facts)),
    check('volume', volumeProblem(facts)),
    check('mute', muteProblem(facts)),
    check('notifications', notificationProblem(facts)),
    check('window', facts.hasWindow ? null : 'The alert window does not come. Start Tocsin again.'),
  ];
}

function check(name: SelfCheck['name'], problem: string | null): SelfCheck {
  return { name, isOk: problem === null, detail: problem };
}

function deviceProblem({ sound }: SelfFacts): string | null {
  // A mute of the system is a check of its own.
  if (sound.device !== 'silent' || sound.systemMute !== null) return null;
  return sound.message ?? 'No sound comes out of this laptop. Check its output.';
}

function volumeProblem({ volume, system }: SelfFacts): string | null {
  if (volume === 0) return 'The volume in Tocsin is at 0. Turn it up in the settings.';
  const isLow = system !== null && isTurnedDown(system);
  return isLow ? 'The volume of this laptop is at 0. Turn it up.' : null;
}

function muteProblem({ mutedUntil, system }: SelfFacts): string | null {
  if (system?.isMuted === true) return 'The sound of this laptop is muted. Unmute it.';
  return mutedUntil === null
    ? null
    : `Tocsin is muted until ${mutedUntil}. End the mute in its menu or settings.`;
}

function notificationProblem({ notificationProblem: problem }: SelfFacts): string | null {
  if (problem === null) return null;
  return `The system shows no notifications (${problem}). Allow them for Tocsin.`.slice(0, 300);
}
