import type { GenericMapping } from '../config/mapping.ts';
import type { Integration } from '../desk/contract.ts';
import { compileMapping } from '../ingest/generic-mapping.ts';
import { readGeneric } from '../ingest/generic.ts';
import type { Circumstances, Reading } from '../ingest/reading.ts';
import { TocsinError } from '../protocol/errors.ts';

export type GenericReader = (
  body: unknown,
  circumstances: Circumstances,
  integration: Integration,
) => Reading;

/** Finds a mapping of the config that is in force now. */
export type FindMapping = (name: string) => GenericMapping | undefined;

/**
 * Reads generic bodies by the mapping of their integration, or in the hub's own form.
 * The reader throws TocsinError `mapping_missing`, `body_invalid`, `body_too_large`.
 */
export function createGenericReader(findMapping: FindMapping): GenericReader {
  const compiled = new WeakMap<GenericMapping, ReturnType<typeof compileMapping>>();
  return (body, circumstances, { mapping: name }) => {
    if (name === null) return readGeneric(body, circumstances);
    const mapping = findMapping(name);
    if (!mapping) throw new TocsinError('mapping_missing', `It is called "${name}".`);
    let read = compiled.get(mapping);
    if (!read) compiled.set(mapping, (read = compileMapping(mapping)));
    return read(body, circumstances);
  };
}
