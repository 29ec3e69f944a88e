import type { Alert } from '../../server/protocol/alert.ts';

/** Labels that say where it happens, widest first, and how several of them are counted. */
const places: readonly (readonly [label: string, several: string])[] = [
  ['environment', 'environments'],
  ['env', 'environments'],
  ['stage', 'stages'],
  ['region', 'regions'],
  ['datacenter', 'datacenters'],
  ['dc', 'datacenters'],
  ['zone', 'zones'],
  ['availability_zone', 'zones'],
  ['cluster', 'clusters'],
  ['namespace', 'namespaces'],
  ['deployment', 'deployments'],
  ['pod', 'pods'],
  ['container', 'containers'],
  ['instance', 'instances'],
  ['host', 'hosts'],
  ['hostname', 'hosts'],
  ['node', 'nodes'],
  ['device', 'devices'],
  ['mountpoint', 'file systems'],
  ['queue', 'queues'],
  ['customer', 'customers'],
  ['tenant', 'tenants'],
];
/** What a sender may call the measured value. */
const values = ['value', 'current_value', 'currentValue'];

const factLimit = 5;
const factLength = 40;

/**
 * A few labels worth reading from two metres: the value when there is one, then where it happens.
 * @param alerts of one incident; the firing ones count, or all when none fires any more
 */
export function factsOf(alerts: readonly Alert[]): string[] {
  const firing = alerts.filter(({ status }) => status === 'firing');
  const telling = firing.length > 0 ? firing : alerts;
  const facts = new Set<string>();
  const value = telling.length === 1 ? valueOf(telling[0]) : null;
  if (value !== null) facts.add(value);
  for (const [label, several] of places) {
    if (facts.size >= factLimit) break;
    const found = new Set<string>();
    for (const { labels } of telling) {
      const text = labels[label]?.trim();
      if (text) found.add(text);
    }
    const [only] = found;
    if (found.size === 1 && only !== undefined) facts.add(shorten(only));
    if (found.size > 1) facts.add(`${found.size} ${several}`);
  }
  return [...facts];
}

function valueOf(alert: Alert | undefined): string | null {
  for (const name of values) {
    const text = (alert?.annotations[name] ?? alert?.labels[name])?.trim();
    if (text && text.length <= factLength) return text;
  }
  return null;
}

function shorten(text: string): string {
  return text.length <= factLength ? text : `${text.slice(0, factLength - 1)}…`;
}
