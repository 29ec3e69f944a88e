export interface Bench {
  name: string;
  title: string;
  /** What is aimed at. */
  goal: string;
  /** Script that prints its result as JSON at the end. */
  script: string;
  timeoutMs: number;
}

const minuteMs = 60_000;

/** What `npm run bench` measures, in this order. */
export const benches: readonly Bench[] = [
  {
    name: 'ingest-to-ear',
    title: 'From the post to the ear',
    goal: 'Alert window painted within 250 ms and first sound within 500 ms, at the 99th percentile.',
    script: 'e2e/bench/ingest-to-ear.bench.ts',
    timeoutMs: 20 * minuteMs,
  },
  {
    name: 'durable-ingest',
    title: 'Durable ingest over HTTP',
    goal: 'At least 0.3 of bare node:sqlite inserting the same rows in as many transactions.',
    script: 'e2e/bench/durable-ingest.bench.ts',
    timeoutMs: 5 * minuteMs,
  },
  {
    name: 'desk-ingest',
    title: 'Durable ingest without HTTP',
    goal: 'At least 0.3 of bare node:sqlite inserting the same rows in the same batches.',
    script: 'server/desk/ingest.bench.ts',
    timeoutMs: 10 * minuteMs,
  },
  {
    name: 'fan-out',
    title: 'Fan-out to many sessions',
    goal: 'At least 0.9 of a bare ws server that sends one ready buffer to each session.',
    script: 'server/gateway/fan-out.bench.ts',
    timeoutMs: 15 * minuteMs,
  },
  {
    name: 'attachments',
    title: 'Attachments of 10 MiB up and down',
    goal: 'At least 0.2 up (hashed, looked into, on the disk for sure) and 0.8 down of a bare node:http server that only copies to a file and back.',
    script: 'server/attachments/attachments.bench.ts',
    timeoutMs: 5 * minuteMs,
  },
  {
    name: 'message-to-screen',
    title: 'From Enter in one room window to the other screen',
    goal: 'Painted on the other client within 120 ms at the 99th percentile.',
    script: 'e2e/bench/message-to-screen.bench.ts',
    timeoutMs: 10 * minuteMs,
  },
  {
    name: 'tick-to-screen',
    title: 'From Space on a step in one room window to the other screen, taking turns',
    goal: 'Painted on the other client within 120 ms at the 99th percentile.',
    script: 'e2e/bench/tick-to-screen.bench.ts',
    timeoutMs: 10 * minuteMs,
  },
  {
    name: 'large-checklist',
    title: 'A checklist of 500 steps',
    goal: 'Painted within 150 ms of the click on its tab, and within 300 ms of the key that opens its room, at the 99th percentile.',
    script: 'e2e/bench/large-checklist.bench.ts',
    timeoutMs: 10 * minuteMs,
  },
  {
    name: 'busy-room',
    title: '200 people in one room, each sending a message a second for 60 s',
    goal: 'Nothing lost, the same order everywhere.',
    script: 'server/gateway/room.bench.ts',
    timeoutMs: 5 * minuteMs,
  },
  {
    name: 'large-room',
    title: 'A room with 10,000 entries',
    goal: 'Opened within 300 ms at p99, by the window that waits for it; 60 frames a second (16.7 ms each).',
    script: 'e2e/bench/large-room.bench.ts',
    timeoutMs: 10 * minuteMs,
  },
  {
    name: 'search',
    title: 'Full-text search over a million messages',
    goal: 'Within 100 ms at the 99th percentile.',
    script: 'server/desk/search.bench.ts',
    timeoutMs: 20 * minuteMs,
  },
  {
    name: 'similar-cards',
    title: 'Earlier cards that are like a new incident, among 10,000',
    goal: 'Within 50 ms at the 99th percentile.',
    script: 'server/desk/cards.bench.ts',
    timeoutMs: 5 * minuteMs,
  },
  {
    name: 'reports',
    title: 'Reports over 100,000 incidents of a year',
    goal: 'Within 500 ms; nothing else waits for longer than 50 ms.',
    script: 'server/desk/reports.bench.ts',
    timeoutMs: 10 * minuteMs,
  },
  {
    name: 'on-call',
    title: 'Who is on call: 10,000 people, 500 rotas, 2,000 services',
    goal: 'For all services now within 50 ms, asked for the first time after the config was checked; a year of one rota within 100 ms.',
    script: 'server/desk/on-call.bench.ts',
    timeoutMs: 2 * minuteMs,
  },
  {
    name: 'large-config',
    title: 'A config of 10,000 people, 500 rotas and 2,000 services',
    goal: 'Checked and read again after a change within 2 s.',
    script: 'server/config/config.bench.ts',
    timeoutMs: 5 * minuteMs,
  },
  {
    name: 'timers',
    title: '5,000 timers that are due in the same second',
    goal: 'All have fired within 1 s.',
    script: 'server/timers/timers.bench.ts',
    timeoutMs: 5 * minuteMs,
  },
  {
    name: 'at-rest',
    title: 'The client at rest in the tray',
    goal: 'At most 1.25 of the memory (PSS) of an empty Electron app with a tray icon, and at most 0.2 s of processor time per minute.',
    script: 'e2e/bench/at-rest.bench.ts',
    timeoutMs: 10 * minuteMs,
  },
];
