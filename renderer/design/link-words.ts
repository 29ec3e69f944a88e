/**
 * What a link is called: what its sender calls it, but for the host when it only repeats that, so that
 * "runbooks.example.com/pool" is "/pool". Null when the host says it all.
 */
export function nameOf({ href, text }: { href: string; text: string }): string | null {
  const name = text.trim().replace(/^https?:\/\//i, '');
  const place = placeOf(href);
  if (name === '' || name === place || name === `${place}/`) return null;
  return name.startsWith(`${place}/`) ? name.slice(place.length) : name;
}

/** Where a link leads, as its reader has to know it: the host, whatever the link calls itself. */
export function placeOf(href: string): string {
  try {
    return new URL(href).host || href;
  } catch {
    return href;
  }
}
