import type { Channels } from '../config/channels.ts';
import type { ChannelMessage, SendOutcome } from '../desk/contract.ts';
import { OutboundProblem } from '../outbound/outbound-problem.ts';
import { sendEmail } from './email.ts';
import { sendNtfy } from './ntfy.ts';
import { failed, failedBy } from './sending.ts';
import type { SendCircumstances } from './sending.ts';
import { sendWebhook } from './webhook.ts';

/**
 * Sends a message over its channel, as the config says now. Whatever goes wrong is the outcome.
 * @throws the reason of the circumstances' `signal` when that ended it
 */
export async function send(
  channels: Channels,
  message: ChannelMessage,
  circumstances: SendCircumstances,
): Promise<SendOutcome> {
  const { kind, name } = message;
  const { email, ntfy, webhooks } = channels;
  try {
    if (kind === 'email' && email) return await sendEmail(email, message, circumstances);
    if (kind === 'ntfy' && ntfy) return await sendNtfy(ntfy, message, circumstances);
    const webhook = Object.hasOwn(webhooks, name) ? webhooks[name] : undefined;
    if (kind === 'webhook' && webhook) return await sendWebhook(webhook, message, circumstances);
    return failed(`The config does not say how “${name}” sends.`, true);
  } catch (error) {
    circumstances.signal.throwIfAborted();
    if (error instanceof OutboundProblem) return failedBy(error);
    throw error;
  }
}
