import { parseUrl } from './parse-url.ts';

/**
 * Where our own pages live. A scheme of its own gives them an origin, which `file://` does not.
 * @see https://www.electronjs.org/docs/latest/tutorial/security (18)
 */
export const appScheme = 'tocsin-app';
export const appHost = 'app';

/** Address of a file below the folder of the built pages. */
export function appUrl(path: string): string {
  return `${appScheme}://${appHost}/${path.replace(/^\/+/, '')}`;
}

/**
 * True for addresses of our own pages. Compares parsed parts: Node calls the origin of every
 * scheme that it does not know "null", so origins would all be equal.
 */
export function isOwnUrl(address: string): boolean {
  const url = parseUrl(address);
  return (
    url !== null &&
    url.protocol === `${appScheme}:` &&
    url.host === appHost &&
    url.username === '' &&
    url.password === ''
  );
}
