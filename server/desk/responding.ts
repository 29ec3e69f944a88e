import { createHash } from 'node:crypto';
import { toInstant } from '../domain/instant.ts';
import { judgeCommand } from '../domain/judge-command.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import type { Command, CommandAnswer } from '../protocol/commands.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { DeviceIdentity } from './contract.ts';
import { directoryOf } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/** Answers a person's command; a repeated command id gets the first answer again. */
export async function respond(
  surroundings: Surroundings,
  commandId: string,
  command: Command,
  from: DeviceIdentity,
): Promise<CommandAnswer> {
  const digest = createHash('sha256').update(canonical(command)).digest('hex');
  try {
    const decide = (transaction: JournalTransaction): CommandAnswer => {
      const first = transaction.answers.find(commandId);
      if (first) {
        const isSame = first.digest === digest && first.device_id === from.deviceId;
        return isSame ? (JSON.parse(first.answer) as CommandAnswer) : refusal('command_reused');
      }
      const nowMs = surroundings.clock.now();
      const answer = carryOut(surroundings, transaction, { commandId, command, from, nowMs });
      const row = { device_id: from.deviceId, digest, answer: JSON.stringify(answer) };
      transaction.answers.put(commandId, row, toInstant(nowMs));
      return answer;
    };
    return await surroundings.journal.write(decide, { isUrgent: true });
  } catch (error) {
    const known = error instanceof TocsinError ? error : new TocsinError('internal');
    return { ok: false, error: known.toWire() };
  }
}

interface Asked {
  commandId: string;
  command: Command;
  from: DeviceIdentity;
  nowMs: number;
}

function carryOut(
  surroundings: Surroundings,
  transaction: JournalTransaction,
  { commandId, command, from: { person, deviceId, zone }, nowMs }: Asked,
): CommandAnswer {
  const directory = directoryOf(surroundings);
  const response = judgeCommand(command, {
    ...{ commandId, person, deviceId, zone },
    records: transaction,
    calleesOf: (service) => directory.callees(service, transaction.reachablePeople()),
    work: surroundings.work.rules(transaction.people()),
    paging: surroundings.paging.rules(transaction, nowMs),
    settings: surroundings.paging.settings(),
    nowMs,
  });
  if ('error' in response) return refusal(response.error);
  for (const event of response.events) transaction.append(event);
  const { verdict, until, instead } = response;
  return {
    ok: true,
    verdict,
    seq: transaction.head,
    ...(until !== undefined && { until }),
    ...(instead && { instead }),
  };
}

function refusal(code: ConstructorParameters<typeof TocsinError>[0]): CommandAnswer {
  return { ok: false, error: new TocsinError(code).toWire() };
}

/** The same text for the same command, whatever the order of its fields and theirs. */
function canonical(command: Command): string {
  return JSON.stringify(Object.entries(command).map(inOrder).toSorted(byName));
}

function inOrder([name, value]: [string, unknown]): [string, unknown] {
  return [name, sorted(value)];
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(inOrder).toSorted(byName));
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
