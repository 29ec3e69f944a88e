import { z } from 'zod';
import { HostPattern, isAtHost } from './host-pattern.ts';

export const Stopgaps = z.strictObject({
  graceHours: z
    .number()
    .min(0)
    .max(7 * 24)
    .default(2)
    .describe(
      'A stopgap expires so many hours after its team opens the next time, unless somebody chooses ' +
        'another time.',
    ),
});

export const Probes = z.strictObject({
  hosts: z
    .array(HostPattern)
    .max(200)
    .default([])
    .describe(
      'Hosts that the hub may ask whether a stopgap holds: `status.example.com`, or ' +
        '`*.internal.example` for all below. Default: none.',
    ),
  intervalSeconds: z
    .int()
    .min(5)
    .max(60 * 60)
    .default(60)
    .describe('How often each is asked. Three failures in a row open the incident again.'),
  timeoutSeconds: z.int().min(1).max(60).default(10).describe('How long an answer may take.'),
  allowPrivateAddresses: z
    .boolean()
    .default(false)
    .describe('Whether the hosts may be on this machine or in a private network.'),
});
export type Probes = z.infer<typeof Probes>;

/** How long after its team opens a stopgap expires. */
export function stopgapGraceMs({ stopgaps }: { stopgaps: z.infer<typeof Stopgaps> }): number {
  return Math.round(stopgaps.graceHours * 60 * 60 * 1_000);
}

/** Whether the hub may ask this address. */
export function mayProbe({ probes }: { probes: Probes }, url: string): boolean {
  return isAtHost(url, probes.hosts);
}
