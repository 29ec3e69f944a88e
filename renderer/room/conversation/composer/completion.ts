import { beginningOf, levels, slashCommands } from './slash.ts';

/** One of the choices under the caret. */
export interface Choice {
  /** Told apart by this; also what stands in the text once chosen. */
  insert: string;
  label: string;
  detail: string;
}

export interface Completion {
  /** The part of the text that a choice takes the place of. */
  start: number;
  end: number;
  choices: readonly Choice[];
}

export interface Completable {
  people: readonly { id: string; name: string; side: string; isMe: boolean }[];
}

const mostNames = 8;
const sideDetails = {
  developer: 'whoever has the developer seat',
  sre: 'whoever has the SRE seat',
};

/** What may be meant by the half-written word before the caret; null when nothing. */
export function completionAt(
  text: string,
  caret: number,
  { people }: Completable,
): Completion | null {
  const before = text.slice(0, caret);
  const command = /^\/(\p{L}*)$/u.exec(before);
  if (command) return completion(0, caret, commandChoices(command[1] ?? ''));
  const level = /^\/severity\s+(\p{L}*)$/iu.exec(before);
  if (level)
    return completion(caret - (level[1] ?? '').length, caret, levelChoices(level[1] ?? ''));
  const name = /(?:^|[^\p{L}\p{N}_@/.])@([\p{L}\p{N}][\p{L}\p{N} .'’-]{0,60}|)$/u.exec(before);
  if (name === null) return null;
  const begun = name[1] ?? '';
  const sides = /^\/page\s/i.test(before) ? [] : sideChoices(begun);
  // However many people there are, the sides can be chosen without their names.
  const persons = personChoices(begun, people).slice(0, mostNames - sides.length);
  return completion(caret - begun.length - 1, caret, [...persons, ...sides]);
}

function completion(start: number, end: number, choices: readonly Choice[]): Completion | null {
  return choices.length === 0 ? null : { start, end, choices };
}

/** The text with a choice in its place, and where the caret is then. */
export function complete(
  text: string,
  at: Completion,
  choice: Choice,
): { text: string; caret: number } {
  const after = text.slice(at.end);
  const insert = after.startsWith(' ') ? choice.insert.trimEnd() : choice.insert;
  const caret = at.start + insert.length + (after.startsWith(' ') ? 1 : 0);
  return { text: text.slice(0, at.start) + insert + after, caret };
}

function commandChoices(begun: string): Choice[] {
  return slashCommands
    .filter(({ name }) => name.startsWith(begun.toLowerCase()))
    .map((command) => ({
      insert: beginningOf(command),
      label: `/${command.name} ${command.takes}`.trimEnd(),
      detail: command.does,
    }));
}

function levelChoices(begun: string): Choice[] {
  return levels
    .filter((level) => level.startsWith(begun.toLowerCase()) && level !== begun)
    .map((level) => ({ insert: level, label: level, detail: '' }));
}

function personChoices(begun: string, people: Completable['people']): Choice[] {
  const wanted = folded(begun);
  return people
    .filter(({ name }) => {
      const whole = folded(name);
      return whole.startsWith(wanted) || whole.split(/\s+/).some((word) => word.startsWith(wanted));
    })
    .toSorted((one, other) => Number(one.isMe) - Number(other.isMe))
    .map(({ name, side, isMe }) => ({
      insert: `@${name} `,
      label: isMe ? `${name} (you)` : name,
      detail: side === 'sre' ? 'SRE' : 'developer',
    }));
}

function sideChoices(begun: string): Choice[] {
  return (['developer', 'sre'] as const)
    .filter((side) => side.startsWith(begun.toLowerCase()))
    .map((side) => ({ insert: `@${side} `, label: `@${side}`, detail: sideDetails[side] }));
}

/** Without capitals and accents: "kovac" finds "Kovač". */
function folded(name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
