import { dirname, resolve } from 'node:path';
import { z } from 'zod';

export const Cards = z.strictObject({
  folder: z
    .string()
    .trim()
    .min(1)
    .max(4_096)
    .optional()
    .describe(
      'Folder for the cards of what was learned, from the folder of this file; best in a checkout. ' +
        'Without it they stay on the hub alone.',
    ),
});

/** The folder of cards as a whole path; null when the config names none. */
export function cardFolder(
  { cards }: { cards: z.infer<typeof Cards> },
  configFile: string | null,
): string | null {
  if (cards.folder === undefined || configFile === null) return null;
  return resolve(dirname(configFile), cards.folder);
}
