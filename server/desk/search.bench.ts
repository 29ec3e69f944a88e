import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { toInstant } from '../domain/instant.ts';
import type { Journal } from '../journal/journal.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import { SearchQuery } from '../protocol/room-api.ts';
import { severities } from '../protocol/severity.ts';
import { newId } from './new-id.ts';
import { search } from './searching.ts';
import { benchJournal, percentile, round } from './bench/figures.ts';
import { seededRandom } from './bench/seeded-random.ts';

/**
 * Search over as many messages as the argument says (a million unless given), beside a scan of the
 * same texts. Prints one JSON document. The messages go through the journal and its tables as always,
 * but thousands to a transaction.
 */

const messageCount = Number(process.argv[2] ?? 1_000_000);
const perTransaction = 5_000;
const perIncident = 500;
const serviceCount = 40;
const personCount = 200;
const wordCount = 30_000;
const runs = 200;
const startMs = Date.UTC(2026, 0, 1);
const actor = { kind: 'hub' } as const;

const { next: random, below } = seededRandom();

/** Words from the most common to the rarest, as often as in a language: half of all messages say `error`. */
const words = Array.from({ length: wordCount }, (_, rank) => {
  if (rank === 0) return 'error';
  const letters = Array.from({ length: 3 + below(8) }, () => String.fromCharCode(97 + below(26)));
  return letters.join('');
});
const wordAt = (share: number): string => words[Math.floor(wordCount ** share) - 1] ?? 'error';

/** One person and one service have next to nothing. */
const personOf = (n: number): string =>
  n % 20_000 === 7 ? 'rare' : `person-${below(personCount)}`;
const serviceOf = (incident: number): string =>
  incident % 400 === 3 ? 'rare' : `service-${incident % serviceCount}`;

function openIncident(transaction: JournalTransaction, incident: number, at: string): void {
  const incidentId = `incident-${incident}`;
  transaction.append({
    ...{ type: 'incident.opened', at, actor, incidentId, number: incident + 1 },
    ...{ service: serviceOf(incident), called: { developer: [], sre: [] } },
    alert: {
      ...{ id: `alert-${incident}`, incidentId, dedupKey: 'k', sender: 'cli', integration: 'cli' },
      ...{
        title: `${wordAt(random())} ${wordAt(random())}`,
        labels: {},
        annotations: {},
        links: [],
      },
      ...{ severity: severities[incident % 4] ?? 'error', status: 'firing', startsAt: at },
      ...{ expiresAt: null, acknowledgedAtSender: null, resolvedAt: null, resolveCause: null },
    },
  });
}

function post(transaction: JournalTransaction, n: number): void {
  const at = toInstant(startMs + n * 1_000);
  const incident = Math.floor(n / perIncident);
  if (n % perIncident === 0) openIncident(transaction, incident, at);
  const text = Array.from({ length: 5 + below(15) }, () => wordAt(random())).join(' ');
  transaction.append({
    ...{ type: 'message.posted', at, incidentId: `incident-${incident}`, messageId: newId() },
    actor: { kind: 'person', personId: personOf(n), deviceId: null },
    ...{ kind: 'message', text: n % 100_000 === 11 ? `${text} needle` : text, replyTo: null },
    ...{ attachments: [], mentions: { people: [], sides: [] } },
  });
}

async function fill(journal: Journal): Promise<void> {
  for (let from = 0; from < messageCount; from += perTransaction) {
    await journal.write((transaction) => {
      const to = Math.min(messageCount, from + perTransaction);
      for (let n = from; n < to; n += 1) post(transaction, n);
    });
  }
}

/** What people type, by kind; each call gives another one where there are others. */
const queries: Record<string, () => Partial<SearchQuery> & { text: string }> = {
  rareWord: () => ({ text: 'needle' }),
  anyWords: () => ({ text: `${wordAt(random())} ${wordAt(random())}` }),
  commonWord: () => ({ text: 'error' }),
  commonWordRareFilters: () => ({ text: 'error', service: 'rare', personId: 'rare' }),
  commonWordRareService: () => ({ text: 'error', service: 'rare', severity: severities[3] }),
  commonWordFarBack: () => ({ text: 'error', until: toInstant(startMs + 1_000_000) }),
  shortPrefix: () => ({ text: wordAt(random()).slice(0, 1 + below(2)) }),
  prefix: () => ({ text: wordAt(random()).slice(0, 3 + below(3)) }),
  longCommonPrefix: () => ({ text: 'erro' }),
  nothing: () => ({ text: 'error nosuchwordatall' }),
};

async function measure(journal: Journal): Promise<Record<string, number>> {
  const values: Record<string, number> = {};
  const all: number[] = [];
  for (const [name, make] of Object.entries(queries)) {
    const timesMs: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const query = SearchQuery.parse(make());
      const beganMs = performance.now();
      await search({ journal }, query);
      timesMs.push(performance.now() - beganMs);
    }
    values[`${name} p50 ms`] = percentile(timesMs, 0.5);
    values[`${name} p99 ms`] = percentile(timesMs, 0.99);
    all.push(...timesMs);
  }
  values['all p50 ms'] = percentile(all, 0.5);
  values['all p99 ms'] = percentile(all, 0.99);
  return values;
}

/** What it takes without an index: every message is looked at once. */
function scan(dataFolder: string): number {
  const database = new DatabaseSync(join(dataFolder, 'hub.sqlite'), { readOnly: true });
  const beganMs = performance.now();
  database.prepare("select count(*) from messages where instr(body, 'needle') > 0").get();
  const tookMs = performance.now() - beganMs;
  database.close();
  return tookMs;
}

await benchJournal('search', async (journal, dataFolder) => {
  const beganMs = performance.now();
  await fill(journal);
  const fillMs = performance.now() - beganMs;
  const values = await measure(journal);
  const scanMs = scan(dataFolder);
  return {
    messages: messageCount,
    'p99 within 100 ms': (values['all p99 ms'] ?? Infinity) < 100,
    ...values,
    'scan of all messages ms': round(scanMs),
    'ratio of p99 to the scan': round((values['all p99 ms'] ?? NaN) / scanMs),
    'fill µs per message': round((fillMs * 1_000) / messageCount),
    'file MB': round(statSync(join(dataFolder, 'hub.sqlite')).size / 1e6),
  };
});
