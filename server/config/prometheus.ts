import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { limits } from '../protocol/limits.ts';

export const Prometheus = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: 'Give an address that begins with https:// or http://.' })
    .max(limits.urlLength)
    .superRefine((url, context) => {
      const problem = findProblem(url);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    })
    .describe('Address of its HTTP API, with the path before `/api/v1` if it has one.'),
  timeoutSeconds: z
    .int()
    .min(1)
    .max(60)
    .default(5)
    .describe('How long an answer may take, to the last byte.'),
  bearerTokenFile: z
    .string()
    .max(4_096)
    .refine(isAbsolute, 'Give the whole path, from the root.')
    .optional()
    .describe('File with a token to send. It is read again for each question.'),
});
export type Prometheus = z.infer<typeof Prometheus>;

function findProblem(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { username, password, search, hash } = new URL(address);
  if (username !== '' || password !== '') return 'Put a token into a file: `bearerTokenFile`.';
  return search === '' && hash === '' ? null : 'Leave out what begins with `?` or `#`.';
}
