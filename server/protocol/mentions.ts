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
  const longest = Math.max(0, ...[...names.keys()].map((name) => name.length));
  const masked = maskCode(text);
  const found: FoundMention[] = [];
  for (const match of masked.matchAll(/(?<![\p{L}\p{N}_@/.])@(?=[\p{L}\p{N}])/gu)) {
    const start = match.index;
    const after = masked.slice(start + 1, start + 1 + longest);
    for (let length = after.length; length > 0; length -= 1) {
      const target = names.get(after.slice(0, length).toLowerCase());
      if (!target || isWordPart(masked[start + 1 + length])) continue;
      found.push({ start, end: start + 1 + length, target });
      break;
    }
  }
  return found;
}

function nameTable(people: readonly Named[]): Map<string, FoundMention['target']> {
  const table = new Map<string, FoundMention['target']>();
  const firstWords = new Map<string, Set<string>>();
  const firstWordOf = (name: string) => name.trim().split(/\s+/)[0]?.toLowerCase() ?? '';
  for (const { id, name } of people) {
    const first = firstWordOf(name);
    firstWords.set(first, (firstWords.get(first) ?? new Set()).add(id));
  }
  for (const { id, name } of people) {
    const first = firstWordOf(name);
    if (firstWords.get(first)?.size === 1) table.set(first, { kind: 'person', personId: id });
  }
  for (const [word, side] of sideWords) table.set(word, { kind: 'side', side });
  for (const { id, name } of people) {
    const whole = name.trim().toLowerCase();
    for (const form of [whole, whole.replaceAll(/\s+/g, '')]) {
      if (form !== '' && !sideWords.has(form)) table.set(form, { kind: 'person', personId: id });
    }
  }
  return table;
}

/** The same length, with code replaced by something that is no name. */
function maskCode(text: string): string {
  return text.replaceAll(/(`{3,})[\s\S]*?(?:\1|$)|`[^`\n]*`/g, (code) => '\0'.repeat(code.length));
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}
