import type { RequestHandlers } from '../ipc/register.ts';
import type { Laptop } from '../laptop.ts';
import type { AlertWindow } from './windows/alert-window.ts';
import type { Pages } from './windows/pages.ts';

export interface HandlersOptions {
  laptop: Laptop;
  pages: Pages;
  alert: AlertWindow;
  /** Opens the link in the user's browser when it is safe. */
  openLink(url: string): Promise<'opened' | 'refused'>;
}

/** What is done for each request of a window. */
export function requestHandlers({
  laptop,
  pages,
  alert,
  openLink,
}: HandlersOptions): RequestHandlers {
  return {
    'incident:acknowledge': ({ incidentId }) => laptop.acknowledge(incidentId),
    'incident:acknowledge-all': () => laptop.acknowledgeAll(),
    'incident:unacknowledge': ({ incidentId }) => laptop.unacknowledge(incidentId),
    'incident:resolve': ({ incidentId }) => laptop.resolve(incidentId),
    'incident:silence': ({ incidentId }) => laptop.silence(incidentId),
    'incident:open': ({ incidentId }) => {
      laptop.openIncident(incidentId);
      // The noise goes on, and so does the alert window after a while.
      if (!alert.stepAside()) laptop.minimiseAlert();
    },
    'alert:minimise': () => laptop.minimiseAlert(),
    'alert:resize': ({ heightPx }) => alert.resize(heightPx),
    'board:select': ({ incidentId }) => laptop.select(incidentId),
    'board:show-settings': () => pages.open('settings'),
    'board:clear-while-away': () => laptop.clearWhileAway(),
    'settings:change': (change) => laptop.changeSettings(change),
    'settings:preview-sound': ({ pattern }) => laptop.previewSound(pattern),
    'settings:test-alarm': () => laptop.testAlarm(),
    'settings:mute': ({ minutes }) => laptop.mute(minutes),
    'settings:leave-hub': () => laptop.leave(),
    'settings:show-join': () => pages.open('join'),
    'join:accept': (request) => laptop.join(request),
    'join:dismiss': () => {
      laptop.dismissJoin();
      pages.close('join');
    },
    'link:open': ({ url }) => openLink(url),
    'page:ready': (_nothing, page) => {
      if (page === 'alert') alert.pageReady();
      pages.pageReady(page);
      laptop.pageReady(page);
    },
    'sound:state': (state) => {
      pages.soundSpoke();
      laptop.soundState(state);
    },
  };
}
