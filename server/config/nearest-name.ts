/** So many differences still look like the same word. */
const mostEdits = 2;

/** The name that was probably meant; null when none is near. */
export function nearestName(name: string, names: Iterable<string>): string | null {
  let best: string | null = null;
  let bestEdits = Math.min(mostEdits, Math.floor(name.length / 2)) + 1;
  for (const one of names) {
    if (Math.abs(one.length - name.length) >= bestEdits) continue;
    const edits = editsBetween(name, one, bestEdits);
    if (edits >= bestEdits) continue;
    best = one;
    bestEdits = edits;
  }
  return best;
}

/** Letters to put in, leave out or change; at least `enough` when there are so many or more. */
function editsBetween(one: string, other: string, enough: number): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const same = one[at - 1] === other[to - 1] ? 0 : 1;
      const [above = 0, before = 0, diagonal = 0] = [row[to], next[to - 1], row[to - 1]];
      next.push(Math.min(above + 1, before + 1, diagonal + same));
    }
    if (Math.min(...next) >= enough) return enough;
    row = next;
  }
  return row[other.length] ?? enough;
}

/** Ten thousand names that are not there come from one mistake, and each is compared with all. */
const mostGuesses = 100;

/** Words for names that are not there, with the one that was probably meant. */
export class Guesses {
  #left = mostGuesses;

  /** Remedy for a name in the place of one of `known`; `otherwise` when none is near. */
  for(name: string, known: Readonly<Record<string, unknown>>, otherwise: string): string {
    if (this.#left === 0) return otherwise;
    this.#left -= 1;
    const meant = nearestName(name, Object.keys(known));
    return meant === null ? otherwise : `Did you mean \`${meant}\`? ${otherwise}`;
  }
}
