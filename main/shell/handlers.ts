import type { RequestHandlers } from '../ipc/register.ts';
import type { Laptop } from '../laptop.ts';
import type { DesktopPort } from '../pager/ports.ts';
import type { AlertWindow } from './windows/alert-window.ts';
import type { OpenedWindows } from './windows/open-windows.ts';

export interface HandlersOptions extends OpenedWindows {
  laptop: Laptop;
  desktop: DesktopPort;
  /** Opens the link in the user's browser when it is safe. */
  openLink(url: string): Promise<'opened' | 'refused'>;
}

/** What is done for each request of a window. */
export function requestHandlers(options: HandlersOptions): RequestHandlers {
  const { laptop, desktop, windows, pages, sound, alert, openLink } = options;
  return {
    ...roomHandlers(laptop, desktop),
    ...dutyHandlers(laptop),
    'incident:acknowledge': ({ incidentId }) => laptop.acknowledge(incidentId),
    'incident:acknowledge-all': () => laptop.acknowledgeAll(),
    'incident:unacknowledge': ({ incidentId }) => laptop.unacknowledge(incidentId),
    'incident:resolve': ({ incidentId }) => laptop.resolve(incidentId),
    'incident:silence': ({ incidentId }) => laptop.silence(incidentId),
    'incident:open': ({ incidentId, ...at }) => {
      laptop.openRoom(incidentId, at);
      giveWay(alert, laptop);
    },
    'incident:show-on-board': ({ incidentId }) => {
      laptop.showOnBoard(incidentId);
      giveWay(alert, laptop);
    },
    'alert:minimise': () => laptop.minimiseAlert(),
    'alert:resize': ({ heightPx }) => alert.resize(heightPx),
    'board:select': ({ incidentId }) => laptop.select(incidentId),
    'board:show-settings': () => pages.open('settings'),
    'board:show-reports': () => pages.open('reports'),
    'reports:load': (query) => laptop.reports.load(query),
    'reports:save': ({ query, format }) => laptop.reports.save(query, format),
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
    'page:ready': (_nothing, from) => {
      if (from.page === 'alert') alert.pageReady();
      windows.pageReady(from);
      laptop.pageReady(from);
    },
    'sound:state': (state) => {
      sound.pageSpoke();
      laptop.soundState(state);
    },
  };
}

type RoomHandlers = Pick<
  RequestHandlers,
  Extract<keyof RequestHandlers, `room:${string}`> | 'search:find' | 'clipboard:write'
>;

function roomHandlers({ rooms }: Laptop, desktop: DesktopPort): RoomHandlers {
  return {
    'room:do': ({ command }) => rooms.do(command),
    'room:dismiss': ({ commandId }) => rooms.dismiss(commandId),
    'room:retry': ({ commandId }) => rooms.retry(commandId),
    'room:typing': ({ incidentId, isTyping }) => rooms.typing(incidentId, isTyping),
    'room:read': ({ incidentId, upTo }) => rooms.read(incidentId, upTo),
    'room:attach': (file) => rooms.attach(file),
    'room:attachment-text': ({ hash }) => rooms.attachmentText(hash),
    'room:save-attachment': ({ hash, name }) => rooms.saveAttachment(hash, name),
    'room:export': ({ incidentId, format }) => rooms.exportIncident(incidentId, format),
    'room:runbooks': ({ incidentId }) => rooms.runbooks(incidentId),
    'search:find': (query) => rooms.search(query),
    'clipboard:write': ({ text }) => desktop.copy(text),
  };
}

type DutyHandlers = Pick<
  RequestHandlers,
  | Extract<keyof RequestHandlers, `duty:${string}` | `oncall:${string}` | `drill:${string}`>
  | 'incident:snooze'
  | 'incident:decline'
  | 'incident:stand-down'
  | 'incident:call-back'
  | 'board:show-calendar'
  | 'settings:channels'
>;

function dutyHandlers({ duty, rooms }: Laptop): DutyHandlers {
  const asked = (answer: Promise<unknown>): Promise<void> => answer.then(() => undefined);
  return {
    'incident:snooze': (payload) => asked(rooms.do({ type: 'incident.snooze', ...payload })),
    'incident:decline': (payload) => asked(rooms.do({ type: 'incident.decline', ...payload })),
    'incident:stand-down': (payload) => asked(rooms.do({ type: 'seat.stand-down', ...payload })),
    'incident:call-back': (payload) => asked(rooms.do({ type: 'seat.call-back', ...payload })),
    'drill:confirm': ({ drillId }) => asked(duty.do({ type: 'drill.confirm', drillId })),
    'drill:start': () => asked(duty.do({ type: 'drill.start' })),
    'duty:do': ({ command }) => duty.do(command),
    'duty:dismiss': ({ commandId }) => duty.dismiss(commandId),
    'oncall:calendar': (query) => duty.calendar(query),
    'oncall:subscribe': ({ rotaId }) => duty.subscribe(rotaId),
    'oncall:import-leave': () => duty.importLeave(),
    'board:show-calendar': ({ what }) => duty.show(what),
    'settings:channels': () => duty.channels(),
  };
}

/** The user wants to see another window: the noise goes on, and so does the alert window after a while. */
function giveWay(alert: AlertWindow, laptop: Laptop): void {
  if (!alert.stepAside()) laptop.minimiseAlert();
}
