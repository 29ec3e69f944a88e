import { createHmac } from 'node:crypto';
import type { WebhookChannel } from '../config/channels.ts';
import { describePages } from '../desk/channel-message.ts';
import type { ChannelMessage, SendOutcome } from '../desk/contract.ts';
import { linkOf } from './links.ts';
import { post, readSecret } from './sending.ts';
import type { SendCircumstances } from './sending.ts';

/**
 * Tells an address of a page by a signed POST; docs/channels.md says how to check the signature.
 * @throws OutboundProblem for a secret that cannot be read
 */
export async function sendWebhook(
  channel: WebhookChannel,
  message: ChannelMessage,
  { publicUrl, nowMs, signal }: SendCircumstances,
): Promise<SendOutcome> {
  const secret = await readSecret(channel.secretFile, 'secret of the webhook');
  const body = JSON.stringify(bodyOf(message, publicUrl, nowMs));
  return post({
    url: channel.url,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'idempotency-key': message.id,
      'tocsin-signature': signatureOf(secret, body, nowMs),
    },
    body,
    timeoutMs: channel.timeout,
    allowPrivateAddresses: channel.allowPrivateAddresses,
    signal,
  });
}

/** `t=…,v1=…`: the time in seconds, and HMAC-SHA256 of `t`, a dot and the body, in hex. */
export function signatureOf(secret: string, body: string, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1_000);
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${digest}`;
}

function bodyOf(message: ChannelMessage, publicUrl: string, nowMs: number): object {
  const { id, name, address, person, pages, moreCount, limit } = message;
  const [first] = pages;
  const text = describePages(message);
  return {
    ...{ id, type: first ? 'page' : 'test', at: new Date(nowMs).toISOString() },
    ...{ channel: name, to: address, person },
    // Fit for an SMS as it is.
    text: first ? `${text} ${linkOf(publicUrl, first)}` : text,
    spoken: text,
    pages: pages.map(({ token, ...page }) => ({ ...page, link: linkOf(publicUrl, { token }) })),
    ...{ moreCount, isLast: limit !== null },
  };
}
