import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document, LineCounter, Node, Pair, YAMLMap } from 'yaml';

export interface Position {
  line: number;
  column: number;
}

export interface Place extends Position {
  /** False: the field is missing, and this is where its nearest existing parent begins. */
  isThere: boolean;
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
): Place {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  let isThere = true;
  for (const [depth, segment] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document) ?? null;
    const child = childOf(node, segment);
    if (!child) {
      isThere = false;
      break;
    }
    const isWanted = atKey && depth === path.length - 1;
    node = child.value;
    offset = (isWanted ? child.key : (child.value ?? child.key))?.range?.[0] ?? offset;
  }
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col), isThere };
}

interface Child {
  key: Node | null;
  value: Node | null;
}

type KnownMap = YAMLMap<Node, Node | null>;

/** A list of thousands of people may have something wrong with each of them. */
const knownPairs = new WeakMap<KnownMap, ReadonlyMap<string, Pair<Node, Node | null>>>();

function childOf(node: Node | null, segment: PropertyKey): Child | null {
  if (isSeq<Node>(node)) {
    const value = node.items[Number(segment)];
    return value ? { key: value, value } : null;
  }
  if (!isMap<Node, Node | null>(node)) return null;
  let pairs = knownPairs.get(node);
  if (!pairs) {
    const scalars = node.items.filter(({ key }) => isScalar(key));
    pairs = new Map(scalars.map((pair) => [keyOf(pair.key), pair]));
    knownPairs.set(node, pairs);
  }
  const pair = pairs.get(String(segment));
  return pair ? { key: pair.key, value: pair.value } : null;
}

function keyOf(key: Node): string {
  return isScalar(key) ? String(key.value) : '';
}
