import type { Incident } from '../../protocol/incident.ts';
import { limits } from '../../protocol/limits.ts';
import type { Page } from '../../protocol/paging.ts';
import type { DeviceLinks } from './device-links.ts';
import { ringingPages } from './hearing.ts';

/** A device that a page was written to, or that had no link. */
export interface WrittenDevice {
  personId: string;
  deviceId: string;
  isUnreachable: boolean;
}

export interface Written {
  devices: WrittenDevice[];
  /** Devices that may be back in a moment, of which nothing is said yet. */
  isAnyReturning: boolean;
}

/** What is new about the devices that the pages of an incident that ring now went to. */
export function devicesWritten(
  incident: Incident,
  deviceIdsOf: (personId: string) => readonly string[],
  links: DeviceLinks,
): Written {
  const written: Written = { devices: [], isAnyReturning: false };
  if (isForMany(incident)) return written;
  for (const { page } of ringingPages(incident)) {
    const { personId } = page;
    for (const deviceId of deviceIdsOf(personId)) {
      const state = links.stateOf(deviceId);
      const said = whatIsSaid(page, deviceId);
      if (said === 'written' || (said === 'unreachable' && state !== 'linked')) continue;
      if (state === 'returning') written.isAnyReturning = true;
      else written.devices.push({ personId, deviceId, isUnreachable: state === 'gone' });
    }
  }
  return written;
}

/** Nobody reads the receipts of thousands, and each event with them goes to every laptop. */
function isForMany({ seats }: Incident): boolean {
  const most = Math.max(seats.developer.pages.length, seats.sre.pages.length);
  return most > limits.followedPages;
}

function whatIsSaid({ devices }: Page, deviceId: string): 'written' | 'unreachable' | null {
  const device = devices.find((one) => one.deviceId === deviceId);
  if (device?.times.written !== undefined) return 'written';
  return device?.isUnreachable ? 'unreachable' : null;
}

/** People whom a page of an incident calls and of whose devices none can be reached, or who have none. */
export function outOfReach(
  incident: Incident,
  deviceIdsOf: (personId: string) => readonly string[],
): string[] {
  if (isForMany(incident)) return [];
  return ringingPages(incident).flatMap(({ page }) => {
    const { personId, devices } = page;
    const isUnreachable = (id: string) =>
      devices.some(({ deviceId, isUnreachable: isSo }) => deviceId === id && isSo);
    return deviceIdsOf(personId).every(isUnreachable) ? [personId] : [];
  });
}
