import type { Command } from '../../../../server/protocol/commands.ts';
import { findMentions } from '../../../../server/protocol/mentions.ts';
import type { Side } from '../../../../server/protocol/identity.ts';
import type { Severity } from '../../../../server/protocol/severity.ts';

/** Loudest first, as in the protocol, which brings a validator along that windows may not run. */
export const levels = [
  'critical',
  'error',
  'warning',
  'info',
] as const satisfies readonly Severity[];

/** `button`: its name in the menu beside the text; those without have theirs above the room. */
export const slashCommands = [
  { name: 'ack', takes: '', does: 'say that you have it', button: null },
  { name: 'mitigated', takes: '', does: 'say that it no longer hurts', button: null },
  { name: 'resolve', takes: '', does: 'end it for both sides', button: null },
  { name: 'severity', takes: 'level', does: 'set how bad it is', button: 'Severity' },
  { name: 'page', takes: '@person', does: 'ring somebody’s laptop', button: 'Page somebody' },
  { name: 'snooze', takes: 'minutes', does: 'be asked again later', button: null },
  { name: 'standdown', takes: 'reason', does: 'let the other side sleep', button: null },
  { name: 'callback', takes: 'side', does: 'call a side that sleeps', button: null },
  { name: 'runbook', takes: '', does: 'open a runbook', button: 'Runbooks' },
  { name: 'stopgap', takes: 'text', does: 'install a temporary measure', button: 'Stopgap' },
  { name: 'note', takes: 'text', does: 'write a note for the timeline', button: 'Note' },
  { name: 'status', takes: 'text', does: 'say where things stand', button: 'Status' },
] as const;
export type SlashName = (typeof slashCommands)[number]['name'];

/** What stands in the composer once the command was chosen: "/note ", "/page @". */
export function beginningOf({ name, takes }: (typeof slashCommands)[number]): string {
  return takes === '' ? `/${name}` : `/${name} ${takes.startsWith('@') ? '@' : ''}`;
}

/** What a text in the composer asks for. */
export type Asked =
  | { kind: 'message'; text: string }
  | { kind: 'do'; command: Command; needsSecondPress: boolean }
  | { kind: 'post'; messageKind: 'note' | 'status'; text: string }
  | { kind: 'stopgap'; what: string }
  | { kind: 'runbook' }
  | { kind: 'snooze'; minutes: number }
  | { kind: 'stand-down'; reason: string }
  | { kind: 'problem'; words: string; canSendAsText: boolean };

export interface SlashContext {
  incidentId: string;
  /** Null while this laptop knows nothing of the incident. */
  severity: Severity | null;
  people: readonly { id: string; name: string }[];
  /** Sides that are silent although nobody of theirs has it. */
  heldSides: readonly Side[];
}

/** Reads a text as a command when it begins like one: `/word`. A path like `/var/log` does not. */
export function readSlash(text: string, context: SlashContext): Asked {
  const match = /^\/([\p{L}\d_-]+)(?:\s+([\s\S]*))?$/u.exec(text.trimEnd());
  if (match === null) return { kind: 'message', text };
  const word = (match[1] ?? '').toLowerCase();
  const rest = (match[2] ?? '').trim();
  const known = slashCommands.find(({ name }) => name === word);
  if (known === undefined) return problem(`There is no command /${word}.`, true);
  if (known.takes === '' && rest !== '') {
    return problem(`/${word} stands alone. Take “${shortened(rest)}” away.`, true);
  }
  return askedBy(known.name, rest, context);
}

