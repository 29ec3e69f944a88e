import { z } from 'zod';

/** A host, or all below one: `status.example.com`, `*.internal.example`, `10.0.0.7:8080`. */
export const HostPattern = z
  .string()
  .trim()
  .max(260)
  .refine((text) => parsePattern(text) !== null, {
    message:
      'Write a host such as `status.example.com`, or `*.internal.example` for all hosts below ' +
      'one; with `:8080` for one port only.',
  });

interface Pattern {
  /** As in addresses: lower case, Punycode. */
  host: string;
  /** Whether hosts below it are meant, and not itself. */
  isBelow: boolean;
  /** Null: any. */
  port: string | null;
}

/** Whether an address is at a host of these patterns. Addresses with a name or password are at none. */
export function isAtHost(address: string, patterns: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, username, password, hostname, port } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') return false;
  if (username !== '' || password !== '') return false;
  const usedPort = port === '' ? defaultPorts[protocol] : port;
  return patterns.some((text) => {
    const pattern = parsePattern(text);
    if (!pattern || (pattern.port !== null && pattern.port !== usedPort)) return false;
    return pattern.isBelow ? hostname.endsWith(`.${pattern.host}`) : hostname === pattern.host;
  });
}

const defaultPorts = { 'http:': '80', 'https:': '443' };

function parsePattern(text: string): Pattern | null {
  const found = /^(\*\.)?([^*/?#@\s:[\]]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?$/.exec(text);
  const address = `http://${found?.[2] ?? ''}`;
  if (!found || !URL.canParse(address)) return null;
  const { hostname } = new URL(address);
  const [, star, , port] = found;
  return { host: hostname, isBelow: star !== undefined, port: port ?? null };
}
