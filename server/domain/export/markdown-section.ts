/** Lines of several items under a heading; nothing when there are none. */
export function* section<Item>(
  heading: string,
  items: readonly Item[],
  lines: (item: Item) => string[],
): Generator<string> {
  if (items.length === 0) return;
  yield text(['', `## ${heading}`, '']);
  for (const item of items) yield text(lines(item));
}

/** Lines as text. */
export function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
