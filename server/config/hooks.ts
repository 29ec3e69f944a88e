import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { limits } from '../protocol/limits.ts';
import { Identifier } from './identifier.ts';

export const Hook = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: 'Give an address that begins with https:// or http://.' })
    .max(limits.urlLength)
    .superRefine((url, context) => {
      const problem = findProblem(url);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    })
    .describe('Address of the automation that runs the commands.'),
  method: z.enum(['POST', 'PUT']).default('POST').describe('How it is called.'),
  bearerTokenFile: z
    .string()
    .max(4_096)
    .refine(isAbsolute, 'Give the whole path, from the root.')
    .optional()
    .describe('File with a token to send. It is read again for each run.'),
  timeoutSeconds: z
    .int()
    .min(1)
    .max(300)
    .default(30)
    .describe('How long an answer may take, to the last byte.'),
  allowPrivateAddresses: z
    .boolean()
    .default(false)
    .describe('Whether its host may be on this machine or in a private network.'),
  services: z
    .array(Identifier)
    .min(1)
    .max(1_000)
    .optional()
    .describe('Ids of the services whose incidents may run it. Default: all.'),
});
export type Hook = z.infer<typeof Hook>;

export const Hooks = z.record(Identifier, Hook);
export type Hooks = z.infer<typeof Hooks>;

function findProblem(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { username, password, hash } = new URL(address);
  if (username !== '' || password !== '') return 'Put a token into a file: `bearerTokenFile`.';
  return hash === '' ? null : 'Leave out what begins with `#`.';
}
