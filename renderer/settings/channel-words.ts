import type { ChannelView, PendingDuty } from '../../main/ipc/duty-views.ts';
import { clockSeconds } from '../design/receipt-words.ts';

const kinds: Record<ChannelView['kind'], string> = {
  email: 'E-mail',
  ntfy: 'ntfy',
  webhook: 'Webhook',
};

/** What a channel is: "E-mail to ana@example.com". */
export function channelInWords({ kind, name, address }: ChannelView): string {
  const what = name === kind ? kinds[kind] : `${kinds[kind]} ${name}`;
  return address === '' ? what : `${what} to ${address}`;
}

/** When it is used: "after 1 min 30 s if nobody answers". */
export function delayInWords({ afterMs }: Pick<ChannelView, 'afterMs'>): string {
  return afterMs === 0 ? 'at once' : `after ${spanToSeconds(afterMs)} if you have not answered`;
}

/** To the second: "45 s", "1 min 30 s", "2 h". */
function spanToSeconds(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const parts = [
    [Math.floor(seconds / 3_600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  return parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count} ${unit}`])).join(' ');
}

/** What a test of a channel has come to. */
export interface ChannelTest {
  state: 'asking' | 'waiting' | 'sent' | 'failed';
  words: string;
}

/** What became of a test that was asked for; `sentAt`: when nothing of it was pending any more. */
export function testOf(pending: PendingDuty | undefined, sentAt: string | null, nowMs: number) {
  if (pending === undefined) {
    return sentAt === null
      ? test('asking', 'Asking the hub.')
      : test('sent', sentWords(sentAt, nowMs));
  }
  switch (pending.state) {
    case 'sending':
      return test('asking', 'Sending it.');
    case 'waiting-for-link':
      return test('waiting', 'Waits for the link to the hub.');
    case 'refused':
    case 'superseded':
      return test('failed', `Not sent. ${pending.verdict ?? 'The hub did not say why.'}`);
  }
}

function sentWords(sentAt: string, nowMs: number): string {
  return `Sent ${clockSeconds(sentAt, nowMs)}. Look whether it has come.`;
}

function test(state: ChannelTest['state'], words: string): ChannelTest {
  return { state, words };
}
