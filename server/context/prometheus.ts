import { readFile } from 'node:fs/promises';
import type { Config } from '../config/schema.ts';
import type { MetricWindow } from './metric-window.ts';
import { readAnswer } from './prometheus-answer.ts';
import type { SeriesFound } from './prometheus-answer.ts';
import { PrometheusProblem } from './prometheus-problem.ts';

export type PrometheusConfig = NonNullable<Config['prometheus']>;

/** Larger answers are refused: an expression that gives so much cannot be drawn. */
const answerBytes = 5 * 1024 * 1024;

/**
 * Asks Prometheus for a metric. Redirects are not followed.
 * @throws PrometheusProblem, or the reason of `signal` when that is why it ended
 */
export async function queryRange(
  config: PrometheusConfig,
  expression: string,
  window: MetricWindow,
  signal: AbortSignal,
): Promise<SeriesFound> {
  const token = await readToken(config);
  const timeout = AbortSignal.timeout(config.timeoutSeconds * 1_000);
  try {
    const response = await fetch(`${config.url.replace(/\/+$/, '')}/api/v1/query_range`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
        ...(token !== null && { authorization: `Bearer ${token}` }),
      },
      body: new URLSearchParams({
        query: expression,
        start: String(window.startSeconds),
        end: String(window.endSeconds),
        step: String(window.stepSeconds),
      }),
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
    });
    return readAnswer(await readBody(response), window);
  } catch (error) {
    signal.throwIfAborted();
    throw describe(error, timeout, config);
  }
}

/** The JSON of an answer, whatever its status: Prometheus tells of errors in it. */
async function readBody(response: Response): Promise<unknown> {
  const { status } = response;
  if (status >= 300 && status < 400) {
    await response.body?.cancel();
    throw new PrometheusProblem('Prometheus answered with a redirect, which is not followed.');
  }
  if (status === 401 || status === 403) {
    await response.body?.cancel();
    throw new PrometheusProblem(`Prometheus does not let the hub in (HTTP ${status}).`);
  }
  const text = await readText(response);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  if (response.ok || isErrorOfPrometheus(body)) return body;
  throw new PrometheusProblem(`Prometheus answered with HTTP ${status}.`, {
    isOutage: status >= 500,
  });
}

function isErrorOfPrometheus(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'status' in body && body.status === 'error';
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let byteCount = 0;
  // Leaving the loop early ends the connection.
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    byteCount += part.byteLength;
    if (byteCount > answerBytes) {
      throw new PrometheusProblem('Prometheus answered with more than 5 MB; ask for less.');
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

async function readToken({ bearerTokenFile }: PrometheusConfig): Promise<string | null> {
  if (bearerTokenFile === undefined) return null;
  let token: string;
  try {
    token = (await readFile(bearerTokenFile, 'utf8')).trim();
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new PrometheusProblem(`The token for Prometheus cannot be read (${code}).`);
  }
  if (/^[\x21-\x7e]{1,8192}$/.test(token)) return token;
  throw new PrometheusProblem('The file with the token for Prometheus holds no token.');
}

function describe(
  error: unknown,
  timeout: AbortSignal,
  { timeoutSeconds }: PrometheusConfig,
): PrometheusProblem {
  if (error instanceof PrometheusProblem) return error;
  const isOutage = true;
  if (timeout.aborted) {
    const message = `Prometheus did not answer within ${timeoutSeconds} s.`;
    return new PrometheusProblem(message, { isOutage });
  }
  const cause =
    error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  const code = typeof cause?.code === 'string' ? cause.code : 'connection lost';
  return new PrometheusProblem(`Prometheus cannot be reached (${code}).`, { isOutage });
}
