import type { FastifyReply, FastifyRequest } from 'fastify';
import { TocsinError } from '../protocol/errors.ts';

/** Bounds the memory that bodies under way may fill, before they are read. */
export class ByteBudget {
  readonly #bytes: number;
  #taken = 0;

  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  /**
   * Counts a request until its connection is done with it.
   * @throws TocsinError `overloaded`
   */
  take(request: FastifyRequest, reply: FastifyReply): void {
    // Without a length it may grow up to the limit of its route.
    const announced = Number(request.headers['content-length'] ?? Number.NaN);
    const limit = request.routeOptions.bodyLimit ?? 0;
    const bytes = Number.isFinite(announced) ? Math.min(announced, limit) : limit;
    if (this.#taken + bytes > this.#bytes) {
      throw new TocsinError('overloaded', 'Too many requests are under way.');
    }
    this.#taken += bytes;
    reply.raw.once('close', () => {
      this.#taken -= bytes;
    });
  }
}
