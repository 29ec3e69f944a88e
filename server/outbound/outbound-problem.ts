/** What kept an answer from coming. */
export type OutboundProblemKind =
  | 'address_forbidden'
  | 'host_unknown'
  | 'unreachable'
  | 'untrusted'
  | 'redirect_forbidden'
  | 'too_slow'
  | 'broken';

/** No answer. The message is for people and tells neither the query nor a header. */
export class OutboundProblem extends Error {
  readonly kind: OutboundProblemKind;

  constructor(kind: OutboundProblemKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'OutboundProblem';
    this.kind = kind;
  }
}

/** Said by the system when a certificate cannot be trusted, beside `ERR_TLS_…`. */
const certificateCodes =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/;

/** What a failed request means, for people. `host` is what was called, with its port. */
export function describeFailure(error: unknown, host: string): OutboundProblem {
  if (error instanceof OutboundProblem) return error;
  const { code } = error as NodeJS.ErrnoException;
  const shown = typeof code === 'string' ? code : 'no code';
  const cause = { cause: error };
  if (certificateCodes.test(shown)) {
    const message = `No trusted connection with ${host} (${shown}).`;
    return new OutboundProblem('untrusted', message, cause);
  }
  if (shown === 'ECONNRESET' || shown === 'EPIPE' || shown.startsWith('HPE_')) {
    return new OutboundProblem('broken', `${host} broke off (${shown}).`, cause);
  }
  return new OutboundProblem('unreachable', `${host} cannot be reached (${shown}).`, cause);
}
