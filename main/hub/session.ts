import type { Agent, IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import type { RawData } from 'ws';
import { TocsinError } from '../../server/protocol/errors.ts';
import { subprotocol } from '../../server/protocol/frames.ts';
import type { ClientFrame, HubFrame } from '../../server/protocol/frames.ts';
import { limits } from '../../server/protocol/limits.ts';
import { readHubFrame } from './incoming-frame.ts';
import { fromCloseCode, fromFault, fromUpgradeAnswer } from './refusal.ts';
import type { LinkEnd } from './refusal.ts';

export interface SessionOptions {
  /** Origin of the hub, http or https. */
  hub: string;
  token: string;
  /** Certificate authorities to trust; undefined: those of the runtime. */
  ca: string[] | undefined;
  agent: Agent | undefined;
  onOpen(): void;
  onFrame(frame: HubFrame): void;
  /** Anything arrived, a ping too. */
  onHeard(): void;
  /** Called once, unless `end` was called before. */
  onEnd(end: LinkEnd): void;
}

const answerLimitBytes = 8 * 1024;

/** One WebSocket to the hub, from the try to connect to its end. Says nothing after its end. */
export class HubSession {
  readonly #socket: WebSocket;
  readonly #options: SessionOptions;
  #ended = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#socket = new WebSocket(socketAddress(options.hub), subprotocol, {
      headers: { authorization: `Bearer ${options.token}` },
      perMessageDeflate: false,
      maxPayload: limits.hubFrameBytes,
      ...(options.ca && { ca: options.ca }),
      ...(options.agent && { agent: options.agent }),
    });
    this.#listen();
  }

  /** False when the frame did not go out. */
  send(frame: ClientFrame): boolean {
    if (this.#ended || this.#socket.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** Drops the connection without a word to a peer that may be gone. */
  end(): void {
    this.#ended = true;
    this.#socket.terminate();
  }

  #listen(): void {
    const socket = this.#socket;
    socket.on('open', () => {
      this.#heard();
      if (!this.#ended) this.#options.onOpen();
    });
    socket.on('ping', () => this.#heard());
    socket.on('message', (data, isBinary) => this.#read(data, isBinary));
    socket.on('close', (code) => this.#finish(fromCloseCode(code)));
    socket.on('error', (fault) => this.#finish(fromFault(fault)));
    socket.on('unexpected-response', (_request, response) => {
      void readShort(response).then((body) => {
        this.#finish(fromUpgradeAnswer(response.statusCode ?? 0, body));
      });
    });
  }

  #heard(): void {
    if (!this.#ended) this.#options.onHeard();
  }

  #read(data: RawData, isBinary: boolean): void {
    this.#heard();
    if (this.#ended) return;
    const incoming = isBinary
      ? ({ kind: 'invalid', reason: 'binary' } as const)
      : readHubFrame(Buffer.isBuffer(data) ? data.toString('utf8') : '');
    if (incoming.kind === 'frame') this.#options.onFrame(incoming.frame);
    if (incoming.kind === 'invalid') {
      const error = new TocsinError('hub_answer_invalid', `(${incoming.reason})`);
      this.#finish({ retryable: true, error });
    }
  }

  #finish(end: LinkEnd): void {
    if (this.#ended) return;
    this.end();
    this.#options.onEnd(end);
  }
}

function socketAddress(hub: string): string {
  const url = new URL('/api/socket', hub);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

async function readShort(response: IncomingMessage): Promise<string> {
  let body = '';
  try {
    for await (const chunk of response) {
      body += String(chunk);
      if (body.length > answerLimitBytes) break;
    }
  } catch {
    // The status is enough.
  }
  return body;
}
