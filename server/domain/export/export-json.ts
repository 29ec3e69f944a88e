import type { IncidentExport } from '../../protocol/incident-export.ts';

/**
 * The export as JSON, in parts that are to be joined; each is made when it is asked for. Fields are
 * indented, and what a list holds stands on a line of its own.
 */
export function* jsonParts(record: IncidentExport): Generator<string> {
  let separator = '{\n';
  for (const [key, value] of Object.entries(record)) {
    yield `${separator}  ${JSON.stringify(key)}: `;
    if (Array.isArray(value)) yield* listParts(value);
    else yield JSON.stringify(value);
    separator = ',\n';
  }
  yield '\n}\n';
}

function* listParts(items: readonly unknown[]): Generator<string> {
  if (items.length === 0) {
    yield '[]';
    return;
  }
  let separator = '[\n    ';
  for (const item of items) {
    yield `${separator}${JSON.stringify(item)}`;
    separator = ',\n    ';
  }
  yield '\n  ]';
}
