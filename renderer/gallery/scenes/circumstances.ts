import type { LinkView, SoundView } from '../../../main/ipc/views.ts';
import { before } from '../times.ts';

export const online: LinkView = {
  state: 'online',
  hub: 'https://hub.example:4949',
  since: before(8_000),
  nextTryAt: null,
  roundTripMs: 12.3,
  message: null,
};
export const cutOff: LinkView = {
  ...online,
  state: 'cut-off',
  since: before(75),
  nextTryAt: before(-4),
  roundTripMs: null,
  message: 'Check the network; the hub may be down.',
};
export const refusedByHub: LinkView = {
  ...online,
  state: 'refused',
  roundTripMs: null,
  message: 'The hub no longer knows this laptop. Ask for an invite and join again.',
};
export const notJoined: LinkView = { ...online, state: 'not-joined', hub: null, roundTripMs: null };
export const audible: SoundView = { device: 'audible', message: null, mutedUntil: null };
export const silent: SoundView = {
  ...audible,
  device: 'silent',
  message: 'this laptop has no sound output right now. Tocsin keeps trying.',
};
export const muted: SoundView = { ...audible, mutedUntil: before(-1_500) };
export const loud = {
  level: 'siren' as const,
  incidentId: 'incident-41',
  reason: 'critical, and nobody on the SRE side has it yet',
};
export const quiet = { level: 'silent' as const, incidentId: null, reason: 'the SRE side has it' };
