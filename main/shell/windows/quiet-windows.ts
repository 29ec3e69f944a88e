import type { WindowsPort } from '../../pager/ports.ts';

/** The same windows, of which the laptop opens none while the app starts quietly. */
export function quietWhile(isQuiet: () => boolean, windows: WindowsPort): WindowsPort {
  return {
    isOpen: (page) => windows.isOpen(page),
    push: (channel, payload) => windows.push(channel, payload),
    open: (page) => {
      if (!isQuiet()) windows.open(page);
    },
    openRoom: (incidentId) => windows.openRoom(incidentId),
    openRooms: () => windows.openRooms(),
    expectRooms: (isLikely) => windows.expectRooms(isLikely),
    pushToRoom: (incidentId, channel, payload) => windows.pushToRoom(incidentId, channel, payload),
  };
}
