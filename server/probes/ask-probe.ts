import type { Probes } from '../config/stopgaps.ts';
import { isAtHost } from '../config/host-pattern.ts';
import { ask } from '../outbound/ask.ts';
import { OutboundProblem } from '../outbound/outbound-problem.ts';

/** Nothing of an answer is read but its status. */
const answerBytes = 1_024;

/** What one question found; `detail` says what came instead of a good answer, for people. */
export type ProbeAnswer = { isGood: true } | { isGood: false; detail: string };

/**
 * Asks the address of a stopgap once: an answer from 200 to 299 is good. Whatever goes wrong is an
 * answer too. Redirects are followed on the same host alone.
 * @throws the reason of `signal` when that ended it
 */
export async function askProbe(
  url: string,
  probes: Probes,
  signal: AbortSignal,
): Promise<ProbeAnswer> {
  // The config may have changed since the stopgap was installed.
  if (!isAtHost(url, probes.hosts)) {
    return { isGood: false, detail: 'The configuration does not allow this address any more.' };
  }
  try {
    const { status } = await ask({
      url,
      method: 'GET',
      timeoutMs: probes.timeoutSeconds * 1_000,
      maxBytes: answerBytes,
      allowPrivateAddresses: probes.allowPrivateAddresses,
      signal,
    });
    if (status >= 200 && status < 300) return { isGood: true };
    return { isGood: false, detail: `${new URL(url).host} answered ${status}.` };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof OutboundProblem) return { isGood: false, detail: error.message };
    throw error;
  }
}
