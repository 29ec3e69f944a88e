import type { SettingsView } from '../../../main/ipc/views.ts';
import { tests } from '../channels.ts';
import { me } from '../people.ts';
import { teams } from '../works.ts';
import { audible, cutOff, muted, notJoined, online, silent } from './circumstances.ts';

function settings(change: Partial<SettingsView>): SettingsView {
  return {
    settings: {
      volume: 0.8,
      theme: 'system',
      startAtLogin: true,
      cutOffLoudAfterSeconds: 60,
      quietHours: { from: '22:00', to: '07:00' },
      extraCaFile: null,
    },
    me,
    link: online,
    sound: audible,
    version: '0.1.0',
    tokenPlace: 'keychain',
    trayAdvice: null,
    pendingDuties: [],
    teams,
    ...change,
  };
}

export const settingsScenes: Record<string, SettingsView> = {
  usual: settings({}),
  'cut off': settings({ link: cutOff }),
  'no sound': settings({ sound: silent }),
  muted: settings({ sound: muted }),
  'token in memory': settings({
    tokenPlace: 'memory',
    trayAdvice: 'This desktop shows no tray icons. Install the AppIndicator extension.',
  }),
  'no channels': settings({}),
  'channels, loading': settings({}),
  'channels, offline': settings({ link: cutOff }),
  'channels tested': settings({ pendingDuties: tests }),
  'not joined': settings({ me: null, link: notJoined, tokenPlace: 'none' }),
};
