import { z } from 'zod';
import { durationWithin } from './duration.ts';
import { refuseInside } from './inside.ts';
import { WebAddress } from './web-address.ts';

// Parsed, all durations are in ms.

export const Silences = z
  .strictObject({
    longest: durationWithin('1h', '365d')
      .prefault('31d')
      .describe('No silence or maintenance window may be longer. Default: 31d.'),
    defaultFor: durationWithin('5m', '365d')
      .prefault('2h')
      .describe('How long a silence lasts unless somebody chooses another time. Default: 2h.'),
  })
  .refine(({ longest, defaultFor }) => defaultFor <= longest, {
    path: ['defaultFor'],
    message: 'This is longer than `longest`.',
  });

export const Drills = z.strictObject({
  atShiftStart: z
    .boolean()
    .default(true)
    .describe('Whether a can-you-hear-me drill rings when a shift begins. Default: true.'),
  confirmWithin: durationWithin('1m', '1h')
    .prefault('5m')
    .describe('How long one may take to confirm it. Default: 5m.'),
  selfCheckEvery: durationWithin('10m', '7d')
    .prefault('4h')
    .describe('How often laptops check silently during a shift that they can ring. Default: 4h.'),
  offerAfter: durationWithin('1m', '24h')
    .prefault('15m')
    .describe('How long after a failure that still stands the shift is offered on. Default: 15m.'),
});

export const Reachability = z.strictObject({
  unreachableAfter: durationWithin('1m', '24h')
    .prefault('10m')
    .describe(
      'After all devices of somebody on call had no link for so long, others are told. Default: 10m.',
    ),
});

export const DeadMan = z
  .strictObject({
    url: WebAddress.describe(
      'Address that is asked by GET as long as the hub works, so that somebody is told when it stops.',
    ),
    every: durationWithin('10s', '1h').prefault('60s').describe('How often. Default: 60s.'),
    timeout: durationWithin('1s', '1m')
      .prefault('10s')
      .describe('How long an answer may take. Default: 10s.'),
    allowPrivateAddresses: z
      .boolean()
      .default(false)
      .describe('Whether its host may be on this machine or in a private network.'),
  })
  .superRefine(refuseInside);
