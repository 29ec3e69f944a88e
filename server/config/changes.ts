import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Config } from './schema.ts';

/** So many are told one by one. */
const mostChanges = 100;

type Entries = Readonly<Record<string, unknown>>;

/** Sections with entries by id, and what one of them is called. */
const keyed = {
  people: 'person',
  teams: 'team',
  services: 'service',
  rotas: 'rota',
  policies: 'policy',
  mappings: 'mapping',
  hooks: 'hook',
} as const satisfies Partial<Record<keyof Config, string>>;

/** The same for configs that say the same, wherever it stands in which files. */
export function fingerprintOf(config: Config): string {
  return createHash('sha256').update(JSON.stringify(config)).digest('hex');
}

/** What is different in `to`, in words: `rota shop: layers changed`. Never what the values are. */
export function describeChanges(from: Config, to: Config): string[] {
  const changes = (Object.keys(to) as (keyof Config)[])
    .concat(Object.keys(from) as (keyof Config)[])
    .filter((section, index, all) => all.indexOf(section) === index)
    .flatMap((section) => changesOf(section, from[section], to[section]));
  if (changes.length <= mostChanges) return changes;
  const more = changes.length - mostChanges;
  return [...changes.slice(0, mostChanges), `and ${more} more changes`];
}

function changesOf(section: keyof Config, before: unknown, after: unknown): string[] {
  // Where things stand is no rule.
  if (section === 'include') return [];
  if (!isKeyed(section)) {
    if (isDeepStrictEqual(before, after)) return [];
    const fields = isEntries(before) && isEntries(after) ? changedFields(before, after) : [];
    return fields.length === 0 ? [`${section} changed`] : [`${section}: ${changed(fields)}`];
  }
  const [old, now] = [before as Entries, after as Entries];
  const word = keyed[section];
  const found = [
    ...Object.keys(old).flatMap((id) => (Object.hasOwn(now, id) ? [] : [`${word} ${id} removed`])),
    ...Object.entries(now).flatMap(([id, entry]) => {
      if (!Object.hasOwn(old, id)) return [`${word} ${id} added`];
      if (isDeepStrictEqual(old[id], entry)) return [];
      const details = section === 'rotas' ? changedLayers(old[id], entry) : [];
      const fields = changedFields(old[id] as Entries, entry as Entries);
      const others = details.length === 0 ? fields : fields.filter((field) => field !== 'layers');
      const said = [...(others.length === 0 ? [] : [changed(others)]), ...details];
      return [`${word} ${id}: ${said.join(', ')}`];
    }),
  ];
  if (found.length > 0 || isDeepStrictEqual(Object.keys(old), Object.keys(now))) return found;
  return [`the order of ${section} changed`];
}

function changedLayers(before: unknown, after: unknown): string[] {
  const [old, now] = [layersOf(before), layersOf(after)];
  return [
    ...[...old.keys()].flatMap((name) => (now.has(name) ? [] : [`layer ${name} removed`])),
    ...[...now].flatMap(([name, layer]) => {
      if (!old.has(name)) return [`layer ${name} added`];
      return isDeepStrictEqual(old.get(name), layer) ? [] : [`layer ${name} changed`];
    }),
  ];
}

function layersOf(rota: unknown): Map<string, unknown> {
  const { layers } = rota as { layers: { name: string }[] };
  return new Map(layers.map((layer) => [layer.name, layer]));
}

function changedFields(before: Entries, after: Entries): string[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields].filter((field) => !isDeepStrictEqual(before[field], after[field]));
}

function changed(fields: readonly string[]): string {
  return `${fields.join(', ')} changed`;
}

function isKeyed(section: keyof Config): section is keyof typeof keyed {
  return Object.hasOwn(keyed, section);
}

function isEntries(value: unknown): value is Entries {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
