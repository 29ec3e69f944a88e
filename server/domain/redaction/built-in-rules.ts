import { isCardNumber } from './card-number.ts';
import type { Redacted, RedactLine } from './redacted.ts';

/** Stands in the stead of a secret. */
export const mark = '[redacted]';

/**
 * How a rule of ours works. Every repetition in these patterns is bounded or can only begin where a
 * run of its characters begins, so that no line makes one of them slow; a test measures it.
 */
interface Pattern {
  pattern: RegExp;
  /** What to keep of a find; the mark follows it. Null: it is no secret after all. */
  keep?: (found: readonly string[]) => string | null;
}

const keepPrefix = ([, prefix = '']: readonly string[]): string => prefix;

/** Between the name of a field and its value, in headers, JSON (also within JSON), YAML and code. */
const separator = String.raw`["'\\]{0,4}\s{0,8}(?::=|=>|[:=])\s{0,8}`;

const schemes = '(?:bearer|basic|token|negotiate|apikey)';

const secretNames = [
  'passw(?:or)?d',
  'passphrase',
  'pwd',
  '[_-]pass',
  'secret',
  'token',
  'credentials?',
  '(?:api|access|secret|private|signing|encryption|account|routing|integration|subscription|shared)[ _.-]?key',
].join('|');

/** A text in quotes, in quotes that are themselves escaped, or up to where a word ends. */
const value = String.raw`(?:"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\\{1,3}["'](?:[^"'\\]|\\(?!["']))*|[^\s,;&"'}\])]+)`;

const tokensOfServices = [
  '(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}',
  'gh[pousr]_[A-Za-z0-9]{36,255}',
  'github_pat_[A-Za-z0-9_]{22,255}',
  'glpat-[A-Za-z0-9_-]{20,255}',
  'xox[abeoprs]-[A-Za-z0-9-]{10,255}',
  '[sr]k_live_[A-Za-z0-9]{16,255}',
  'AIza[A-Za-z0-9_-]{35}',
  'npm_[A-Za-z0-9]{36}',
].join('|');

const patterns: readonly Pattern[] = [
  // Private keys on one line, as in JSON.
  {
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----.*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  },
  {
    pattern: new RegExp(
      `(authorization${separator}["'\\\\]{0,4}${schemes}\\s{1,4})(?!\\[)[^\\s"'\\\\,;]+`,
      'gi',
    ),
    keep: keepPrefix,
  },
  {
    pattern: new RegExp(
      `(authorization${separator}["'\\\\]{0,4})(?!${schemes}\\s|\\[|[\\s"'\\\\])[^"'\\\\]+`,
      'gi',
    ),
    keep: keepPrefix,
  },
  {
    pattern:
      /((?<![\w-])(?:set-)?cookie["'\\]{0,4}\s{0,8}[:=]\s{0,8}["'\\]{0,4})[^"'\\\s][^"'\\]*/gi,
    keep: keepPrefix,
  },
  {
    pattern: /((?<![\w-])bearer\s{1,8})(?=[\w.~+/=-]*\d|[\w.~+/=-]{20})[\w.~+/=-]{8,}/gi,
    keep: keepPrefix,
  },
  {
    pattern: /((?<![\w-])basic\s{1,8})([A-Za-z0-9+/]{8,}={0,2})/gi,
    keep: ([, prefix = '', credentials = '']) => (isUserAndPassword(credentials) ? prefix : null),
  },
  {
    pattern:
      /((?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:@/]{0,100}:)(?!\[)[^\s@/]{1,200}(?=@)/gi,
    keep: keepPrefix,
  },
  { pattern: /(?<![\w-])eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*){0,3}/g },
  { pattern: new RegExp(`(?<![A-Za-z0-9_-])(?:${tokensOfServices})(?![A-Za-z0-9])`, 'g') },
  {
    pattern: new RegExp(
      `((?:${secretNames})${separator})(?!["'\\\\]{0,4}(?:\\[redacted|\\*{3}|null\\b|none\\b|undefined\\b|true\\b|false\\b))${value}`,
      'gi',
    ),
    keep: keepPrefix,
  },
  {
    pattern:
      /((?<![\w-])--?(?:[a-z0-9]{1,20}[_-]){0,4}(?:password|passwd|passphrase|secret|token|api-?key)\s{1,4})(?![-[])\S+/gi,
    keep: keepPrefix,
  },
  {
    pattern: /(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-])/g,
    keep: ([found = '']) => (isCardNumber(found.replaceAll(/\D/g, '')) ? '' : null),
  },
];

/** What is a secret wherever it stands. */
export const builtInRules: readonly RedactLine[] = patterns.map(
  ({ pattern, keep = () => '' }) =>
    (line) =>
      replaceEach(line, pattern, keep),
);

function replaceEach(
  line: string,
  pattern: RegExp,
  keep: (found: readonly string[]) => string | null,
): Redacted {
  let count = 0;
  const text = line.replace(pattern, (found: string, ...rest: unknown[]) => {
    const groups = rest.filter((part) => typeof part === 'string');
    const kept = keep([found, ...groups]);
    if (kept === null) return found;
    count += 1;
    return `${kept}${mark}`;
  });
  return { text, count };
}

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Basic credentials are `user:password` in Base64. */
function isUserAndPassword(credentials: string): boolean {
  let [bits, bitCount, text] = [0, 0, ''];
  for (const letter of credentials.replace(/=+$/, '')) {
    bits = ((bits << 6) | base64.indexOf(letter)) & 0xfff;
    bitCount += 6;
    if (bitCount < 8) continue;
    bitCount -= 8;
    text += String.fromCharCode((bits >> bitCount) & 0xff);
  }
  return /^[\x20-\x7e]*:[\x20-\x7e]*$/.test(text);
}
