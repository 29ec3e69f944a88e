import type { DutyCommand } from '../../../server/protocol/commands.ts';
import { fromField } from '../../design/moment-in-words.ts';

/** What is written in the form of a silence; times as fields hold them. */
export interface SilenceDraft {
  kind: 'silence' | 'maintenance';
  service: string;
  /** One a line: `region = eu-1` or `region = /eu-.+/`. */
  matchers: string;
  /** Empty: now. */
  from: string;
  until: string;
  reason: string;
}

/** Labels by line; null when a line is none. */
export function matchersOf(text: string): Record<string, string> | null {
  const lines = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line]));
  const pairs = lines.map((line) => /^\s*([^=\s]+)\s*=\s*(.+?)\s*$/.exec(line));
  if (pairs.some((pair) => pair === null)) return null;
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
}

/** Why it cannot be asked for yet, in words; null when it can. */
export function problemOf(draft: SilenceDraft, nowMs: number): string | null {
  const matchers = matchersOf(draft.matchers);
  if (matchers === null) return 'Write each label on a line of its own, as region = eu-1.';
  if (draft.service.trim() === '' && Object.keys(matchers).length === 0) {
    return 'Name a service, or labels: a silence of everything would let everybody sleep.';
  }
  const until = fromField(draft.until);
  if (until === null || Date.parse(until) <= nowMs) return 'Say until when; a later time than now.';
  const from = fromField(draft.from);
  if (from !== null && from >= until) return 'It ends before it begins.';
  return draft.reason.trim() === '' ? 'Say in a few words why.' : null;
}

/** What the hub is asked for. To be called when there is no problem. */
export function commandOf(draft: SilenceDraft): DutyCommand {
  const service = draft.service.trim();
  return {
    type: 'silence.create',
    kind: draft.kind,
    service: service === '' ? null : service,
    matchers: matchersOf(draft.matchers) ?? {},
    from: fromField(draft.from),
    until: fromField(draft.until) ?? '',
    reason: draft.reason.trim(),
  };
}
