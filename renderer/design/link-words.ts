/** Where a link leads, as its reader has to know it: the host, whatever the link calls itself. */
export function placeOf(href: string): string {
  try {
    return new URL(href).host || href;
  } catch {
    return href;
  }
}
