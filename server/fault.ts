import type { Server } from 'node:http';
import type { Desk } from './desk/contract.ts';

/**
 * Faults on demand, for the tests that prove that nothing confirmed is ever lost. The environment
 * variable TOCSIN_FAULT names one; nobody else sets it.
 */
export const faults = ['crash-after-answer'] as const;
export type Fault = (typeof faults)[number];

/** @throws Error when the variable names no fault: a test that tests nothing must not pass */
export function readFault(name: string | undefined): Fault | null {
  if (name === undefined || name === '') return null;
  const fault = faults.find((known) => known === name);
  if (!fault) throw new Error(`TOCSIN_FAULT=${name} is not one of ${faults.join(', ')}.`);
  return fault;
}

/** The desk as the gateway sees it between the answer to a sender and the crash: it hears nothing. */
export function withoutFanOutOfSenders<D extends Desk>(desk: D): D {
  return {
    ...desk,
    onCommitted: (listener) =>
      desk.onCommitted((events) => {
        const isOfSender = events.some((one) => 'actor' in one && one.actor.kind === 'sender');
        if (!isOfSender) listener(events);
      }),
  };
}

/** Ends this process, as a power cut would, once the first 2xx to a sender is with the system. */
export function crashAfterAnswer(server: Server): void {
  server.prependListener('request', (request, response) => {
    if (!/^\/(ingest|v2|api\/v2)\//.test(request.url ?? '')) return;
    response.once('finish', () => {
      if (response.statusCode < 300) process.kill(process.pid, 'SIGKILL');
    });
  });
}
