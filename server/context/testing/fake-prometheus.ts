import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Question {
  query: string;
  start: number;
  end: number;
  step: number;
  authorization: string | undefined;
}

export type Reply = (question: Question, response: ServerResponse) => void;

/** An HTTP server that answers in the stead of Prometheus as badly as a test wants. */
export class FakePrometheus {
  readonly questions: Question[] = [];
  /** Most questions that were open at once. */
  mostOpen = 0;
  reply: Reply;
  url = '';
  #open = 0;

  private constructor(reply: Reply) {
    this.reply = reply;
  }

  static async start(reply: Reply): Promise<FakePrometheus> {
    const fake = new FakePrometheus(reply);
    const server = createServer((request, response) => void fake.#answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    onTestFinished(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    return fake;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#open += 1;
    this.mostOpen = Math.max(this.mostOpen, this.#open);
    response.on('close', () => (this.#open -= 1));
    let body = '';
    for await (const part of request) body += String(part);
    const form = new URLSearchParams(body);
    const question: Question = {
      query: form.get('query') ?? '',
      start: Number(form.get('start')),
      end: Number(form.get('end')),
      step: Number(form.get('step')),
      authorization: request.headers.authorization,
    };
    this.questions.push(question);
    this.reply(question, response);
  }
}

/** Answers with these series, in the form of Prometheus. */
export function withMatrix(result: unknown): Reply {
  return (_question, response) => {
    const body = { status: 'success', data: { resultType: 'matrix', result } };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  };
}

/** Answers with one series whose value is always the same, a point for each step. */
export const withSteadyValue: Reply = (question, response) => {
  const { start, end, step } = question;
  const values = Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, index) => [
    start + index * step,
    '0.25',
  ]);
  withMatrix([{ metric: { job: 'checkout' }, values }])(question, response);
};
