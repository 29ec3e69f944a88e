import type { WireError } from './commands.ts';

interface CatalogueEntry {
  /** HTTP status of a refused request. */
  httpStatus: number;
  /** WebSocket close code when the error ends the session, else null. */
  closeCode: number | null;
  /** Whether the same request can succeed later without a change. */
  retryable: boolean;
  /** What happened, for a person. */
  message: string;
  /** What to do next, for a person. */
  remedy: string;
}

/**
 * The one catalogue of errors, for HTTP, WebSocket, command line and windows.
 * docs/errors.md is made from it, and a test compares the two.
 */
export const errorCatalogue = {
  body_malformed: {
    httpStatus: 400,
    closeCode: null,
    retryable: false,
    message: 'The body is not valid JSON.',
    remedy: 'Send one JSON document encoded as UTF-8.',
  },
  body_invalid: {
    httpStatus: 400,
    closeCode: null,
    retryable: false,
    message: 'The body does not have the form that this address takes.',
    remedy: 'Compare it with docs/ingest.md; the detail names the field.',
  },
  body_too_large: {
    httpStatus: 413,
    closeCode: null,
    retryable: false,
    message: 'The body is larger than the limit.',
    remedy: 'Send fewer alerts at once; the limits are in docs/protocol.md.',
  },
  content_type_unsupported: {
    httpStatus: 415,
    closeCode: null,
    retryable: false,
    message: 'This address takes JSON only.',
    remedy: 'Send the header `Content-Type: application/json`.',
  },
  request_malformed: {
    httpStatus: 400,
    closeCode: null,
    retryable: false,
    message: 'The request is not well-formed HTTP.',
    remedy: 'Check the program or proxy that sent it.',
  },
  headers_too_large: {
    httpStatus: 431,
    closeCode: null,
    retryable: false,
    message: 'The headers of the request are larger than the limit.',
    remedy: 'Send fewer or shorter headers, 16 KiB in all.',
  },
  request_timeout: {
    httpStatus: 408,
    closeCode: null,
    retryable: true,
    message: 'The request did not arrive in time.',
    remedy: 'Send the whole request within 10 seconds.',
  },
  path_unknown: {
    httpStatus: 404,
    closeCode: null,
    retryable: false,
    message: 'Nothing lives at this address.',
    remedy: 'Compare the address with docs/ingest.md.',
  },
  method_not_allowed: {
    httpStatus: 405,
    closeCode: null,
    retryable: false,
    message: 'This address does not take this method.',
    remedy: 'Use POST to send alerts.',
  },
  key_missing: {
    httpStatus: 401,
    closeCode: null,
    retryable: false,
    message: 'The request carries no integration key.',
    remedy: 'Send the key as a Bearer token, as Basic password, or in the path.',
  },
  key_unknown: {
    httpStatus: 401,
    closeCode: null,
    retryable: false,
    message: 'The hub does not know this integration key.',
    remedy: 'Make one with `tocsin key create <name> --sender <kind>`.',
  },
  key_revoked: {
    httpStatus: 403,
    closeCode: null,
    retryable: false,
    message: 'This integration key was revoked.',
    remedy: 'Make a new one with `tocsin key create` and put it into the sender.',
  },
  key_wrong_sender: {
    httpStatus: 403,
    closeCode: null,
    retryable: false,
    message: 'This integration key belongs to another kind of sender.',
    remedy: 'Make a key for this kind with `tocsin key create <name> --sender <kind>`.',
  },
  mapping_missing: {
    httpStatus: 503,
    closeCode: null,
    retryable: true,
    message: 'The mapping of this integration key is not in the configuration.',
    remedy: 'Add it under `mappings` in the configuration; the sender may then try again.',
  },
  name_taken: {
    httpStatus: 409,
    closeCode: null,
    retryable: false,
    message: 'Something with this name exists.',
    remedy: 'Choose another name, or revoke the old one first.',
  },
  key_not_found: {
    httpStatus: 404,
    closeCode: null,
    retryable: false,
    message: 'No integration key has this name or id.',
    remedy: 'List them with `tocsin key list`.',
  },
  device_not_found: {
    httpStatus: 404,
    closeCode: null,
    retryable: false,
    message: 'No enrolled device has this id.',
    remedy: 'List them with `tocsin device list`.',
  },
  overloaded: {
    httpStatus: 503,
    closeCode: null,
    retryable: true,
    message: 'The hub has more to write than it can take.',
    remedy: 'Send it again after the time in Retry-After.',
  },
  shutting_down: {
    httpStatus: 503,
    closeCode: 1012,
    retryable: true,
    message: 'The hub is shutting down.',
    remedy: 'Connect again in a moment.',
  },
  journal_unwritable: {
    httpStatus: 503,
    closeCode: null,
    retryable: true,
    message: 'The hub cannot write to its journal.',
    remedy: 'Check the free space and the permissions of the data folder.',
  },
  internal: {
    httpStatus: 500,
    closeCode: 1011,
    retryable: true,
    message: 'The hub met a fault of its own.',
    remedy: "Look at the hub's log; the request id is in the answer.",
  },
  admin_token_wrong: {
    httpStatus: 401,
    closeCode: null,
    retryable: false,
    message: 'The administration token is missing or wrong.',
    remedy: 'Run `tocsin` as the user who owns the hub’s data folder.',
  },
  rate_limited: {
    httpStatus: 429,
    closeCode: null,
    retryable: true,
    message: 'Too many requests.',
    remedy: 'Slow down and send it again after the time in Retry-After.',
  },
  invite_unknown: {
    httpStatus: 404,
    closeCode: null,
    retryable: false,
    message: 'The hub does not know this invite.',
    remedy: 'Ask for a new one: `tocsin invite <person> --side developer|sre`.',
  },
  invite_expired: {
    httpStatus: 410,
    closeCode: null,
    retryable: false,
    message: 'This invite has expired.',
    remedy: 'Ask for a new one: `tocsin invite <person> --side developer|sre`.',
  },
  invite_used: {
    httpStatus: 410,
    closeCode: null,
    retryable: false,
    message: 'This invite was used before.',
    remedy: 'Each device needs its own: `tocsin invite <person> --side developer|sre`.',
  },
  device_token_missing: {
    httpStatus: 401,
    closeCode: null,
    retryable: false,
    message: 'The request carries no device token.',
    remedy: 'Join the hub with an invite link first.',
  },
  device_token_wrong: {
    httpStatus: 401,
    closeCode: null,
    retryable: false,
    message: 'The hub does not know this device.',
    remedy: 'Join the hub again with a new invite link.',
  },
  upgrade_required: {
    httpStatus: 426,
    closeCode: null,
    retryable: false,
    message: 'This address speaks WebSocket only.',
    remedy: 'Connect with a WebSocket client, as in docs/protocol.md.',
  },
  subprotocol_unsupported: {
    httpStatus: 400,
    closeCode: null,
    retryable: false,
    message: 'The hub and the client speak no common version.',
    remedy: 'Update the older of the two; this hub speaks tocsin.v1.',
  },
  origin_refused: {
    httpStatus: 403,
    closeCode: null,
    retryable: false,
    message: 'Web pages may not connect to the hub.',
    remedy: 'Use the desktop app, or a client that sends no Origin header.',
  },
  hello_expected: {
    httpStatus: 400,
    closeCode: 4000,
    retryable: false,
    message: 'The first frame of a session must be hello, and only the first.',
    remedy: 'Send hello right after connecting, once.',
  },
  hello_timeout: {
    httpStatus: 408,
    closeCode: 4001,
    retryable: true,
    message: 'No hello came in time.',
    remedy: 'Send hello within 5 seconds of connecting.',
  },
  frame_malformed: {
    httpStatus: 400,
    closeCode: 4002,
    retryable: false,
    message: 'A frame is not a JSON text of a known form.',
    remedy: 'Compare it with docs/protocol.md; the detail names the field.',
  },
  frame_binary: {
    httpStatus: 400,
    closeCode: 1003,
    retryable: false,
    message: 'The hub takes text frames only.',
    remedy: 'Send JSON in text frames.',
  },
  frame_too_large: {
    httpStatus: 413,
    closeCode: 1009,
    retryable: false,
    message: 'A frame is larger than 64 KiB.',
    remedy: 'Send less in one frame.',
  },
  frame_type_unknown: {
    httpStatus: 400,
    closeCode: null,
    retryable: false,
    message: 'The hub does not know this type of frame.',
    remedy: 'Update the hub, or do without; the session goes on.',
  },
  session_too_slow: {
    httpStatus: 503,
    closeCode: 4003,
    retryable: true,
    message: 'The session could not keep up and was cut off.',
    remedy: 'Connect again; everything missed is sent again from your cursor.',
  },
  session_silent: {
    httpStatus: 408,
    closeCode: 4004,
    retryable: true,
    message: 'Nothing was heard from the session.',
    remedy: 'Answer pings; connect again.',
  },
  device_revoked: {
    httpStatus: 403,
    closeCode: 4005,
    retryable: false,
    message: 'This device was removed from the hub.',
    remedy: 'Join the hub again with a new invite link.',
  },
  command_reused: {
    httpStatus: 409,
    closeCode: null,
    retryable: false,
    message: 'A command with this id and other contents was answered before.',
    remedy: 'Make a new id for each new command.',
  },
  incident_unknown: {
    httpStatus: 404,
    closeCode: null,
    retryable: false,
    message: 'The hub does not know this incident.',
    remedy: 'It may be of another hub; open the board to see what is open.',
  },
  too_late: {
    httpStatus: 409,
    closeCode: null,
    retryable: false,
    message: 'The incident was resolved before this arrived.',
    remedy: 'Nothing to do; the board shows who resolved it and when.',
  },
  config_invalid: {
    httpStatus: 400,
    closeCode: null,
    retryable: false,
    message: 'The configuration has errors.',
    remedy: 'Correct the lines named; docs/configuration.md describes each field.',
  },
  data_folder_locked: {
    httpStatus: 503,
    closeCode: null,
    retryable: true,
    message: 'Another hub uses this data folder.',
    remedy: 'Stop the other hub, or give this one its own folder with --data.',
  },
  data_folder_unwritable: {
    httpStatus: 503,
    closeCode: null,
    retryable: false,
    message: 'The hub cannot write to its data folder.',
    remedy: 'Check its owner, permissions and free space, or choose another with --data.',
  },
  data_folder_newer: {
    httpStatus: 503,
    closeCode: null,
    retryable: false,
    message: 'The data folder was written by a newer hub.',
    remedy: 'Run the newer version, or restore a backup made before the update.',
  },
  port_in_use: {
    httpStatus: 503,
    closeCode: null,
    retryable: true,
    message: 'Another program listens on this address.',
    remedy: 'Stop it, or choose another address with --listen HOST:PORT.',
  },
  address_unusable: {
    httpStatus: 503,
    closeCode: null,
    retryable: false,
    message: 'The hub cannot listen on this address.',
    remedy: 'Choose another with --listen HOST:PORT; ports below 1024 need privileges.',
  },
  hub_unreachable: {
    httpStatus: 503,
    closeCode: null,
    retryable: true,
    message: 'The hub does not answer.',
    remedy: 'Check that it runs and that its address is right.',
  },
  hub_untrusted: {
    httpStatus: 502,
    closeCode: null,
    retryable: true,
    message: 'The certificate of the hub is not trusted.',
    remedy: 'Name the file of its certificate authority in the settings.',
  },
  hub_answer_invalid: {
    httpStatus: 502,
    closeCode: null,
    retryable: true,
    message: 'The hub answered in a way that this app does not understand.',
    remedy: 'Check that the address is that of a hub, and update the older of the two.',
  },
  invite_malformed: {
    httpStatus: 400,
    closeCode: null,
    retryable: false,
    message: 'This is not an invite link.',
    remedy: 'Paste the whole link that `tocsin invite` printed; it begins with tocsin://join.',
  },
  window_request_refused: {
    httpStatus: 403,
    closeCode: null,
    retryable: false,
    message: 'A window asked for something that it may not have.',
    remedy: 'Update the app; if it happens again, report it with the log of its profile.',
  },
  keychain_unavailable: {
    httpStatus: 503,
    closeCode: null,
    retryable: true,
    message: "The system's keychain does not answer.",
    remedy: 'Unlock or install a keychain, or keep the token for this run only.',
  },
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
