import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { linkScheme, parseJoinLink } from '../../server/protocol/join.ts';

export interface CommandLine {
  /** Folder of the profile, absolute; null: the system's usual place. */
  profile: string | null;
  /** `--join LINK`: the user's own command, carried out at once on the first start. */
  join: string | null;
  /** A `tocsin://` link found anywhere: from outside, so only ever offered. */
  link: string | null;
  /** Starts in the tray, without a window. */
  isHidden: boolean;
}

/**
 * Reads the arguments after the executable (and, while developing, the app's folder). Switches of
 * Chromium and anything else unknown are passed over.
 */
export function parseCommandLine(words: readonly string[], folder: string): CommandLine {
  const { values } = parseArgs({
    args: words.map(String),
    options: {
      profile: { type: 'string' },
      join: { type: 'string' },
      hidden: { type: 'boolean' },
    },
    strict: false,
    allowPositionals: true,
  });
  const profile = textOf(values['profile']);
  const join = textOf(values['join']);
  return {
    profile: profile === null ? null : resolve(folder, profile),
    join,
    link: findLink(words.filter((word) => word !== join)),
    isHidden: values['hidden'] === true,
  };
}

/** The first join link among the words, wherever it stands; systems put it in different places. */
export function findLink(words: readonly unknown[]): string | null {
  const isLink = (word: unknown): word is string =>
    typeof word === 'string' && word.startsWith(`${linkScheme}:`) && parseJoinLink(word) !== null;
  return words.find(isLink) ?? null;
}

/** `--join` as the last word has no value; it then counts as not given. */
function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
