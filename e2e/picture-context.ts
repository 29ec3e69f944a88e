import type { NewContextItem } from '../server/protocol/room-api.ts';

const minutes = 60;

/** What somebody would have brought to the incident of the pictures. */
export function contextAt(nowMs: number): NewContextItem[] {
  const end = Math.floor(nowMs / 1_000);
  const points = Array.from({ length: minutes + 1 }, (_, index): [number, number] => {
    const rise = Math.max(0, index - 48) * 14;
    return [end - (minutes - index) * 60, Math.min(200, 42 + 6 * Math.sin(index / 4) + rise)];
  });
  const alertAt = new Date((end - 4 * 60) * 1_000).toISOString();
  const at = (secondsAgo: number) => new Date((end - secondsAgo) * 1_000).toISOString();
  const log = (secondsAgo: number, text: string) => ({ at: at(secondsAgo), text });
  return [
    {
      content: {
        ...{ kind: 'metric', title: 'Connections in use', unit: null, problem: null, alertAt },
        expression: 'sum(pool_connections_in_use{service="checkout"})',
        series: [{ name: 'checkout', points }],
      },
    },
    {
      content: {
        ...{ kind: 'log', title: 'checkout-3, last lines', redactedCount: 0 },
        lines: [
          log(95, 'POST /pay 200 88 ms'),
          log(62, 'pool: all 200 connections in use, 31 wait'),
          log(60, 'POST /pay 503 2004 ms'),
          log(58, 'POST /pay 503 2001 ms'),
        ],
      },
    },
  ];
}
