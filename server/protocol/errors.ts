import type { WireError } from './commands.ts';
import type { CatalogueEntry } from './errors/catalogue-entry.ts';
import { channelErrors } from './errors/channel-errors.ts';
import { hubErrors } from './errors/hub-errors.ts';
import { laptopErrors } from './errors/laptop-errors.ts';
import { onCallErrors } from './errors/oncall-errors.ts';
import { pagingErrors } from './errors/paging-errors.ts';
import { requestErrors } from './errors/request-errors.ts';
import { roomErrors } from './errors/room-errors.ts';
import { runbookErrors } from './errors/runbook-errors.ts';
import { sessionErrors } from './errors/session-errors.ts';
import { workErrors } from './errors/work-errors.ts';

/**
 * The one catalogue of errors, for HTTP, WebSocket, command line and windows.
 * docs/errors.md is made from it, and a test compares the two.
 */
export const errorCatalogue = {
  ...requestErrors,
  ...sessionErrors,
  ...roomErrors,
  ...runbookErrors,
  ...workErrors,
  ...pagingErrors,
  ...channelErrors,
  ...onCallErrors,
  ...hubErrors,
  ...laptopErrors,
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof errorCatalogue;

/** An error of the catalogue, thrown inside and translated at the edges. */
export class TocsinError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, detail?: string, options?: ErrorOptions) {
    const { message } = errorCatalogue[code];
    super(detail === undefined ? message : `${message} ${detail}`, options);
    this.name = 'TocsinError';
    this.code = code;
    this.detail = detail;
  }

  get entry(): CatalogueEntry {
    return errorCatalogue[this.code];
  }

  /** The error as it goes over the wire. */
  toWire(): WireError {
    const { remedy, retryable } = this.entry;
    return { code: this.code, message: this.message, remedy, retryable };
  }
}
