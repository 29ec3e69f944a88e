import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import type { Probes } from '../config/stopgaps.ts';
import { Automation } from '../outbound/testing/automation.ts';
import type { Reply } from '../outbound/testing/automation.ts';
import type { Finding } from './streak.ts';
import { startProbeWorker } from './worker.ts';

const log = pino({ level: 'silent' });
const inside: Probes = {
  ...{ hosts: ['127.0.0.1'], intervalSeconds: 60, timeoutSeconds: 1 },
  allowPrivateAddresses: true,
};

/** Open stopgaps, and what was found of them. */
class Ledger {
  readonly findings: [id: string, said: string][] = [];
  readonly #stopgaps = new Map<string, { probeUrl: string; isFailing: boolean }>();
  onNoted: () => void = () => undefined;

  add(id: string, probeUrl: string, isFailing = false): void {
    this.#stopgaps.set(id, { probeUrl, isFailing });
  }

  probedStopgaps = () =>
    [...this.#stopgaps].map(([id, { probeUrl, isFailing }]) => {
      const state = isFailing ? ('failing' as const) : ('holding' as const);
      return { id, probeUrl, probe: { state, since: '', detail: null } };
    });

  noteProbe = (id: string, finding: Finding): Promise<void> => {
    this.findings.push([id, finding.holds ? 'holds' : finding.detail]);
    this.add(id, this.#stopgaps.get(id)?.probeUrl ?? '', !finding.holds);
    this.onNoted();
    return Promise.resolve();
  };
}

/** A worker whose rounds begin when the test says so. */
function start(desk: Ledger, probes: Probes = inside) {
  let begin: () => void = () => undefined;
  const waits: number[] = [];
  const stop = startProbeWorker({
    ...{ desk, log, probes: () => probes },
    wait: (waitMs, signal) => {
      waits.push(waitMs());
      return new Promise((resolve) => {
        begin = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    },
  });
  onTestFinished(stop);
  return { stop, waits, round: () => begin() };
}

/** Has rounds begin until the server has been asked so often. */
async function askUntil(server: Automation, count: number, round: () => void): Promise<void> {
  const asked = (): number => {
    if (server.calls.length < count) round();
    return server.calls.length;
  };
  await expect.poll(asked, { interval: 5 }).toBe(count);
}

const serve = (reply: Reply) => Automation.start(reply);

test('three failures in a row are told once, and two good answers in a row', async () => {
  const script = [200, 500, 500, 200, 503, 503, 503, 503, 200, 500, 200, 200, 200];
  const server = await serve((response) => {
    response.writeHead(script[server.calls.length - 1] ?? 200).end();
  });
  const desk = new Ledger();
  desk.add('flag', `${server.url}/health`);
  const notedAt: number[] = [];
  desk.onNoted = () => notedAt.push(server.calls.length);
  const { round, waits } = start(desk);
  for (let count = 1; count <= script.length; count += 1) await askUntil(server, count, round);
  const { host } = new URL(server.url);
  expect(desk.findings).toEqual([
    ['flag', `${host} answered 503.`],
    ['flag', 'holds'],
  ]);
  expect(notedAt).toEqual([7, 12]);
  expect(new Set(waits)).toEqual(new Set([60_000]));
});

test('an address that hangs holds up no other, and is a failure in the end', async () => {
  const server = await serve((response, { path }) => {
    if (path !== '/hangs') response.writeHead(500).end();
  });
  const desk = new Ledger();
  desk.add('hangs', `${server.url}/hangs`);
  desk.add('fails', `${server.url}/fails`);
  const { round } = start(desk);
  const begin = setInterval(round, 10);
  onTestFinished(() => clearInterval(begin));
  await expect.poll(() => desk.findings, { timeout: 8_000 }).toHaveLength(1);
  expect(desk.findings[0]?.[0]).toBe('fails');
  expect(server.calls.filter(({ path }) => path === '/hangs')).toHaveLength(1);
  await expect.poll(() => desk.findings, { timeout: 8_000 }).toHaveLength(2);
  const { host } = new URL(server.url);
  expect(desk.findings[1]).toEqual(['hangs', `${host} did not answer in full within 1 s.`]);
}, 15_000);

test.each<[string, (url: string) => string, Partial<Probes>, RegExp]>([
  [
    'an address inside, unless that is allowed',
    (url) => url,
    { allowPrivateAddresses: false },
    /private network/,
  ],
  ['a host that is not allowed any more', (url) => url, { hosts: ['*.example'] }, /not allow/],
  [
    'nobody',
    () => 'http://127.0.0.1:1/',
    { allowPrivateAddresses: true },
    /cannot be reached \(ECONNREFUSED\)/,
  ],
  ['a redirect to elsewhere', (url) => `${url}/away`, {}, /redirect/i],
])('asks not: %s', async (_name, urlOf, change, said) => {
  const server = await serve((response) => {
    response.writeHead(302, { location: 'http://localhost:1/inside' }).end();
  });
  const desk = new Ledger();
  desk.add('flag', urlOf(server.url));
  const { round } = start(desk, { ...inside, ...change });
  const timer = setInterval(round, 20);
  onTestFinished(() => clearInterval(timer));
  await expect.poll(() => desk.findings).toHaveLength(1);
  expect(desk.findings[0]?.[1]).toMatch(said);
});

test('stops at once, also while an address hangs', async () => {
  const server = await serve(() => undefined);
  const desk = new Ledger();
  desk.add('hangs', server.url);
  const { stop } = start(desk, { ...inside, timeoutSeconds: 60 });
  await expect.poll(() => server.calls.length).toBe(1);
  await stop();
  expect(desk.findings).toEqual([]);
});
