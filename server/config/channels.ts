import { z } from 'zod';
import type { PersonalChannel } from '../domain/paging/paging-rules.ts';
import { durationWithin } from './duration.ts';
import { Identifier } from './identifier.ts';
import { refuseInside } from './inside.ts';
import { SecretFile, WebAddress } from './web-address.ts';

const timeout = durationWithin('1s', '1m').prefault('10s');
const allowPrivateAddresses = z
  .boolean()
  .default(false)
  .describe('Whether its host may be on this machine or in a private network.');

/** As mail programs show it, `Tocsin <tocsin@example.com>`, or the address alone. */
const MailAddress = z
  .string()
  .trim()
  .max(320)
  .refine((text) => {
    const [, bare] = /^[^<>\r\n]*<([^<>]+)>$/.exec(text) ?? [];
    return z.email().safeParse(bare ?? text).success;
  }, 'Write `tocsin@example.com` or `Tocsin <tocsin@example.com>`.');

export const EmailChannel = z
  .strictObject({
    host: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9.:[\]_-]+$/, 'Write the name of a host, without `smtp://`.')
      .max(253)
      .describe('Host of the mail server that takes our mail (SMTP).'),
    port: z.int().min(1).max(65_535).optional().describe('Default: 465 for `tls`, else 587.'),
    encryption: z
      .enum(['starttls', 'tls', 'none'])
      .default('starttls')
      .describe(
        '`starttls`: the mail server must offer it; `tls`: from the first byte; `none`: only for a ' +
          'server on this machine.',
      ),
    from: MailAddress.describe('Sender of our mail.'),
    username: z
      .string()
      .min(1)
      .max(320)
      .optional()
      .describe('Name to log in by. Default: no log-in.'),
    passwordFile: SecretFile.optional().describe(
      'Whole path of a file with the password. It is read again for each mail.',
    ),
    timeout: timeout.describe('How long the mail server may take for an answer. Default: 10s.'),
    allowPrivateAddresses,
  })
  .superRefine(refuseInside);
export type EmailChannel = z.infer<typeof EmailChannel>;

export const NtfyChannel = z
  .strictObject({
    url: WebAddress.describe('Address of the ntfy server, without a topic.'),
    tokenFile: SecretFile.optional().describe(
      'Whole path of a file with a token to send. It is read again for each page.',
    ),
    timeout: timeout.describe('How long an answer may take, to the last byte. Default: 10s.'),
    allowPrivateAddresses,
  })
  .superRefine(refuseInside);
export type NtfyChannel = z.infer<typeof NtfyChannel>;

export const WebhookChannel = z
  .strictObject({
    url: WebAddress.describe('Address that is told of pages by POST.'),
    secretFile: SecretFile.describe(
      'Whole path of a file with the secret that signs what is sent. It is read again for each page.',
    ),
    timeout: timeout.describe('How long an answer may take, to the last byte. Default: 10s.'),
    allowPrivateAddresses,
  })
  .superRefine(refuseInside);
export type WebhookChannel = z.infer<typeof WebhookChannel>;

/** Names that are channels already. */
export const builtInChannels = ['email', 'ntfy'] as const;

const WebhookName = Identifier.refine(
  (name) => !(builtInChannels as readonly string[]).includes(name),
  '`email` and `ntfy` are channels already: choose another name.',
);

export const Channels = z.strictObject({
  email: EmailChannel.optional().describe('How mail is sent.'),
  ntfy: NtfyChannel.optional().describe('A server of ntfy.sh or one of your own.'),
  webhooks: z
    .record(WebhookName, WebhookChannel)
    .default({})
    .describe('Addresses that pass pages on, e.g. as SMS or calls, by name.'),
  perPersonPerHour: z
    .int()
    .min(1)
    .max(1_000)
    .default(60)
    .describe('How many messages one person is sent over one channel in an hour, at most.'),
  linkLifetime: durationWithin('5m', '7d')
    .prefault('24h')
    .describe('How long the link to acknowledge holds. Default: 24h.'),
});
export type Channels = z.infer<typeof Channels>;

/** A channel of one person. Parsed, `after` is in ms. */
export const ConfiguredPersonalChannel = z.strictObject({
  by: Identifier.describe('`email`, `ntfy` or the name of a webhook of `channels`.'),
  to: z
    .string()
    .trim()
    .min(1)
    .max(320)
    .optional()
    .describe(
      'E-mail address (default: that of the person), topic of ntfy, or what the webhook is told, ' +
        'e.g. a telephone number.',
    ),
  after: durationWithin('0s', '24h')
    .prefault('2m')
    .describe('How long after a page that they have not answered. Default: 2m.'),
});

interface ReachablePerson {
  email?: string | undefined;
  channels: readonly z.infer<typeof ConfiguredPersonalChannel>[];
}

/** The channels of a person of the config, in the order of their delays. */
export function personalChannelsOf({ email, channels }: ReachablePerson): PersonalChannel[] {
  return channels
    .map(({ by, to, after }): PersonalChannel => {
      const kind = by === 'email' || by === 'ntfy' ? by : 'webhook';
      return { name: by, kind, address: to ?? email ?? '', afterMs: after };
    })
    .toSorted((one, other) => one.afterMs - other.afterMs);
}
