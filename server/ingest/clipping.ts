/**
 * Text that fits into `maxLength` UTF-16 units, cut with an ellipsis. An alert is never refused
 * because a text of it is long. Lone surrogates and NUL, which SQLite or UTF-8 would mangle, become
 * U+FFFD.
 */
export function clip(text: string, maxLength: number): string {
  if (text.length <= maxLength) return clean(text);
  const isPairCut = /[\uD800-\uDBFF]/.test(text.charAt(maxLength - 2));
  return `${clean(text.slice(0, maxLength - (isPairCut ? 2 : 1)))}…`;
}

/** As `clip`, on one line: runs of white space and control characters become one space. */
export function clipLine(text: string, maxLength: number): string {
  // A text far beyond the limit is cut first, so that the work is bounded by the limit.
  const bounded = text.length > maxLength * 4 ? text.slice(0, maxLength * 4) : text;
  return clip(bounded.replace(/[\s\p{Cc}]+/gu, ' ').trim(), maxLength);
}

function clean(text: string): string {
  const wellFormed = text.toWellFormed();
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', '\uFFFD') : wellFormed;
}
