import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { limits } from '../protocol/limits.ts';

/** An address that the hub calls. Secrets go into a file, so that the config may be shown around. */
export const WebAddress = z
  .url({ protocol: /^https?$/, error: 'Give an address that begins with https:// or http://.' })
  .max(limits.urlLength)
  .superRefine((url, context) => {
    if (!URL.canParse(url)) return;
    const { username, password, hash } = new URL(url);
    if (username !== '' || password !== '') {
      context.addIssue({ code: 'custom', message: 'Leave out user name and password.' });
    }
    if (hash !== '') {
      context.addIssue({ code: 'custom', message: 'Leave out what begins with `#`.' });
    }
  });

/** A file with a secret. */
export const SecretFile = z
  .string()
  .max(4_096)
  .refine(isAbsolute, 'Give the whole path, from the root.');
