import { execFile } from 'node:child_process';
import type { SystemVolume } from '../../pager/ports.ts';

/** Runs a command and gives its output; rejects when it fails. */
type Ask = (command: string, words: string[]) => Promise<string>;

/** A sound server that hangs must not hold up an alarm. */
const patienceMs = 2_000;

/**
 * The volume of the output that sounds go to, above our own. Null when the system does not tell; Windows
 * tells no command line.
 */
export async function systemSound(
  platform: NodeJS.Platform,
  ask: Ask = run,
): Promise<SystemVolume | null> {
  const askers = platform === 'darwin' ? [askMac] : platform === 'linux' ? linux : [];
  for (const asker of askers) {
    const found = await asker(ask).catch(() => null);
    if (found !== null) return found;
  }
  return null;
}

/** PulseAudio and PipeWire, then PipeWire alone, then bare ALSA. */
const linux = [askPulse, askPipeWire, askAlsa];

async function askPulse(ask: Ask): Promise<SystemVolume | null> {
  const mute = await ask('pactl', ['get-sink-mute', '@DEFAULT_SINK@']);
  return withVolume(/: yes/.test(mute), await ask('pactl', ['get-sink-volume', '@DEFAULT_SINK@']));
}

async function askPipeWire(ask: Ask): Promise<SystemVolume | null> {
  const told = await ask('wpctl', ['get-volume', '@DEFAULT_AUDIO_SINK@']);
  const volume = /Volume: (\d+(?:\.\d+)?)/.exec(told)?.[1];
  return volume === undefined
    ? null
    : { isMuted: told.includes('[MUTED]'), volume: Number(volume) };
}

async function askAlsa(ask: Ask): Promise<SystemVolume | null> {
  const told = await ask('amixer', ['-M', 'sget', 'Master']);
  return withVolume(/\[off\]/.test(told), told);
}

async function askMac(ask: Ask): Promise<SystemVolume | null> {
  const told = await ask('osascript', ['-e', 'get volume settings']);
  const volume = /output volume:(\d+)/.exec(told)?.[1];
  // Outputs such as HDMI have no volume of their own.
  return { isMuted: /output muted:true/.test(told), volume: volume ? Number(volume) / 100 : 1 };
}

/** The loudest of the channels whose volume the text names in per cent. */
function withVolume(isMuted: boolean, text: string): SystemVolume | null {
  const shares = [...text.matchAll(/(\d+)%/g)].map(([, share]) => Number(share) / 100);
  return shares.length === 0 ? null : { isMuted, volume: Math.max(...shares) };
}

function run(command: string, words: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    // What it says in another language could not be read.
    const options = { timeout: patienceMs, env: { ...process.env, LC_ALL: 'C' } };
    execFile(command, words, options, (error, output) =>
      error ? reject(new Error(`${command} failed`, { cause: error })) : resolve(output),
    );
  });
}
