import { readFile } from 'node:fs/promises';
import type { Hook } from '../config/hooks.ts';
import type { RunOrder, RunResult } from '../desk/contract.ts';
import { ask } from '../outbound/ask.ts';
import { OutboundProblem } from '../outbound/outbound-problem.ts';

/** More of an answer is not read; much less is kept. */
const answerBytes = 64 * 1024;

export interface HookCircumstances {
  /** Ends the call when the hub stops. */
  signal: AbortSignal;
  /** Milliseconds on a clock that never goes back. */
  nowMs: () => number;
}

/**
 * Gives commands to the team's automation, once. Whatever goes wrong is the result.
 * @throws the reason of `signal` when that ended it
 */
export async function callHook(
  hook: Hook | undefined,
  order: RunOrder,
  { signal, nowMs }: HookCircumstances,
): Promise<RunResult> {
  const problem = findObstacle(hook, order);
  if (!hook || problem !== null) return failed(problem);
  const startedMs = nowMs();
  const took = () => Math.max(0, Math.round(nowMs() - startedMs));
  try {
    const token = await readToken(hook);
    const { status, body, isCut } = await ask({
      url: hook.url,
      method: hook.method,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': order.runId,
        ...(token !== null && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(bodyOf(order)),
      timeoutMs: hook.timeoutSeconds * 1_000,
      maxBytes: answerBytes,
      allowPrivateAddresses: hook.allowPrivateAddresses,
      signal,
    });
    const text = `${body.toString('utf8')}${isCut ? '\n…' : ''}`;
    const outcome = status >= 200 && status < 300 ? 'succeeded' : 'failed';
    return { outcome, httpStatus: status, durationMs: took(), output: text };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof OutboundProblem) {
      return { ...failed(wordsOf(error)), durationMs: took() };
    }
    throw error;
  }
}

/** Of a run that never came to an end that the hub saw. */
export const unknownResult: RunResult = {
  outcome: 'unknown',
  httpStatus: null,
  durationMs: null,
  output:
    'The hub stopped while it ran. Whether it did its work is not known; it is not asked again.',
};

function failed(output: string | null): RunResult {
  return { outcome: 'failed', httpStatus: null, durationMs: null, output };
}

function findObstacle(hook: Hook | undefined, { hook: name, service }: RunOrder): string | null {
  if (!hook) return `The configuration names no hook “${name}” any more.`;
  if (hook.services && !hook.services.includes(service)) {
    return `The hook “${name}” is not for the service ${service}.`;
  }
  return null;
}

/** What was sent may have arrived all the same. */
function wordsOf({ kind, message }: OutboundProblem): string {
  const mayHaveRun = kind === 'too_slow' || kind === 'broken';
  return mayHaveRun ? `${message} Whether it did its work is not known.` : message;
}

function bodyOf({ runId, incident, service, severity, ...order }: RunOrder) {
  const { checklist, runbook, step, commands, person } = order;
  return { runId, incident, service, severity, checklist, runbook, step, commands, person };
}

/** @throws OutboundProblem */
async function readToken({ bearerTokenFile }: Hook): Promise<string | null> {
  if (bearerTokenFile === undefined) return null;
  let token: string;
  try {
    token = (await readFile(bearerTokenFile, 'utf8')).trim();
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new OutboundProblem('unreachable', `The token of the hook cannot be read (${code}).`);
  }
  if (/^[\x21-\x7e]{1,8192}$/.test(token)) return token;
  throw new OutboundProblem('unreachable', 'The file with the token of the hook holds no token.');
}