function askedBy(
  name: SlashName,
  rest: string,
  { incidentId, severity, people, heldSides }: SlashContext,
): Asked {
  switch (name) {
    case 'ack':
      return act({ type: 'incident.acknowledge', incidentId });
    case 'mitigated':
      return act({ type: 'incident.mitigate', incidentId });
    case 'resolve':
      return { ...act({ type: 'incident.resolve', incidentId }), needsSecondPress: true };
    case 'runbook':
      return { kind: 'runbook' };
    case 'severity': {
      const level = levels.find((one) => one === rest.toLowerCase());
      if (level === undefined) return problem(`/severity takes one of ${levels.join(', ')}.`);
      if (severity === null)
        return problem('This laptop does not know the incident yet. Try again.');
      if (level === severity) return problem(`It is ${level} already.`);
      return act({ type: 'incident.set-severity', incidentId, from: severity, severity: level });
    }
    case 'page': {
      const person = personNamed(rest, people);
      if (person === null) return problem(whomInWords(rest));
      return act({ type: 'person.page', incidentId, personId: person });
    }
    case 'stopgap':
      return { kind: 'stopgap', what: rest };
    case 'snooze': {
      const minutes = minutesOf(rest);
      if (minutes === null) return problem('For how long? Write /snooze 15, or /snooze 2 h.');
      return { kind: 'snooze', minutes };
    }
    case 'standdown':
      return { kind: 'stand-down', reason: rest };
    case 'callback': {
      const side = sideToCall(rest, heldSides);
      if (side === null) return problem(whyNoSide(rest, heldSides));
      return act({ type: 'seat.call-back', incidentId, side });
    }
    case 'note':
    case 'status':
      if (rest === '') return problem(`/${name} takes a text.`);
      return { kind: 'post', messageKind: name, text: rest };
  }
}

const mostMinutes = 31 * 24 * 60;

/** Minutes of "15", "15 min", "1.5 h", "2h"; null for what is none, or too long. */
function minutesOf(words: string): number | null {
  const match = /^(\d{1,5}(?:\.\d)?)\s*(m|min|minutes?|h|hours?|d|days?)?$/i.exec(words);
  if (match === null) return null;
  const unit = (match[2] ?? 'm').charAt(0).toLowerCase();
  const minutes = Math.round(Number(match[1]) * (unit === 'h' ? 60 : unit === 'd' ? 1_440 : 1));
  return minutes >= 1 && minutes <= mostMinutes ? minutes : null;
}

/** The side that was named, or the only one that is silent. */
function sideToCall(words: string, held: readonly Side[]): Side | null {
  const named = /^@?(sre|developers?)$/i.exec(words)?.[1]?.toLowerCase();
  const [only, other] = held;
  if (words === '') return other === undefined ? (only ?? null) : null;
  const side = named === undefined ? null : named === 'sre' ? 'sre' : 'developer';
  return side !== null && held.includes(side) ? side : null;
}

function whyNoSide(words: string, held: readonly Side[]): string {
  if (held.length === 0) return 'No side sleeps: both are called, or have it.';
  return words === ''
    ? 'Which side? Write /callback developer or /callback sre.'
    : 'That side does not sleep.';
}

/** Exactly one person, with or without `@`; a side is nobody in particular. */
function personNamed(words: string, people: SlashContext['people']): string | null {
  const text = `@${words.replace(/^@/, '')}`;
  const [only] = findMentions(text, people);
  const isWhole = only?.start === 0 && only.end === text.length;
  return isWhole && only.target.kind === 'person' ? only.target.personId : null;
}

function whomInWords(words: string): string {
  const name = words.replace(/^@/, '');
  const isOneName = name !== '' && !/[@,]/.test(name) && !/^(sre|developer)$/i.test(name);
  const whom = isOneName ? `Nobody who has joined is called ${shortened(name)}.` : 'Whom?';
  return `${whom} Write /page and the name of one person.`;
}

function act(command: Command): Extract<Asked, { kind: 'do' }> {
  return { kind: 'do', command, needsSecondPress: false };
}

function problem(words: string, canSendAsText = false): Asked {
  return { kind: 'problem', words, canSendAsText };
}

function shortened(words: string): string {
  return words.length > 30 ? `${words.slice(0, 29)}…` : words;
}
