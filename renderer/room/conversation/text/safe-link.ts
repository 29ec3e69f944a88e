/** The address as the system would get it; null for what would not be opened, see main/security. */
export function safeLink(address: string): URL | null {
  const url = parse(address);
  if (url === null) return null;
  if (url.protocol === 'mailto:') return url;
  const isPlain = url.username === '' && url.password === '';
  return url.protocol === 'https:' && isPlain ? url : null;
}

/** Where a link leads, for people to see: its host, or the address of a mail. */
export function hostOf(url: URL): string {
  return url.protocol === 'mailto:' ? url.pathname : url.host;
}

function parse(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
