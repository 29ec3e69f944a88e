import { z } from 'zod';

export const Include = z
  .array(z.string().trim().min(1).max(4_096))
  .max(200)
  .describe(
    'Files that hold more of the same sections, from the folder of this file; `*` and `?` stand ' +
      'for any names.',
  );
