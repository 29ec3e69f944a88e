const begin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
const end = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;

/** A line of a key, whatever a logger put before it. */
const keyLine = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40,}={0,2}\s*$/;

/**
 * Which lines belong to private keys that span several lines, from the first to the last of each.
 * Of a key that was cut at either end only what looks like a key is meant.
 */
export function findKeyLines(lines: readonly string[]): Set<number> {
  const found = new Set<number>();
  if (!lines.some((line) => line.includes('PRIVATE KEY'))) return found;
  let openedAt: number | null = null;
  for (const [index, line] of lines.entries()) {
    const isEnd = end.test(line);
    if (begin.test(line)) {
      if (openedAt !== null) addRun(found, lines, openedAt, 1);
      openedAt = isEnd ? null : index;
    } else if (isEnd) {
      if (openedAt === null) addRun(found, lines, index, -1);
      else for (let inner = openedAt; inner <= index; inner += 1) found.add(inner);
      openedAt = null;
    }
  }
  if (openedAt !== null) addRun(found, lines, openedAt, 1);
  return found;
}

/** Adds a line with a marker and, beyond it in one direction, all that look like lines of a key. */
function addRun(
  found: Set<number>,
  lines: readonly string[],
  marker: number,
  direction: 1 | -1,
): void {
  found.add(marker);
  // The last line of a key is short.
  let isNextToMarker = true;
  for (let index = marker + direction; index >= 0 && index < lines.length; index += direction) {
    const line = lines[index] ?? '';
    const isShortEnd = direction === -1 && isNextToMarker && /^[A-Za-z0-9+/]+={0,2}\s*$/.test(line);
    if (!keyLine.test(line) && !isShortEnd) return;
    isNextToMarker = false;
    found.add(index);
  }
}
