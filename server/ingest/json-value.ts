/** True for a JSON object (not an array, not null). */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A JSON value as text: strings as they are, numbers and booleans printed, nothing for null, and
 * JSON for the rest.
 * @throws RangeError when the value is nested too deeply to print
 */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

/** The text of the first of these values that is not blank. */
export function firstText(...values: unknown[]): string | undefined {
  for (const value of values) {
    const text = textOf(value).trim();
    if (text !== '') return text;
  }
  return undefined;
}
