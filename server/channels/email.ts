import { createTransport } from 'nodemailer';
import { isIP } from 'node:net';
import type { EmailChannel } from '../config/channels.ts';
import type { ChannelMessage, SendOutcome } from '../desk/contract.ts';
import { OutboundProblem, describeFailure } from '../outbound/outbound-problem.ts';
import { emailContent } from './email-content.ts';
import { failed, readSecret } from './sending.ts';
import type { SendCircumstances } from './sending.ts';
import { connectToMailServer } from './smtp-socket.ts';

/** A server that is slow at each of its answers gets so many times the time of one. */
const answersInAll = 3;

/**
 * Sends a mail. The hub's own time limit ends it whatever the mail server does.
 * @throws OutboundProblem, or the reason of `signal` when that ended it
 */
export async function sendEmail(
  channel: EmailChannel,
  message: ChannelMessage,
  circumstances: SendCircumstances,
): Promise<SendOutcome> {
  if (!isMailAddress(message.address)) return failed('This is no e-mail address.', true);
  const { host, encryption, username, passwordFile } = channel;
  const password =
    passwordFile === undefined ? null : await readSecret(passwordFile, 'password for mail');
  const port = channel.port ?? (encryption === 'tls' ? 465 : 587);
  const deadline = AbortSignal.timeout(answersInAll * channel.timeout);
  const connecting = AbortSignal.timeout(channel.timeout);
  const signal = AbortSignal.any([circumstances.signal, deadline]);
  try {
    const firstly = AbortSignal.any([signal, connecting]);
    const connection = await orTooSlow(
      connectToMailServer(channel, port, firstly),
      connecting,
      channel,
    );
    const end = () => connection.destroy();
    signal.addEventListener('abort', end, { once: true });
    const transport = createTransport({
      connection,
      host,
      port,
      secure: encryption === 'tls',
      requireTLS: encryption === 'starttls',
      ignoreTLS: encryption === 'none',
      ...(isIP(host) === 0 && { tls: { servername: host } }),
      ...(username !== undefined && { auth: { user: username, pass: password ?? '' } }),
      greetingTimeout: channel.timeout,
      socketTimeout: channel.timeout,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      await transport.sendMail(mailOf(channel, message, circumstances));
      return { outcome: 'sent' };
    } finally {
      signal.removeEventListener('abort', end);
      connection.destroy();
    }
  } catch (error) {
    circumstances.signal.throwIfAborted();
    if (deadline.aborted) return failed(tooSlow(channel), false);
    if (error instanceof OutboundProblem) throw error;
    return failedBy(error, channel);
  }
}

/** Mails of one incident are a thread; mail programs and holiday notices do not answer them. */
function mailOf(
  channel: EmailChannel,
  message: ChannelMessage,
  { publicUrl, nowMs }: SendCircumstances,
) {
  const domain = /@([^@>]+)>?$/.exec(channel.from)?.[1] ?? 'tocsin.invalid';
  const [only, ...others] = message.pages;
  const thread = only && others.length === 0 ? `<incident-${only.incidentId}@${domain}>` : null;
  return {
    from: channel.from,
    to: { name: message.person.name, address: message.address },
    ...emailContent(message, publicUrl, nowMs),
    date: new Date(nowMs),
    messageId: `<${message.id}.${nowMs}@${domain}>`,
    ...(thread !== null && { references: thread, inReplyTo: thread }),
    ...(only?.severity === 'critical' && { priority: 'high' as const }),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}

/** One address and nothing else: whatever could name a second one, or a header, is none. */
function isMailAddress(text: string): boolean {
  return /^[^\s<>()[\]\\,;:"@]+@[^\s<>()[\]\\,;:"@]+$/.test(text);
}

interface MailError {
  code?: string;
  /** Of the system, where there is one. */
  originalCode?: string;
  /** What the server answered. */
  responseCode?: number;
}

/** What an error of the mail library means, for people. It never tells what was sent, nor the password. */
function failedBy(error: unknown, { host }: EmailChannel): SendOutcome {
  const { code = 'unknown', originalCode, responseCode } = error as MailError;
  // What the library says tells the answer of the server, in which a user name may stand.
  const answered = responseCode === undefined ? '' : ` It answered ${responseCode}.`;
  switch (code) {
    case 'EAUTH':
      return failed(`The mail server ${host} refuses the log-in.${answered}`, false);
    case 'ETLS':
      return failed(`The connection with the mail server ${host} cannot be encrypted.`, false);
    case 'EENVELOPE':
    case 'EMESSAGE':
      return failed(
        `The mail server ${host} refuses the mail.${answered}`,
        responseCode !== undefined && responseCode >= 500,
      );
    case 'ETIMEDOUT':
      return failed(`The mail server ${host} did not answer in time.`, false);
    default:
      if (originalCode !== undefined) {
        return failed(describeFailure({ code: originalCode }, host).message, false);
      }
      return failed(`The mail server ${host} broke off (${code}).${answered}`, false);
  }
}

async function orTooSlow<T>(
  work: Promise<T>,
  limit: AbortSignal,
  channel: EmailChannel,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (limit.aborted) throw new OutboundProblem('too_slow', tooSlow(channel), { cause: error });
    throw error;
  }
}

function tooSlow({ host }: EmailChannel): string {
  return `The mail server ${host} did not answer in time.`;
}
