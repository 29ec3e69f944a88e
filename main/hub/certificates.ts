import { readFile } from 'node:fs/promises';
import tls from 'node:tls';
import { TocsinError } from '../../server/protocol/errors.ts';

/** What Node 22.15 and later add; Node 18 has only `rootCertificates`. */
interface NewerTls {
  getCACertificates?(kind: 'default' | 'system'): string[];
}

/**
 * The authorities that may vouch for the hub: those of the runtime, of the system where the runtime
 * can tell, and those of the user's own file.
 * @param extraFile a PEM file; null: only the usual ones
 * @throws TocsinError `hub_untrusted` when the file cannot be read or holds no certificate
 */
export async function trustedAuthorities(extraFile: string | null): Promise<string[] | undefined> {
  const { getCACertificates } = tls as NewerTls;
  const known = getCACertificates
    ? [...getCACertificates('default'), ...getCACertificates('system')]
    : [...tls.rootCertificates];
  if (extraFile === null) return getCACertificates ? known : undefined;
  let pem: string;
  try {
    pem = await readFile(extraFile, 'utf8');
  } catch (cause) {
    throw new TocsinError('hub_untrusted', `(${extraFile} cannot be read)`, { cause });
  }
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) {
    throw new TocsinError('hub_untrusted', `(${extraFile} holds no certificate)`);
  }
  return [...known, pem];
}
