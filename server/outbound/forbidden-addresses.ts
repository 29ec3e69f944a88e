import { BlockList, isIPv6 } from 'node:net';

/** Nothing that the hub should call has such an address; clouds tell secrets at some of them. */
const neverAllowed = listOf({
  ipv4: [
    ['0.0.0.0', 8],
    ['169.254.0.0', 16],
    ['192.0.0.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
    ['100.100.100.200', 32],
    ['168.63.129.16', 32],
  ],
  ipv6: [
    ['::', 128],
    ['fe80::', 10],
    ['fec0::', 10],
    ['ff00::', 8],
    ['fd00:ec2::254', 128],
    ['fd20:ce::254', 128],
  ],
});

/** This machine, private networks and what is not on the internet (RFC 6890, RFC 4193, RFC 6598). */
const privateAddresses = listOf({
  ipv4: [
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.0.2.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
  ],
  ipv6: [
    ['::1', 128],
    ['fc00::', 7],
    ['100::', 64],
    ['2001:db8::', 32],
  ],
});

/** IPv6 addresses in which an IPv4 address stands that somebody else would connect to. */
const translated = listOf({
  ipv4: [],
  ipv6: [
    ['::', 96],
    ['64:ff9b::', 96],
    ['64:ff9b:1::', 48],
    ['2001::', 32],
    ['2002::', 16],
  ],
});

/**
 * Whether the hub must not connect to an IP address. With `allowPrivate` this machine and private
 * networks are allowed; link-local addresses, where clouds tell secrets, never are.
 */
export function isForbiddenAddress(address: string, allowPrivate: boolean): boolean {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  // A list of IPv4 addresses also knows them in the form ::ffff:127.0.0.1.
  if (neverAllowed.check(address, family)) return true;
  if (allowPrivate && privateAddresses.check(address, family)) return false;
  return privateAddresses.check(address, family) || translated.check(address, family);
}

type Subnets = readonly (readonly [network: string, prefix: number])[];

function listOf({ ipv4, ipv6 }: { ipv4: Subnets; ipv6: Subnets }): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of ipv4) list.addSubnet(network, prefix, 'ipv4');
  for (const [network, prefix] of ipv6) list.addSubnet(network, prefix, 'ipv6');
  return list;
}
