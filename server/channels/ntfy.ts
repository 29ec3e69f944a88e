import type { NtfyChannel } from '../config/channels.ts';
import { describePages, describeSeats, describeTime } from '../desk/channel-message.ts';
import type { ChannelMessage, SendOutcome } from '../desk/contract.ts';
import type { Severity } from '../protocol/severity.ts';
import { linkOf } from './links.ts';
import { failed, post, readSecret } from './sending.ts';
import type { SendCircumstances } from './sending.ts';

/** As phones show them: 5 rings through "do not disturb" where its owner allows that. */
const priorities: Record<Severity, number> = { critical: 5, error: 4, warning: 3, info: 2 };

/** So many buttons ntfy shows under one message. */
const mostActions = 3;

/** Longer messages become files. @see https://docs.ntfy.sh/publish/#limitations */
const messageBytes = 4_096;

/**
 * Publishes to a topic of ntfy.
 * @see https://docs.ntfy.sh/publish/#publish-as-json
 * @throws OutboundProblem for a token that cannot be read
 */
export async function sendNtfy(
  channel: NtfyChannel,
  message: ChannelMessage,
  { publicUrl, nowMs, signal }: SendCircumstances,
): Promise<SendOutcome> {
  if (!/^[-_A-Za-z0-9]{1,64}$/.test(message.address)) {
    return failed('The name of the topic may have letters, digits, dashes and underscores.', true);
  }
  const { tokenFile } = channel;
  const token = tokenFile === undefined ? null : await readSecret(tokenFile, 'token for ntfy');
  return post({
    url: channel.url,
    headers: {
      'content-type': 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(bodyOf(message, publicUrl, nowMs)),
    timeoutMs: channel.timeout,
    allowPrivateAddresses: channel.allowPrivateAddresses,
    signal,
  });
}

/** As JSON, since headers hold no other letters than those of English. */
function bodyOf(message: ChannelMessage, publicUrl: string, nowMs: number): object {
  const { pages, address } = message;
  const [first] = pages;
  const click = first ? linkOf(publicUrl, first) : publicUrl;
  return {
    topic: address,
    title: describePages(message),
    message: cutBytes(textOf(message, nowMs), messageBytes),
    priority: first ? priorities[first.severity] : priorities.warning,
    tags: ['tocsin'],
    click,
    actions: pages.slice(0, mostActions).map((page) => ({
      action: 'view',
      label: pages.length === 1 ? 'Answer' : `Answer #${page.number}`,
      url: linkOf(publicUrl, page),
      clear: true,
    })),
  };
}

function textOf({ pages, moreCount, limit, zone }: ChannelMessage, nowMs: number): string {
  const [first, ...others] = pages;
  if (!first) return 'This is how a page comes. Nobody is called.';
  const lines = [
    `#${first.number} since ${describeTime(first.openedAt, zone, nowMs)}`,
    ...describeSeats(first.seats),
    ...others.map((page) => describePages({ pages: [page], moreCount: 0 })),
    ...(moreCount > 0 ? [`And ${moreCount} more: open Tocsin.`] : []),
    ...(limit === null ? [] : [`This is the last message for now: ${limit} in an hour.`]),
  ];
  return lines.join('\n');
}

/** The beginning of a text that fits into so many bytes, whole characters only. */
function cutBytes(text: string, bytes: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(bytes));
  return text.slice(0, read);
}
