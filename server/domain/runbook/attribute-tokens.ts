/** A piece of an attribute group. `text` is what was written between quotation marks. */
export interface AttributeToken {
  kind: 'word' | 'text' | 'sign' | 'stray';
  value: string;
  /** Where it begins in the line. */
  at: number;
}

export interface SplitLine {
  /** What the step says, without its attributes. */
  text: string;
  /** Null: the line ends without attributes. */
  tokens: AttributeToken[] | null;
  /** Where the braces open; with `tokens` null: where some were probably meant. */
  at: number | null;
}

const word = /[\p{L}\p{N}\p{M}_.-]+/uy;
const quoted = /"((?:[^"\\]|\\.)*)"/y;
const sign = /!=|[,|:=]/y;
/** Braces that hold no braces, unless between quotation marks. */
const group = /\{(?:[^{}"\\]|\\.|"(?:[^"\\]|\\.)*")*\}$/y;

const meantAsAttributes =
  /(?:^|\s)\{\s*(?:developer|sre|critical|stopgap|\d+ ?min|id:|if:|answer:)/;

/** Parts the first line of a step from the attributes in braces at its end. */
export function splitAttributes(line: string): SplitLine {
  for (const { index, 0: space } of line.matchAll(/(?:^|\s)(?=\{)/g)) {
    const at = index + space.length;
    group.lastIndex = at;
    if (!line.endsWith('}') || !group.test(line)) continue;
    const tokens = readTokens(line, at + 1, line.length - 1);
    return { text: line.slice(0, at).trim(), tokens, at };
  }
  const meant = meantAsAttributes.exec(line);
  const at = meant === null ? null : line.indexOf('{', meant.index);
  return { text: line.trim(), tokens: null, at };
}

function readTokens(line: string, from: number, to: number): AttributeToken[] {
  const tokens: AttributeToken[] = [];
  let at = from;
  const take = (kind: AttributeToken['kind'], pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(line);
    if (found === null) return false;
    const value = kind === 'text' ? (found[1] ?? '').replaceAll(/\\(.)/g, '$1') : found[0];
    tokens.push({ kind, value, at });
    at += found[0].length;
    return true;
  };
  while (at < to) {
    if (/\s/.test(line.charAt(at))) at += 1;
    else if (!take('word', word) && !take('text', quoted) && !take('sign', sign)) {
      const value = String.fromCodePoint(line.codePointAt(at) ?? 0);
      tokens.push({ kind: 'stray', value, at });
      at += value.length;
    }
  }
  return tokens;
}
