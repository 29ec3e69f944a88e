import type { PageStanding, PageView } from '../../main/ipc/duty-views.ts';
import type { ChannelKind, Delivery, ReceiptStage } from '../../server/protocol/paging.ts';
import { momentInLine } from './moment-in-words.ts';
import { clockTime } from './time-in-words.ts';

/** How a person's disc looks; the words beside it say the same. */
export type DiscState = 'ringing' | 'called' | 'unheard' | 'asleep' | 'declined' | 'up';

const discs: Record<PageStanding, DiscState> = {
  unreachable: 'asleep',
  unheard: 'unheard',
  written: 'called',
  received: 'called',
  shown: 'called',
  sounded: 'ringing',
  seen: 'ringing',
  acknowledged: 'up',
  declined: 'declined',
};

export function discOf({ standing }: Pick<PageView, 'standing'>): DiscState {
  return discs[standing];
}

/** Whether a page has come so far that its person may well know of it. */
export function isHeard({ standing }: Pick<PageView, 'standing'>): boolean {
  return standing === 'sounded' || standing === 'seen' || standing === 'acknowledged';
}

/** Whether nobody will come of this page by itself. */
export function isTrouble({ standing }: Pick<PageView, 'standing'>): boolean {
  return standing === 'unreachable' || standing === 'unheard';
}

/** The stages in their order, as the protocol has them, which brings a validator along. */
const stages: readonly [stage: ReceiptStage, words: string][] = [
  ['written', 'sent'],
  ['received', 'arrived'],
  ['shown', 'on screen'],
  ['sounded', 'sounded'],
  ['seen', 'seen'],
  ['acknowledged', 'answered'],
];

/** A stage that a laptop told, and when, to the second. */
export interface StageLine {
  stage: ReceiptStage;
  words: string;
  at: string;
  time: string;
}

/** How far a page got on one device, in order. */
export function stagesOf(device: PageView['devices'][number], nowMs: number): StageLine[] {
  return stages.flatMap(([stage, words]) => {
    const at = device.times[stage];
    return at === undefined ? [] : [{ stage, words, at, time: clockSeconds(at, nowMs) }];
  });
}

/** What a device has not told although it should have by now; null when nothing is missing. */
export function missingOf({ isUnreachable, times }: PageView['devices'][number]): string | null {
  const isAnswered = times.acknowledged !== undefined || times.seen !== undefined;
  if (isAnswered) return null;
  if (times.sounded !== undefined) return 'not seen yet';
  if (isUnreachable && times.received === undefined) return 'cannot be reached';
  return times.received === undefined ? 'has not answered' : 'no sound yet';
}

const channelNames: Record<ChannelKind, string> = {
  email: 'E-mail',
  ntfy: 'ntfy',
  webhook: 'Webhook',
};

/** What a channel is called where people read of it: "E-mail", "Webhook sms". */
export function channelName({ kind, name }: Pick<Delivery, 'kind' | 'name'>): string {
  return name === kind ? channelNames[kind] : `${channelNames[kind]} ${name}`;
}

/** What became of a page over a channel: "sent 03:13", "failed 03:14 after 3 tries: it hung up". */
export function deliveryInWords(delivery: Delivery, nowMs: number): string {
  const { state, at, dueAt, tries, problem } = delivery;
  const why = problem === null ? '' : `: ${problem}`;
  switch (state) {
    case 'waiting': {
      const due = dueAt === null ? 'soon' : `at ${clockSeconds(dueAt, nowMs)}`;
      return tries === 0 ? `goes out ${due}` : `tried ${times(tries)}, again ${due}${why}`;
    }
    case 'sent':
      return `sent ${clockSeconds(at, nowMs)}`;
    case 'failed':
      return `failed ${clockSeconds(at, nowMs)} after ${tries === 1 ? '1 try' : `${tries} tries`}${why}`;
    case 'dropped':
      return 'not needed any more';
    case 'answered':
      return `answered by its link ${clockSeconds(at, nowMs)}`;
  }
}

/** To the second: "03:12:04", and the day when it is not today. */
export function clockSeconds(instant: string, nowMs: number): string {
  const seconds = String(new Date(instant).getSeconds()).padStart(2, '0');
  return `${clockTime(instant, nowMs)}:${seconds}`;
}

/** A moment that is near: "03:43" today, "Mon 09:00" on another day. */
export function nearMoment(instant: string, nowMs: number): string {
  return momentInLine(instant, new Date(nowMs).toISOString());
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}
