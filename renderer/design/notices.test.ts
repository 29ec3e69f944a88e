import { describe, expect, it } from 'vitest';
import type { LinkView, SoundView } from '../../main/ipc/views.ts';
import { linkInWords, noticesOf } from './notices.ts';

const now = Date.parse('2026-10-04T03:13:00.000Z');
const online: LinkView = {
  state: 'online',
  hub: 'https://hub.example',
  since: '2026-10-04T03:12:00.000Z',
  nextTryAt: null,
  roundTripMs: 12.4,
  message: null,
};
const audible: SoundView = { device: 'audible', message: null, mutedUntil: null };
const texts = (link: Partial<LinkView>, sound: Partial<SoundView> = {}) =>
  noticesOf({ ...online, ...link }, { ...audible, ...sound }, now).map((notice) => notice.text);

describe('notices', () => {
  it('has nothing to say when all is well', () => {
    expect(texts({})).toEqual([]);
    expect(texts({ state: 'catching-up' })).toEqual([]);
  });

  it('says that the link is gone, since when, and what comes next', () => {
    const cutOff = { state: 'cut-off', nextTryAt: '2026-10-04T03:13:03.500Z' } as const;
    expect(texts(cutOff)).toEqual(['Cut off from the hub since 03:12, retrying in 4 s.']);
    expect(texts({ state: 'cut-off', message: 'Check the network.' })).toEqual([
      'Cut off from the hub since 03:12, trying now. Check the network.',
    ]);
  });

  it('puts a laptop that cannot be heard first', () => {
    expect(texts({ state: 'cut-off' }, { device: 'silent', message: 'no output.' })).toEqual([
      'No sound: no output.',
      'Cut off from the hub since 03:12, trying now.',
    ]);
  });

  it('says that a mute is on, until it is over', () => {
    expect(texts({}, { mutedUntil: '2026-10-04T03:40:00.000Z' })).toEqual([
      'Muted until 03:40. Critical still rings.',
    ]);
    expect(texts({}, { mutedUntil: '2026-10-04T03:12:00.000Z' })).toEqual([]);
  });

  it('does not flash up for a quick reconnect', () => {
    expect(texts({ state: 'connecting', since: '2026-10-04T03:12:59.000Z' })).toEqual([]);
    expect(texts({ state: 'connecting' })).toEqual(['Connecting to the hub.']);
  });

  it('puts the link in a few words', () => {
    expect(linkInWords(online)).toBe('Online, 12 ms');
    expect(linkInWords({ ...online, state: 'cut-off' })).toBe('Cut off');
  });
});
