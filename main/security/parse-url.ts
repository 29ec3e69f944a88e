/** The address in its parts; null when it is none. Node 18 has no `URL.canParse`. */
export function parseUrl(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
