import { readFileSync, readdirSync } from 'node:fs';

const ticksPerSecond = 100;

/** Ids of a process and of all below it (Linux). */
export function processTree(rootId: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const id = Number(name);
    if (Number.isInteger(id)) parents.set(id, statFields(id)[1] ?? 0);
  }
  const tree = [rootId];
  for (const parent of tree) {
    for (const [id, itsParent] of parents) if (itsParent === parent) tree.push(id);
  }
  return tree;
}

/** Summed proportional set size in KiB. */
export function proportionalSetSizeKib(ids: number[]): number {
  return ids.reduce((sum, id) => {
    const text = read(`/proc/${id}/smaps_rollup`);
    return sum + Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0);
  }, 0);
}

/** Summed CPU time in seconds so far. */
export function cpuSeconds(ids: number[]): number {
  return ids.reduce((sum, id) => {
    const fields = statFields(id);
    return sum + ((fields[11] ?? 0) + (fields[12] ?? 0)) / ticksPerSecond;
  }, 0);
}

/** The numbers after the name in /proc/ID/stat; the name may hold spaces and parentheses. */
function statFields(id: number): number[] {
  const text = read(`/proc/${id}/stat`);
  return text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
