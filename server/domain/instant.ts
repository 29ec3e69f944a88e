/** An instant as the hub writes it: RFC 3339 in UTC with milliseconds. `timeMs` is epoch ms. */
export function toInstant(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

/** Brings a sender's time into the hub's form; null for none and for what is not a time. */
export function normalizeInstant(text: string | null): string | null {
  if (text === null) return null;
  const timeMs = Date.parse(text);
  if (Number.isNaN(timeMs)) return null;
  const instant = toInstant(timeMs);
  return instant.length === 24 ? instant : null;
}
