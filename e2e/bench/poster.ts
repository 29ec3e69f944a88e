import { connect } from 'node:net';
import type { Socket } from 'node:net';

/**
 * One kept-alive connection that posts and waits for each answer. Plain sockets, so that the sender
 * costs less than the hub that is measured.
 */
export class Poster {
  readonly #socket: Socket;
  readonly #head: string;
  #onStatus: (status: number) => void = () => undefined;

  constructor(url: string) {
    const { hostname, port, host, pathname } = new URL(url);
    this.#head = `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n`;
    this.#socket = connect(Number(port), hostname).setNoDelay();
    let answer = '';
    this.#socket.setEncoding('latin1').on('data', (text: string) => {
      answer += text;
      const headEnd = answer.indexOf('\r\n\r\n');
      const length = /content-length: (\d+)/i.exec(answer)?.[1];
      if (headEnd < 0 || answer.length < headEnd + 4 + Number(length)) return;
      const status = Number(answer.slice(9, 12));
      answer = '';
      this.#onStatus(status);
    });
  }

  /** Resolves with the status of the answer. */
  post(body: string): Promise<number> {
    return new Promise((resolve) => {
      this.#onStatus = resolve;
      this.#socket.write(`${this.#head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    });
  }

  close(): void {
    this.#socket.destroy();
  }
}
