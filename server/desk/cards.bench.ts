import { mostAlike } from '../domain/card/likeness.ts';
import { toInstant } from '../domain/instant.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import { benchJournal, percentile } from './bench/figures.ts';
import { seededRandom } from './bench/seeded-random.ts';

/**
 * How long it takes to find the earlier cards that are like a new incident, among as many accepted
 * cards as the argument says (10,000 unless given). Prints one JSON document.
 */

const cardCount = Number(process.argv[2] ?? 10_000);
const perTransaction = 500;
const runs = 500;
const goalMs = 50;
const startMs = Date.UTC(2026, 0, 1);
const actor = { kind: 'hub' } as const;

const { next: random, below } = seededRandom();

/** From the most common to the rarest, as often as in a language. */
const words = Array.from({ length: 5_000 }, () =>
  Array.from({ length: 3 + below(7) }, () => String.fromCharCode(97 + below(26))).join(''),
);
const sentence = (length: number): string =>
  Array.from({ length }, () => words[Math.floor(words.length ** random())] ?? '').join(' ');
const serviceAt = (n: number): string => `service-${n % 40}`;
const alertAt = (n: number): string => `Alert${n % 150}`;

function addCard(transaction: JournalTransaction, n: number): void {
  const at = toInstant(startMs + n * 60_000);
  const incidentId = `incident-${n}`;
  const labels = { alertname: alertAt(n), region: `region-${n % 4}`, team: `team-${n % 9}` };
  transaction.append({
    ...{ type: 'incident.opened', at, actor, incidentId, number: n + 1, service: serviceAt(n) },
    called: { developer: [], sre: [] },
    alert: {
      ...{ id: `alert-${n}`, incidentId, dedupKey: `k${n}`, sender: 'cli', integration: 'cli' },
      ...{ title: sentence(6), labels, annotations: {}, links: [], severity: 'error' },
      ...{ status: 'firing', startsAt: at, expiresAt: null, acknowledgedAtSender: null },
      ...{ resolvedAt: null, resolveCause: null },
    },
  });
  transaction.append({ type: 'incident.resolved', at, actor, incidentId });
  const content = {
    ...{ symptom: sentence(20), impact: sentence(20), stopgap: sentence(15), cause: sentence(30) },
    ...{ test: sentence(15), change: sentence(10), followUps: [] },
  };
  transaction.append({
    type: 'card.drafted',
    at,
    actor,
    incidentId,
    team: null,
    dueAt: at,
    content,
  });
  transaction.append({ type: 'card.accepted', at, actor, incidentId });
}

await benchJournal('cards', async (journal) => {
  for (let n = 0; n < cardCount; n += perTransaction) {
    await journal.write((transaction) => {
      for (let i = n; i < Math.min(n + perTransaction, cardCount); i += 1) addCard(transaction, i);
    });
  }
  const tookMs: number[] = [];
  let foundCount = 0;
  for (let run = 0; run < runs; run += 1) {
    const n = below(cardCount);
    const occasion = {
      service: [serviceAt(n)],
      alertNames: [alertAt(below(cardCount))],
      labels: { region: `region-${n % 4}` },
      text: sentence(40),
    };
    const begun = performance.now();
    const matches = await journal.write((transaction) =>
      mostAlike(transaction.lessonsFor(occasion), occasion),
    );
    tookMs.push(performance.now() - begun);
    foundCount += matches.length;
  }
  const p99 = percentile(tookMs, 0.99);
  return {
    ...{ cards: cardCount, runs, 'found per run': foundCount / runs },
    ...{ 'p50 ms': percentile(tookMs, 0.5), 'p99 ms': p99, 'max ms': percentile(tookMs, 1) },
    'p99 within 50 ms': p99 < goalMs,
  };
});
