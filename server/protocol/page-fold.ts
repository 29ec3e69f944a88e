import type { VisibleEvent } from './events.ts';
import type { Seat } from './incident.ts';
import type { Delivery, DeviceReceipt, Page, ReceiptStage } from './paging.ts';

type WrittenEvent = Extract<VisibleEvent, { type: 'page.written' }>;

/** A page that nothing has become of yet. */
export function newPage(personId: string, at: string): Page {
  return { personId, at, devices: [], deliveries: [], isUnheard: false, isDeclined: false };
}

/**
 * The seat with these people paged. Who was called before, or could not come, is paged anew and has heard
 * nothing yet.
 */
export function callPeople(seat: Seat, personIds: readonly string[], at: string): Seat {
  const isPaged = new Set(personIds);
  const added = [...isPaged].filter((id) => !seat.called.includes(id));
  const hasPlace = (page: Page): boolean => !added.includes(page.personId);
  const placed = seat.pages.filter(hasPlace);
  const pages = placed.map((page) =>
    isPaged.has(page.personId) ? newPage(page.personId, at) : page,
  );
  const missing = [...isPaged].filter((id) => placed.every((page) => page.personId !== id));
  return {
    ...seat,
    called: [...seat.called, ...added],
    heard: seat.heard.filter((id) => !isPaged.has(id)),
    pages: [...pages, ...missing.map((id) => newPage(id, at))],
  };
}

/** The seat without a person who cannot come; the page stays for others to see. */
export function declinePage(seat: Seat, personId: string): Seat {
  const without = (ids: readonly string[]): string[] => ids.filter((id) => id !== personId);
  return changePage(
    { ...seat, called: without(seat.called), heard: without(seat.heard) },
    personId,
    (page) => ({ ...page, isDeclined: true }),
  );
}

/** The seat with what a change makes of a person's page; the same one when it has none. */
export function changePage(seat: Seat, personId: string, change: (page: Page) => Page): Seat {
  if (seat.pages.every((page) => page.personId !== personId)) return seat;
  const pages = seat.pages.map((page) => (page.personId === personId ? change(page) : page));
  return { ...seat, pages };
}

/** How far the page got on a device; the first time of each stage stays. */
export function noteStage(page: Page, deviceId: string, stage: ReceiptStage, at: string): Page {
  return changeDevice(page, deviceId, ({ times }) => ({
    ...{ deviceId, isUnreachable: false },
    times: { ...times, [stage]: times[stage] ?? at },
  }));
}

/** To which of the person's devices the page went, and which had no link. */
export function noteWritten(page: Page, { devices, at }: WrittenEvent): Page {
  const own = devices.filter(({ personId }) => personId === page.personId);
  return own.reduce((noted, { deviceId, isUnreachable }) => {
    if (!isUnreachable) return noteStage(noted, deviceId, 'written', at);
    return changeDevice(noted, deviceId, (device) => ({ ...device, isUnreachable: true }));
  }, page);
}

/** What became of the page on its way over a channel. */
export function noteDelivery(page: Page, delivery: Delivery): Page {
  const isKnown = page.deliveries.some(({ id }) => id === delivery.id);
  const deliveries = isKnown
    ? page.deliveries.map((one) => (one.id === delivery.id ? delivery : one))
    : [...page.deliveries, delivery];
  return { ...page, deliveries };
}

/** The page as it is once its person has answered, with a device or by the link of a delivery. */
export function noteAnswer(
  page: Page,
  at: string,
  { deviceId, deliveryId }: { deviceId: string | null; deliveryId?: string | undefined },
): Page {
  const seen = deviceId === null ? page : noteStage(page, deviceId, 'acknowledged', at);
  const delivery = seen.deliveries.find(({ id }) => id === deliveryId);
  return delivery ? noteDelivery(seen, { ...delivery, state: 'answered', at, dueAt: null }) : seen;
}

function changeDevice(
  page: Page,
  deviceId: string,
  change: (device: DeviceReceipt) => DeviceReceipt,
): Page {
  const isKnown = page.devices.some((device) => device.deviceId === deviceId);
  const devices = isKnown
    ? page.devices
    : [...page.devices, { deviceId, isUnreachable: false, times: {} }];
  return {
    ...page,
    devices: devices.map((device) => (device.deviceId === deviceId ? change(device) : device)),
  };
}
