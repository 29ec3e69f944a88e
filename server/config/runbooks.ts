import { z } from 'zod';

export const Runbooks = z.strictObject({
  folders: z
    .array(z.string().trim().min(1).max(4_096))
    .max(20)
    .default([])
    .describe('Folders with runbooks, from the folder of this file.'),
});
