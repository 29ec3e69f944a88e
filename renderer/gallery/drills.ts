import type { DrillView } from '../../main/ipc/duty-views.ts';
import { after, before } from './times.ts';

const checks: DrillView['checks'] = [
  { name: 'link', isOk: true, detail: '12 ms' },
  { name: 'audio-device', isOk: true, detail: 'Built-in Audio' },
  { name: 'volume', isOk: true, detail: '80 %' },
  { name: 'mute', isOk: true, detail: null },
  { name: 'notifications', isOk: true, detail: null },
  { name: 'window', isOk: true, detail: null },
];

export function drill(change: Partial<DrillView> = {}): DrillView {
  return {
    ...{ id: 'drill-1', rotas: ['Payments until Mon 09:00'], startedAt: before(4) },
    ...{ passBy: after(296), state: 'open', checks },
    ...change,
  };
}

const broken: DrillView['checks'] = checks.map((check) => {
  if (check.name === 'volume') {
    return {
      ...{ name: 'volume', isOk: false },
      detail: 'The system’s volume is at 3 %. Turn it up to 30 % or more.',
    };
  }
  if (check.name === 'mute') {
    return {
      ...{ name: 'mute', isOk: false },
      detail:
        'The output “Built-in Audio” is muted. Unmute it in the sound settings of the desktop.',
    };
  }
  return check;
});

export const muffled = drill({ checks: broken });
export const failedMuffled = drill({ state: 'failed', checks: broken, passBy: before(2) });
export const failedUnheard = drill({ state: 'failed', passBy: before(2) });
export const passed = drill({ state: 'passed' });
