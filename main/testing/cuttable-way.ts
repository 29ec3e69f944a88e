import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A way to a port that can be blackholed: connections stay open, and nothing comes through. */
export class CuttableWay {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;

  private constructor(port: () => number) {
    this.#server = createServer((inner) => {
      const outer = connect(port(), '127.0.0.1');
      for (const [from, to] of [
        [inner, outer],
        [outer, inner],
      ] as const) {
        this.#sockets.add(from);
        from.on('error', () => to.destroy());
        from.on('close', () => {
          this.#sockets.delete(from);
          if (!this.#isCut) to.destroy();
        });
        from.on('data', (chunk) => {
          if (!this.#isCut) to.write(chunk);
        });
      }
    });
  }

  /** @param port where it leads, asked for each connection */
  static async open(port: () => number): Promise<CuttableWay> {
    const way = new CuttableWay(port);
    way.#server.listen(0, '127.0.0.1');
    await once(way.#server, 'listening');
    return way;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.#isCut = true;
  }

  /** New connections come through again; those of before stay dead. */
  mend(): void {
    for (const socket of this.#sockets) socket.pause();
    this.#isCut = false;
  }

  async close(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close').catch(() => undefined);
  }
}
