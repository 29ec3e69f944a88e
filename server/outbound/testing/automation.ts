import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What came in. */
export interface Call {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Reply = (response: ServerResponse, call: Call) => void;

/** A real HTTP server on this machine that answers as badly as a test wants. */
export class Automation {
  readonly calls: Call[] = [];
  /** Most calls that were open at once. */
  mostOpen = 0;
  readonly url: string;
  readonly reply: Reply;
  #open = 0;

  private constructor(url: string, reply: Reply) {
    this.url = url;
    this.reply = reply;
  }

  /** With `isTls` its certificate is one that nobody trusts. Closed after the test. */
  static async start(reply: Reply, { isTls = false } = {}): Promise<Automation> {
    const started = Promise.withResolvers<Automation>();
    const listener: RequestListener = (request, response) => {
      void started.promise.then((automation) => automation.#answer(request, response));
    };
    const server: Server = isTls
      ? createTlsServer({ key: pem('key.pem'), cert: pem('certificate.pem') }, listener)
      : createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    const { port } = server.address() as AddressInfo;
    started.resolve(new Automation(`${isTls ? 'https' : 'http'}://127.0.0.1:${port}`, reply));
    return started.promise;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#open += 1;
    this.mostOpen = Math.max(this.mostOpen, this.#open);
    response.on('close', () => (this.#open -= 1));
    const { method = '', url: path = '', headers } = request;
    let body = '';
    for await (const part of request) body += String(part);
    const call = { method, path, headers, body };
    this.calls.push(call);
    this.reply(response, call);
  }
}

function pem(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}
