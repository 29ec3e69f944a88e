import type { LinkView, SoundView } from '../../main/ipc/views.ts';
import { clockTime, secondsUntil } from './time-in-words.ts';

/** Something that the reader must know beside the incidents. */
export interface Notice {
  kind: 'no-sound' | 'cut-off' | 'refused' | 'connecting' | 'muted' | 'test';
  text: string;
  /** The part of the text that counts down: not to be read out each second. */
  ticking?: string;
}

/** What stands in the way of a page reaching its reader, worst first. */
export function noticesOf(link: LinkView, sound: SoundView, nowMs: number): Notice[] {
  const notices: Notice[] = [];
  if (sound.device === 'silent') {
    const why = sound.message ?? 'this laptop cannot be heard.';
    notices.push({ kind: 'no-sound', text: `No sound: ${why}` });
  }
  const linkNotice = noticeOfLink(link, nowMs);
  if (linkNotice) notices.push(linkNotice);
  if (sound.mutedUntil !== null && Date.parse(sound.mutedUntil) > nowMs) {
    const until = clockTime(sound.mutedUntil, nowMs);
    notices.push({ kind: 'muted', text: `Muted until ${until}. Critical still rings.` });
  }
  return notices;
}

function noticeOfLink(link: LinkView, nowMs: number): Notice | null {
  if (link.state === 'cut-off') {
    const since = `Cut off from the hub since ${clockTime(link.since, nowMs)}`;
    const ticking = retryInWords(link, nowMs);
    const text = `${since}, ${ticking}.`;
    return { kind: 'cut-off', text: link.message ? `${text} ${link.message}` : text, ticking };
  }
  if (link.state === 'refused') {
    return { kind: 'refused', text: link.message ?? 'The hub refuses this laptop. Join it again.' };
  }
  if (link.state === 'connecting' && nowMs - Date.parse(link.since) > 2_000) {
    return { kind: 'connecting', text: 'Connecting to the hub.' };
  }
  return null;
}

/** When the next try to reach the hub starts. */
export function retryInWords(link: LinkView, nowMs: number): string {
  const seconds = link.nextTryAt === null ? 0 : secondsUntil(link.nextTryAt, nowMs);
  return seconds === 0 ? 'trying now' : `retrying in ${seconds} s`;
}

/** The state of the link in a few words, for a status line. */
export function linkInWords(link: LinkView): string {
  switch (link.state) {
    case 'not-joined':
      return 'Not joined to a hub';
    case 'connecting':
      return 'Connecting';
    case 'catching-up':
      return 'Catching up';
    case 'online':
      return link.roundTripMs === null ? 'Online' : `Online, ${Math.round(link.roundTripMs)} ms`;
    case 'cut-off':
      return 'Cut off';
    case 'refused':
      return 'Refused by the hub';
  }
}
