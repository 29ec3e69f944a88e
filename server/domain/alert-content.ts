import type { AlertContent, SenderKind } from '../protocol/alert.ts';

/**
 * Whether a repeat says the same as before. A pair of Prometheus servers sends the same alert with
 * differing links to itself, so links alone are no change there.
 */
export function isSameContent(a: AlertContent, b: AlertContent, sender: SenderKind): boolean {
  return (
    a.title === b.title &&
    a.severity === b.severity &&
    isSameRecord(a.labels, b.labels) &&
    isSameRecord(a.annotations, b.annotations) &&
    (sender === 'prometheus' || isSameLinks(a.links, b.links))
  );
}

function isSameRecord(a: Record<string, string>, b: Record<string, string>): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && a[name] === b[name])
  );
}

function isSameLinks(a: AlertContent['links'], b: AlertContent['links']): boolean {
  return (
    a.length === b.length &&
    a.every((link, index) => link.href === b[index]?.href && link.text === b[index].text)
  );
}
