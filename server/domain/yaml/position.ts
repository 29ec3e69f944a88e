import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document, LineCounter, Node, Pair } from 'yaml';

export interface Position {
  line: number;
  column: number;
}

type Path = readonly PropertyKey[];

/**
 * Where in the YAML text a field stands. A field that is missing is where its nearest existing
 * parent begins.
 * @param atKey points to the name of the field instead of its value
 */
export function positionOf(
  document: Document.Parsed,
  lines: LineCounter,
  path: Path,
  atKey = false,
): Position {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const [depth, segment] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document) ?? null;
    const child = childOf(node, segment);
    if (!child) break;
    const isWanted = atKey && depth === path.length - 1;
    node = child.value;
    offset = (isWanted ? child.key : (child.value ?? child.key))?.range?.[0] ?? offset;
  }
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

interface Child {
  key: Node | null;
  value: Node | null;
}

function childOf(node: Node | null, segment: PropertyKey): Child | null {
  if (isSeq<Node>(node)) {
    const value = node.items[Number(segment)];
    return value ? { key: value, value } : null;
  }
  if (!isMap<Node, Node | null>(node)) return null;
  const pair = node.items.find(({ key }: Pair<Node, Node | null>) => {
    return isScalar(key) && String(key.value) === String(segment);
  });
  return pair ? { key: pair.key, value: pair.value } : null;
}
