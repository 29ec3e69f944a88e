import { toInstant } from '../domain/instant.ts';
import type { SendOutcome } from '../domain/paging/delivering.ts';
import { limits } from '../protocol/limits.ts';
import type { ChannelMessage } from './channel-message.ts';
import type { Surroundings } from './surroundings.ts';

/** Ids of the tests that were asked for and have no result, the oldest first. */
export function testsUnderWay({ journal }: Surroundings): string[] {
  return journal.deliveries.tests.all().map(({ testId }) => testId);
}

/** What a test sends: nothing when it has a result, or the config names no such channel any more. */
export function readTest(
  { journal, work, paging, clock }: Surroundings,
  testId: string,
): Promise<ChannelMessage[]> {
  return journal.write((transaction) => {
    const test = transaction.deliveries.tests.find(testId);
    const person = transaction.people().find(({ id }) => id === test?.personId);
    if (!test || !person) return [];
    const { name } = test;
    const { channelsOf } = paging.rules(transaction, clock.now());
    const channels = channelsOf(person.id).filter((one) => one.name === name);
    return channels.map(({ kind, address }) => ({
      ...{ id: testId, name, kind, address },
      ...{ person: { id: person.id, name: person.name }, zone: work.restOf(person).zone },
      ...{ pages: [], moreCount: 0, limit: null },
    }));
  });
}

/** Notes the result of a test; one that has a result keeps it. */
export async function noteTest(
  { journal, clock }: Surroundings,
  testId: string,
  result: SendOutcome,
): Promise<void> {
  await journal.write((transaction) => {
    const test = transaction.deliveries.tests.find(testId);
    if (!test) return;
    const { personId, name } = test;
    const isSent = result.outcome === 'sent';
    transaction.append({
      ...{ type: 'channel.tested', at: toInstant(clock.now()), actor: { kind: 'hub' } },
      ...{ testId, personId, name, outcome: result.outcome },
      problem: isSent ? null : result.problem.slice(0, limits.probeDetailLength),
    });
  });
}
