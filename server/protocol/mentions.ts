import type { Side } from './identity.ts';

export interface FoundMention {
  /** Where it stands in the text, `@` included. */
  start: number;
  end: number;
  target: { kind: 'person'; personId: string } | { kind: 'side'; side: Side };
}

interface Named {
  id: string;
  name: string;
}

const sideWords = new Map<string, Side>([
  ['developer', 'developer'],
  ['sre', 'sre'],
]);

/**
 * Finds `@developer`, `@sre` and `@` with a person's name, in upper or lower case: the whole name, with
 * or without its spaces, or the first word of it when nobody else's begins so. The longest name wins.
 * What stands in code (between backticks) calls nobody.
 */
export function findMentions(text: string, people: readonly Named[]): FoundMention[] {
  if (!text.includes('@')) return [];
  const names = nameTable(people);
  const lengths = lengthsByInitial(people);
  const masked = maskCode(text);
  const found: FoundMention[] = [];
  for (const match of masked.matchAll(/(?<![\p{L}\p{N}_@/.])@(?=[\p{L}\p{N}])/gu)) {
    const start = match.index;
    for (const length of lengths.get(initialOf(masked.slice(start + 1, start + 3))) ?? []) {
      const end = start + 1 + length;
      const target = names.get(masked.slice(start + 1, end).toLowerCase());
      if (!target || end > masked.length || isWordPart(masked[end])) continue;
      found.push({ start, end, target });
      break;
    }
  }
  return found;
}

function nameTable(people: readonly Named[]): Map<string, FoundMention['target']> {
  const table = new Map<string, FoundMention['target']>();
  const firstWords = new Map<string, Set<string>>();
  for (const { id, name } of people) {
    const first = firstWordOf(name).toLowerCase();
    firstWords.set(first, (firstWords.get(first) ?? new Set()).add(id));
  }
  for (const { id, name } of people) {
    const first = firstWordOf(name).toLowerCase();
    if (firstWords.get(first)?.size === 1) table.set(first, { kind: 'person', personId: id });
  }
  for (const [word, side] of sideWords) table.set(word, { kind: 'side', side });
  for (const { id, name } of people) {
    for (const raw of formsOf(name)) {
      const form = raw.toLowerCase();
      if (form !== '' && !sideWords.has(form)) table.set(form, { kind: 'person', personId: id });
    }
  }
  return table;
}

/** How long names are that begin alike, the longest first: other lengths need not be tried. */
function lengthsByInitial(people: readonly Named[]): Map<string, number[]> {
  const sets = new Map<string, Set<number>>();
  const forms = people.flatMap(({ name }) => [...formsOf(name), firstWordOf(name)]);
  for (const form of [...sideWords.keys(), ...forms]) {
    const initial = initialOf(form);
    const lengths = sets.get(initial) ?? new Set();
    sets.set(initial, lengths);
    // Some letters are longer in lower case, and a text may have either.
    lengths.add(form.length).add(form.toLowerCase().length);
  }
  return new Map(
    [...sets].map(([initial, lengths]) => [initial, [...lengths].sort((a, b) => b - a)]),
  );
}

/** A whole name, with and without its spaces. */
function formsOf(name: string): string[] {
  const whole = name.trim();
  return [whole, whole.replaceAll(/\s+/g, '')];
}

function firstWordOf(name: string): string {
  return name.trim().split(/\s+/)[0] ?? '';
}

function initialOf(text: string): string {
  return text.toLowerCase().slice(0, 1);
}

/** A block between fences, which may have no end; within a line, code between one or two backticks. */
const code = /(`{3,})[\s\S]*?(?:\1|$)|(?<!`)(`{1,2})(?!`)(?:[^\n]*?[^`\n])?\2(?!`)/g;

/** The same length, with code replaced by something that is no name. */
function maskCode(text: string): string {
  return text.replaceAll(code, (masked) => '\0'.repeat(masked.length));
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}
