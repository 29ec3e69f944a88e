import type { ChannelView, PendingDuty } from '../../main/ipc/duty-views.ts';
import { messageId } from './entries.ts';

export const channels: ChannelView[] = [
  { name: 'ntfy', kind: 'ntfy', address: 'https://ntfy.example/raj-7c1d', afterMs: 0 },
  { name: 'email', kind: 'email', address: 'raj.patel@example.com', afterMs: 90_000 },
  {
    ...{ name: 'sms', kind: 'webhook', afterMs: 300_000 },
    address: 'https://gateway.example/hooks/tocsin/a-very-long-path-that-goes-on-and-on/raj',
  },
];

function testing(number: number, name: string, change: Partial<PendingDuty>): PendingDuty {
  return {
    ...{ id: messageId(800 + number), command: { type: 'channel.test', name } },
    ...{ state: 'sending', verdict: null },
    ...change,
  };
}

/** Tests in each state. */
export const tests: PendingDuty[] = [
  testing(1, 'ntfy', { state: 'sending' }),
  testing(2, 'email', { state: 'waiting-for-link' }),
  testing(3, 'sms', {
    ...{
      state: 'refused',
      verdict: 'The gateway answered 500 three times: Internal Server Error.',
    },
  }),
];
