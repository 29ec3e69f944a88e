import { expect, test } from 'vitest';
import { isForbiddenAddress } from './forbidden-addresses.ts';

const insideOnly = ['127.0.0.1', '127.8.9.1', '10.0.0.1', '172.31.255.255', '192.168.1.1'];
const more = ['100.64.0.1', '::1', 'fd12:3456::1', '::ffff:10.1.2.3', '::ffff:7f00:1'];

test.each([...insideOnly, ...more])(
  '%s is inside: allowed only when the config says so',
  (address) => {
    expect(isForbiddenAddress(address, false)).toBe(true);
    expect(isForbiddenAddress(address, true)).toBe(false);
  },
);

test.each([
  ...['0.0.0.0', '169.254.169.254', '::ffff:169.254.169.254', '::ffff:a9fe:a9fe', '224.0.0.1'],
  ...['255.255.255.255', '::', 'fe80::1', 'fe80::1%eth0', 'ff02::1', 'fd00:ec2::254'],
  ...['100.100.100.200', '168.63.129.16', '64:ff9b::7f00:1', '64:ff9b::a9fe:a9fe', '::127.0.0.1'],
  ...['2002:7f00:1::', '2001:0:7f00:1::'],
])('%s is never allowed', (address) => {
  expect(isForbiddenAddress(address, false)).toBe(true);
  expect(isForbiddenAddress(address, true)).toBe(true);
});

test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])(
  '%s is outside',
  (address) => {
    expect(isForbiddenAddress(address, false)).toBe(false);
  },
);
