import { limits } from '../../protocol/limits.ts';
import type { Override, Swap } from '../../protocol/oncall.ts';
import { already, applied, refused, superseded } from '../command-case.ts';
import type { CommandCircumstances, CommandVerdict, DutyCase } from '../command-case.ts';
import type { NewEvent } from '../hub-events.ts';
import { toInstant } from '../instant.ts';
import { shiftsBetween } from './on-call.ts';
import { toRotaOverride } from './overrides.ts';
import type { Rota } from './rota.ts';
import { comingSpan, dutyBase, findRota, standingOverrides } from './rota-case.ts';
import { swapEndsMs } from './swap-end.ts';

type Span = Swap['give'];

/** Asks a colleague to take a time of one's own, for one of theirs or as a gift. */
export function askForSwap(askCase: DutyCase<'swap.ask'>): CommandVerdict {
  const { command, commandId, person, records, nowMs } = askCase;
  const { rotaId, toId, note } = command;
  const found = findRota(askCase, rotaId);
  if (typeof found === 'string') return refused(found);
  if (toId === person.id || !found.takerIds.includes(toId)) return refused('taker_not_of_rota');
  const give = comingSpan(command.give, nowMs);
  const take = command.take && comingSpan(command.take, nowMs);
  if (!give || (command.take && !take)) return refused('span_invalid');
  if (take && give.from < take.until && take.from < give.until) return refused('span_invalid');
  const holds = holderTest(askCase, found.rota);
  if (!holds(person.id, give) || (take && !holds(toId, take)))
    return refused('swap_not_their_shift');
  const own = records.openSwaps().filter(({ fromId }) => fromId === person.id);
  const isAsked = (one: Swap) =>
    one.rotaId === rotaId && one.toId === toId && isSame(one.give, give) && isSame(one.take, take);
  if (own.some(isAsked)) return already;
  if (own.length >= limits.openSwaps) return refused('swaps_full');
  const swap: Swap = {
    ...{ id: commandId, rotaId, fromId: person.id, toId, give, take, note },
    ...{ state: 'asked', askedAt: toInstant(nowMs) },
  };
  return applied({ ...dutyBase(askCase), type: 'swap.changed', swap });
}

/** The colleague accepts or declines; the one who asked withdraws. Accepted, it is in force at once. */
export function answerSwap(answerCase: DutyCase<'swap.answer'>): CommandVerdict {
  const { command, person, records } = answerCase;
  const swap = records.swap(command.swapId);
  if (!swap) return refused('swap_unknown');
  const answerer = command.answer === 'withdraw' ? swap.fromId : swap.toId;
  if (person.id !== answerer) return refused('swap_not_yours');
  const state = stateAfter[command.answer];
  if (swap.state !== 'asked') {
    const end = records.dutyEnd(swap.id);
    return swap.state === state || !end ? already : superseded(end);
  }
  const changed: NewEvent = {
    ...dutyBase(answerCase),
    type: 'swap.changed',
    swap: { ...swap, state },
  };
  return command.answer === 'accept' ? accept(answerCase, swap, changed) : applied(changed);
}

const stateAfter = { accept: 'accepted', decline: 'declined', withdraw: 'withdrawn' } as const;

function accept(
  answerCase: DutyCase<'swap.answer'>,
  swap: Swap,
  changed: NewEvent,
): CommandVerdict {
  const { commandId, person, nowMs } = answerCase;
  if (swapEndsMs(swap) <= nowMs) return refused('too_late');
  const found = findRota(answerCase, swap.rotaId);
  if (typeof found === 'string') return refused(found);
  const { fromId, toId, note } = swap;
  if (!found.takerIds.includes(fromId)) return refused('taker_not_of_rota');
  const give = comingSpan(swap.give, nowMs);
  const take = swap.take && comingSpan(swap.take, nowMs);
  if (!give) return refused('too_late');
  const holds = holderTest(answerCase, found.rota);
  if (!holds(fromId, give) || (take && !holds(toId, take))) return refused('swap_not_their_shift');
  const parts = [
    { span: give, personId: toId, insteadOf: fromId },
    ...(take ? [{ span: take, personId: fromId, insteadOf: toId }] : []),
  ];
  const standing = standingOverrides(answerCase, swap.rotaId).length;
  if (standing + parts.length > limits.overridesPerRota) return refused('overrides_full');
  const overrides = parts.map(({ span, personId, insteadOf }, index): NewEvent => {
    const override: Override = {
      ...{ id: `${commandId}-${index + 1}`, rotaId: swap.rotaId, ...span, personId, insteadOf },
      ...{ reason: note, source: 'swap', calendarUid: null, byId: person.id },
    };
    return { ...dutyBase(answerCase), type: 'override.added', override };
  });
  return applied(changed, ...overrides);
}

/** Says whether somebody is on call in a rota during all of a span. */
function holderTest(
  swapCase: Pick<CommandCircumstances, 'records' | 'nowMs'>,
  rota: Rota,
): (personId: string, span: Span) => boolean {
  const overrides = standingOverrides(swapCase, rota.id).map(toRotaOverride);
  return (personId, { from, until }) =>
    shiftsBetween(rota, overrides, Date.parse(from), Date.parse(until)).every(({ people }) =>
      people.includes(personId),
    );
}

function isSame(one: Span | null, other: Span | null): boolean {
  return one?.from === other?.from && one?.until === other?.until;
}
