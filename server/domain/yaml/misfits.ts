import { isScalar, visit } from 'yaml';
import type { Document, Node } from 'yaml';

export interface Misfit {
  offset: number;
  reason: string;
  remedy: string;
}

/** What is YAML but cannot become values. */
export function findMisfits(document: Document): Misfit[] {
  const misfits: Misfit[] = [];
  const anchors = new Set<string>();
  const note = (_key: unknown, { anchor }: { anchor?: string | undefined }) => {
    if (anchor !== undefined) anchors.add(anchor);
  };
  visit(document, {
    Alias: (_key, { source, range }) => {
      if (anchors.has(source)) return;
      misfits.push({
        offset: range?.[0] ?? 0,
        reason: `No anchor &${source} before this.`,
        remedy: 'Put the text between quotes unless it is meant as a reference.',
      });
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
