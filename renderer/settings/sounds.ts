import type { SoundPattern } from '../../main/ipc/views.ts';

/** The sounds, and when one hears them. */
export const sounds: readonly { pattern: SoundPattern; name: string; when: string }[] = [
  { pattern: 'critical', name: 'Critical', when: 'two tones without end, growing for 20 s' },
  { pattern: 'error', name: 'Error', when: 'three rising beeps every 4 s' },
  { pattern: 'warning', name: 'Warning', when: 'two chimes every minute, five times' },
  { pattern: 'info', name: 'Info', when: 'one tick' },
  { pattern: 'mention', name: 'Mention', when: 'one knock' },
  { pattern: 'cut-off', name: 'Cut off', when: 'a falling tone every 5 s' },
  { pattern: 'drill', name: 'Drill', when: 'a rising question of two notes' },
];
