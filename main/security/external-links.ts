import { parseUrl } from './parse-url.ts';

const allowedSchemes = new Set(['https:', 'mailto:']);
const longestLink = 2_048;

/**
 * What of an alert's link may be given to the system: the address as we understood it, written
 * anew, or null. Anything but https and mailto could start a program.
 * @see https://www.electronjs.org/docs/latest/tutorial/security (15)
 */
export function safeExternalUrl(address: string): string | null {
  const url = address.length > longestLink ? null : parseUrl(address);
  if (url === null || !allowedSchemes.has(url.protocol)) return null;
  // A name before the host makes a link look as if it led elsewhere.
  if (url.protocol === 'https:' && (url.username !== '' || url.password !== '')) return null;
  return url.href;
}
