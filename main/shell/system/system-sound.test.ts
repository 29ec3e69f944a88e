import { expect, test } from 'vitest';
import { systemSound } from './system-sound.ts';

/** A system with these commands alone. */
function system(answers: Record<string, string>) {
  return (command: string, words: string[]): Promise<string> => {
    const answer = answers[[command, ...words.slice(0, 1)].join(' ')];
    return answer === undefined ? Promise.reject(new Error('none')) : Promise.resolve(answer);
  };
}

const volume =
  'Volume: front-left: 26214 /  40% / -23.88 dB,   front-right: 13107 /  20% / -41.94 dB\n' +
  '        balance -0.50\n';

test('PulseAudio tells mute and the louder channel', async () => {
  const told = (mute: string) =>
    systemSound('linux', system({ 'pactl get-sink-mute': mute, 'pactl get-sink-volume': volume }));
  expect(await told('Mute: no\n')).toEqual({ isMuted: false, volume: 0.4 });
  expect(await told('Mute: yes\n')).toEqual({ isMuted: true, volume: 0.4 });
});

test('so do PipeWire, ALSA and macOS', async () => {
  const wpctl = system({ 'wpctl get-volume': 'Volume: 0.35 [MUTED]\n' });
  expect(await systemSound('linux', wpctl)).toEqual({ isMuted: true, volume: 0.35 });
  const amixer = system({ 'amixer -M': '  Front Left: Playback 27 [42%] [-6.00dB] [off]\n' });
  expect(await systemSound('linux', amixer)).toEqual({ isMuted: true, volume: 0.42 });
  const mac = 'output volume:44, input volume:75, alert volume:100, output muted:false\n';
  const osascript = system({ 'osascript -e': mac });
  expect(await systemSound('darwin', osascript)).toEqual({ isMuted: false, volume: 0.44 });
  const hdmi = system({
    'osascript -e': 'output volume:missing value, output muted:missing value',
  });
  expect(await systemSound('darwin', hdmi)).toEqual({ isMuted: false, volume: 1 });
});

test('a system that tells nothing, or nonsense, is not doubted', async () => {
  expect(await systemSound('linux', system({}))).toBe(null);
  const nonsense = system({ 'pactl get-sink-mute': '', 'pactl get-sink-volume': 'no' });
  expect(await systemSound('linux', nonsense)).toBe(null);
  expect(await systemSound('win32', system({}))).toBe(null);
});
