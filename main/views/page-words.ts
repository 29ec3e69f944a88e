import type { Delivery, DeviceReceipt, Page, ReceiptStage } from '../../server/protocol/paging.ts';
import { receiptStages } from '../../server/protocol/paging.ts';
import type { PageStanding } from '../ipc/duty-views.ts';
import { timeOf } from './moments.ts';
import type { Knowledge } from './knowledge.ts';

type Known = Pick<Knowledge, 'clockSkewMs'>;

export interface PageInWords {
  standing: PageStanding;
  words: string;
}

/**
 * How far a page got, and in a few words: "laptop rings", "laptop asleep, e-mail sent 03:13".
 * @param hasIt the person has the seat
 * @param deviceCount laptops of the person that the hub knows
 */
export function pageInWords(
  page: Page,
  { hasIt, deviceCount }: { hasIt: boolean; deviceCount: number },
  known: Known,
): PageInWords {
  if (page.isDeclined) return { standing: 'declined', words: 'called the next' };
  const answered = page.deliveries.find(({ state }) => state === 'answered');
  if (answered) {
    const words = `answered by ${channelInWords(answered.name)}`;
    return { standing: 'acknowledged', words };
  }
  const standing = hasIt ? 'acknowledged' : standingOf(page, deviceCount);
  if (standing === 'acknowledged') return { standing, words: 'answered' };
  const laptop = laptopInWords(standing, page, deviceCount);
  const channel = channelWords(page, standing, known);
  return { standing, words: channel === null ? laptop : `${laptop}, ${channel}` };
}

/** A channel as people say it; webhooks go by their names in the config. */
export function channelInWords(name: string): string {
  return name === 'email' ? 'e-mail' : name;
}

function standingOf({ devices, isUnheard }: Page, deviceCount: number): PageStanding {
  const best = bestStage(devices);
  if (best === 'seen' || best === 'sounded' || best === 'acknowledged') return best;
  if (devices.length > 0 ? devices.every((one) => one.isUnreachable) : deviceCount === 0) {
    return 'unreachable';
  }
  if (isUnheard) return 'unheard';
  return best ?? 'written';
}

/** On any of the devices. */
function bestStage(devices: readonly DeviceReceipt[]): ReceiptStage | null {
  let best = -1;
  for (const { times } of devices) {
    for (const [index, stage] of receiptStages.entries()) {
      if (times[stage] !== undefined) best = Math.max(best, index);
    }
  }
  return receiptStages[best] ?? null;
}

function laptopInWords(standing: PageStanding, page: Page, deviceCount: number): string {
  switch (standing) {
    case 'seen':
      return 'laptop rings, seen';
    case 'sounded':
      return 'laptop rings';
    case 'shown':
    case 'received':
      return 'laptop got it';
    case 'unheard':
      // One that took the page says so within moments; one that took nothing sleeps.
      return bestStage(page.devices) === 'written' ? 'laptop asleep' : 'laptop got it, no sound';
    case 'unreachable':
      return deviceCount === 0 && page.devices.length === 0 ? 'no laptop' : 'laptop asleep';
    default:
      return 'laptop called';
  }
}

/** What counts of the ways beside laptops: what went out, else what is to come where nobody hears. */
function channelWords({ deliveries }: Page, standing: PageStanding, known: Known): string | null {
  const sent = deliveries.filter(({ state }) => state === 'sent').at(-1);
  if (sent) return sentInWords(sent, known);
  const isHeard = standing === 'sounded' || standing === 'seen';
  const waiting = deliveries.filter(({ state }) => state === 'waiting');
  const [next] = waiting.sort((a, b) => ((a.dueAt ?? '') < (b.dueAt ?? '') ? -1 : 1));
  if (next && !isHeard) return waitingInWords(next, known);
  const failed = deliveries.find(({ state }) => state === 'failed');
  return failed ? `${channelInWords(failed.name)} failed` : null;
}

function sentInWords({ kind, name, at }: Delivery, known: Known): string {
  const time = timeOf(at, known);
  return kind === 'ntfy' ? `phone told by ntfy ${time}` : `${channelInWords(name)} sent ${time}`;
}

function waitingInWords({ name, dueAt, tries }: Delivery, known: Known): string {
  const when = dueAt === null ? 'soon' : `at ${timeOf(dueAt, known)}`;
  const channel = channelInWords(name);
  return tries > 0 ? `${channel} failed, again ${when}` : `${channel} ${when}`;
}
