import { limits } from '../../protocol/limits.ts';
import type { Silence } from '../../protocol/oncall.ts';
import { actorOf } from '../asker.ts';
import { already, applied, refused } from '../command-case.ts';
import type { CommandVerdict, DutyCase } from '../command-case.ts';
import { toInstant } from '../instant.ts';
import { compileTextMatch } from '../text-match.ts';

/** Says what a person's command about silences does. */
export function judgeSilenceCommand(
  silenceCase: DutyCase<'silence.create' | 'silence.end'>,
): CommandVerdict {
  const { command } = silenceCase;
  return command.type === 'silence.create'
    ? create({ ...silenceCase, command })
    : end({ ...silenceCase, command });
}

function create(createCase: DutyCase<'silence.create'>): CommandVerdict {
  const { command, commandId, records, person, settings, nowMs } = createCase;
  const { kind, service, matchers, reason } = command;
  // Answers are forgotten after some weeks, a silence may last longer: a very late repeat ends up here.
  if (records.silence(commandId)) return already;
  const labels = Object.entries(matchers);
  if (service === null && labels.length === 0) return refused('silence_of_everything');
  if (labels.length > limits.silenceMatchers) return refused('silence_too_particular');
  if (!labels.every(([, text]) => isReadable(text))) return refused('silence_pattern_invalid');
  if (records.silences().length >= limits.silences) return refused('silences_full');
  const fromMs = Math.max(nowMs, command.from === null ? nowMs : Date.parse(command.from));
  const untilMs = Date.parse(command.until);
  const isSpan = fromMs < untilMs && fromMs <= nowMs + limits.overrideAheadMs;
  const longestMs = Math.min(settings.longestSilenceMs, limits.holdMs);
  if (!isSpan || untilMs - fromMs > longestMs) return refused('silence_span_invalid');
  const silence: Silence = {
    ...{ id: commandId, kind, service, matchers, reason, byId: person.id },
    ...{ from: toInstant(fromMs), until: toInstant(untilMs) },
  };
  const base = { at: toInstant(nowMs), actor: actorOf(createCase) };
  return applied({ ...base, type: 'silence.created', silence });
}

/** Whoever finds that it hides too much may end it. */
function end(endCase: DutyCase<'silence.end'>): CommandVerdict {
  const { command, records, nowMs } = endCase;
  const { silenceId } = command;
  if (!records.silence(silenceId)) return refused('silence_unknown');
  const base = { at: toInstant(nowMs), actor: actorOf(endCase) };
  return applied({ ...base, type: 'silence.ended', silenceId, cause: 'person' });
}

function isReadable(text: string): boolean {
  try {
    compileTextMatch(text);
    return true;
  } catch {
    return false;
  }
}
