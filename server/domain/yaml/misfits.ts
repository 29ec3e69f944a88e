import { isScalar, visit } from 'yaml';
import type { Document, Node } from 'yaml';

export interface Misfit {
  offset: number;
  reason: string;
  remedy: string;
}

/** Each is looked for in all of the text. */
const mostAliases = 1_000;

/** What is YAML but cannot become values. */
export function findMisfits(document: Document): Misfit[] {
  const misfits: Misfit[] = [];
  let aliases = 0;
  const anchors = new Set<string>();
  const note = (_key: unknown, { anchor }: { anchor?: string | undefined }) => {
    if (anchor !== undefined) anchors.add(anchor);
  };
  visit(document, {
    Alias: (_key, { source, range }) => {
      aliases += 1;
      if (aliases > mostAliases) {
        misfits.push({
          offset: range?.[0] ?? 0,
          reason: `There are more than ${mostAliases} references.`,
          remedy: 'Write what is meant instead.',
        });
        return visit.BREAK;
      }
      if (anchors.has(source)) return undefined;
      misfits.push({
        offset: range?.[0] ?? 0,
        reason: `No anchor &${source} before this.`,
        remedy: 'Put the text between quotes unless it is meant as a reference.',
      });
      return undefined;
    },
    Seq: note,
    Scalar: (key, scalar) => {
      note(key, scalar);
      // It would vanish without a word.
      if (key !== 'key' || scalar.value !== '__proto__') return;
      misfits.push({
        offset: scalar.range?.[0] ?? 0,
        reason: 'No field may have this name.',
        remedy: 'Choose another name.',
      });
    },
    Map: (key, map) => {
      note(key, map);
      // The parser's own check compares each with each.
      const names = new Set<string>();
      for (const { key: name } of map.items as { key: Node }[]) {
        if (!isScalar(name)) continue;
        const text = String(name.value);
        if (names.has(text)) {
          misfits.push({
            offset: name.range?.[0] ?? 0,
            reason: `"${text}" is given twice in the same place.`,
            remedy: 'Put both together, or take one out.',
          });
        }
        names.add(text);
      }
    },
  });
  return misfits;
}
