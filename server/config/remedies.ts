import type { PlacedIssue } from '../domain/yaml/placed-issues.ts';
import { nearestName } from './nearest-name.ts';

/** As much of a JSON Schema as remedies speak of. */
export interface SchemaNode {
  type?: string;
  description?: string;
  properties?: Record<string, SchemaNode>;
  additionalProperties?: SchemaNode | boolean;
  items?: SchemaNode;
  anyOf?: SchemaNode[];
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

/** Says how a value would be right that a schema does not take. `root` is that schema. */
export function remedyOf({ path, issue, isMissing }: PlacedIssue, root: SchemaNode): string {
  if (issue.code === 'unrecognized_keys') return remedyOfUnknown(path, root);
  const field = nodeAt(root, path);
  const meaning = describe(root, path);
  if (isMissing) return `Add \`${String(path.at(-1))}\`. ${meaning}`;
  if (issue.code === 'invalid_key') return 'Choose another name for it.';
  const form = formOf(field, issue);
  return form === null ? meaning : `${form} ${meaning}`;
}

const whereToRead = 'docs/configuration.md describes each field.';

function remedyOfUnknown(path: readonly PropertyKey[], root: SchemaNode): string {
  const parent = nodeAt(root, path.slice(0, -1));
  const known = branchesOf(parent).flatMap(({ properties }) => Object.keys(properties ?? {}));
  const meant = nearestName(String(path.at(-1)), known);
  if (meant !== null) return `Did you mean \`${meant}\`?`;
  if (known.length === 0) return whereToRead;
  return `Take it out, or put it where it belongs. Here may stand: ${known.join(', ')}.`;
}

/** What form a value has; null when what is wrong with it says that already. */
function formOf(field: SchemaNode | null, issue: PlacedIssue['issue']): string | null {
  if (field === null) return null;
  const words = field.enum?.map(String);
  if (words) {
    const given = issue.input;
    const meant = typeof given === 'string' ? nearestName(given, words) : null;
    return `${meant === null ? '' : `Did you mean \`${meant}\`? `}Write one of: ${words.join(', ')}.`;
  }
  if (issue.code !== 'invalid_type' && issue.code !== 'too_small' && issue.code !== 'too_big') {
    return null;
  }
  const bounds = boundsOf(field);
  switch (field.type) {
    case 'integer':
      return `Write a whole number${bounds}.`;
    case 'number':
      return `Write a number${bounds}.`;
    case 'string':
      return `Write a text${bounds}; one that looks like a number stands between quotes.`;
    case 'boolean':
      return 'Write `true` or `false`.';
    case 'array':
      return `Write a list${bounds}: \`[one, other]\`, or a line \`- one\` for each.`;
    case 'object':
      return 'Write fields: `name: value`, each on a line of its own.';
    case undefined:
    default:
      return null;
  }
}

/** Larger numbers are bounds of the format, not of ours. */
const tellingBound = 1_000_000_000;

function boundsOf(field: SchemaNode): string {
  const unit = field.type === 'string' ? ' characters' : field.type === 'array' ? ' entries' : '';
  const least = field.minimum ?? field.minLength ?? field.minItems;
  const most = field.maximum ?? field.maxLength ?? field.maxItems;
  const isTelling = (bound: number | undefined): bound is number =>
    bound !== undefined && Math.abs(bound) < tellingBound;
  const words = [
    ...(isTelling(least) ? [`at least ${least}`] : []),
    ...(isTelling(most) ? [`at most ${most}`] : []),
  ];
  if (words.length === 0) return '';
  return unit === '' ? ` of ${words.join(' and ')}` : ` of ${words.join(' and ')}${unit}`;
}

/** What the field means, or the nearest one around it that says so. */
function describe(root: SchemaNode, path: readonly PropertyKey[]): string {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const description = nodeAt(root, path.slice(0, depth))?.description;
    if (description !== undefined) return `\`${String(path[depth - 1])}\`: ${description}`;
  }
  return whereToRead;
}

function nodeAt(root: SchemaNode, path: readonly PropertyKey[]): SchemaNode | null {
  let nodes = [root];
  for (const segment of path) {
    nodes = nodes.flatMap(branchesOf).flatMap((node) => childOf(node, segment));
    if (nodes.length === 0) return null;
  }
  return nodes[0] ?? null;
}

function branchesOf(node: SchemaNode | null): SchemaNode[] {
  if (node === null) return [];
  return node.anyOf ? node.anyOf.flatMap(branchesOf) : [node];
}

function childOf(
  { properties, additionalProperties, items }: SchemaNode,
  segment: PropertyKey,
): SchemaNode[] {
  if (items) return [items];
  const name = String(segment);
  const property = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (property) return [property];
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}
