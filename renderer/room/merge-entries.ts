interface Placed {
  seq: number;
}

/** Puts entries that are new or have changed among those known; both in order of `seq`. */
export function mergeEntries<Entry extends Placed>(
  known: readonly Entry[],
  fresh: readonly Entry[],
): readonly Entry[] {
  const [first] = fresh;
  if (first === undefined) return known;
  const last = known.at(-1);
  if (last === undefined || last.seq < first.seq) return [...known, ...fresh];
  const merged: Entry[] = [];
  let next = 0;
  for (const entry of fresh) {
    while (next < known.length && (known[next]?.seq ?? 0) < entry.seq) {
      merged.push(known[next] as Entry);
      next += 1;
    }
    if (known[next]?.seq === entry.seq) next += 1;
    merged.push(entry);
  }
  return [...merged, ...known.slice(next)];
}
