import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** A mail that came in. */
export interface ReceivedMail {
  to: string[];
  /** Headers and body, as they were sent. */
  source: string;
}

/** A real mail server on this machine. */
export class MailServer {
  readonly mails: ReceivedMail[] = [];
  readonly port: number;
  #waiting: (() => void)[] = [];

  private constructor(port: number) {
    this.port = port;
  }

  /** Closed after the test. */
  static async start(options: SMTPServerOptions = {}): Promise<MailServer> {
    const started = Promise.withResolvers<MailServer>();
    const server = new SMTPServer({
      authOptional: true,
      disableReverseLookup: true,
      logger: false,
      hideSTARTTLS: true,
      allowInsecureAuth: true,
      onData: (stream, { envelope }, callback) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const to = envelope.rcptTo.map(({ address }: { address: string }) => address);
          const source = Buffer.concat(parts).toString('utf8');
          void started.promise.then((mailServer) => {
            mailServer.#take({ to, source });
            callback();
          });
        });
      },
      ...options,
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
    const { port } = server.server.address() as AddressInfo;
    started.resolve(new MailServer(port));
    return started.promise;
  }

  /** Resolves when so many mails have come. */
  async received(count: number): Promise<ReceivedMail[]> {
    while (this.mails.length < count) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    return this.mails;
  }

  #take(mail: ReceivedMail): void {
    this.mails.push(mail);
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** Speaks like a mail server up to a point, and then does what the test says. Gives its port. */
export async function startBadMailServer(
  misbehave: (socket: Socket, line: string | null) => void,
): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    misbehave(socket, null);
    socket.on('data', (part) => {
      for (const line of part.toString('utf8').split('\r\n').filter(Boolean)) {
        misbehave(socket, line);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}
