import { readFile } from 'node:fs/promises';
import type { SendOutcome } from '../desk/contract.ts';
import { ask } from '../outbound/ask.ts';
import type { OutboundRequest } from '../outbound/ask.ts';
import { OutboundProblem } from '../outbound/outbound-problem.ts';

/** What a channel sends with. */
export interface SendCircumstances {
  /** Origin of the hub for people, without a slash at its end. */
  publicUrl: string;
  /** Epoch ms. */
  nowMs: number;
  /** Ends it when the hub stops. */
  signal: AbortSignal;
}

/** Nothing of an answer is read but its status. */
const answerBytes = 4 * 1_024;

/** Statuses below 500 after which the same request may still succeed. */
const passing = new Set([408, 425, 429]);

export function failed(problem: string, isFinal: boolean): SendOutcome {
  return { outcome: 'failed', problem, isFinal };
}

/**
 * Sends by one HTTP request; whatever goes wrong is the outcome.
 * @throws the reason of `signal` when that ended it
 */
export async function post(
  request: Pick<
    OutboundRequest,
    'url' | 'headers' | 'body' | 'timeoutMs' | 'allowPrivateAddresses' | 'signal'
  >,
): Promise<SendOutcome> {
  const { host } = new URL(request.url);
  try {
    const { status } = await ask({ ...request, method: 'POST', maxBytes: answerBytes });
    if (status >= 200 && status < 300) return { outcome: 'sent' };
    return failed(`${host} answered ${status}.`, status < 500 && !passing.has(status));
  } catch (error) {
    request.signal.throwIfAborted();
    if (error instanceof OutboundProblem) return failedBy(error);
    throw error;
  }
}

/** What will be the same at the next try is not tried again. */
export function failedBy({ kind, message }: OutboundProblem): SendOutcome {
  return failed(message, kind === 'address_forbidden' || kind === 'redirect_forbidden');
}

/**
 * A secret from its file, read anew each time.
 * @throws OutboundProblem when there is none
 */
export async function readSecret(file: string, what: string): Promise<string> {
  let text: string;
  try {
    text = (await readFile(file, 'utf8')).trim();
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new OutboundProblem('unreachable', `The ${what} cannot be read (${code}).`);
  }
  if (/^[\x20-\x7e]{1,8192}$/.test(text)) return text;
  throw new OutboundProblem('unreachable', `The file of the ${what} holds none.`);
}
