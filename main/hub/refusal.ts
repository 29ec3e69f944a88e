import { z } from 'zod';
import { WireError } from '../../server/protocol/commands.ts';
import { TocsinError, errorCatalogue } from '../../server/protocol/errors.ts';
import type { ErrorCode } from '../../server/protocol/errors.ts';

const detailLength = 300;
const ErrorBody = z.object({ error: WireError });

/** Answers that no retry changes; all others may come from something between us and the hub. */
const finalStatuses = new Set([400, 401, 403, 426]);

/** How a try to connect, or a session, came to its end. */
export interface LinkEnd {
  /** False: trying again at once is of no use. */
  retryable: boolean;
  error: TocsinError;
}

/** What the hub meant by answering the upgrade with something other than an upgrade. */
export function fromUpgradeAnswer(httpStatus: number, body: string): LinkEnd {
  const code = errorCodeOf(body);
  if (code) return { retryable: !finalStatuses.has(httpStatus), error: new TocsinError(code) };
  if (httpStatus === 401 || httpStatus === 403) {
    return { retryable: false, error: new TocsinError('device_token_wrong') };
  }
  const answered = `It answered with HTTP ${httpStatus}.`;
  return { retryable: true, error: new TocsinError('hub_unreachable', answered) };
}

/** What the hub meant by closing the session. */
export function fromCloseCode(closeCode: number): LinkEnd {
  const code = codeOfClose.get(closeCode);
  if (!code) return { retryable: true, error: new TocsinError('hub_unreachable') };
  return { retryable: code !== 'device_revoked', error: new TocsinError(code) };
}

/** What a fault of the network or of TLS means for a person. */
export function fromFault(fault: Error): LinkEnd {
  const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : '';
  if (isCertificateFault(code)) {
    return { retryable: true, error: new TocsinError('hub_untrusted', `(${code})`) };
  }
  const detail = code === '' ? undefined : `(${code})`;
  return { retryable: true, error: new TocsinError('hub_unreachable', detail) };
}

/** The code of an error body, when it is one of the catalogue. */
export function errorCodeOf(body: string): ErrorCode | null {
  try {
    const { code } = ErrorBody.parse(JSON.parse(body)).error;
    return code in errorCatalogue ? (code as ErrorCode) : null;
  } catch {
    return null;
  }
}

/** The error that an answer tells of, with its detail; null when it is none of the catalogue. */
export function errorOf(body: string): TocsinError | null {
  const code = errorCodeOf(body);
  if (code === null) return null;
  const { message } = ErrorBody.parse(JSON.parse(body)).error;
  const known = errorCatalogue[code].message;
  const detail = message.startsWith(`${known} `) ? message.slice(known.length + 1) : '';
  return new TocsinError(code, detail === '' ? undefined : detail.slice(0, detailLength));
}

/** An error as the windows show it: what happened and what to do. */
export function inWords(error: TocsinError): string {
  const happened = error.message.replace(/\. (\([^()]*\))$/, ' $1.');
  return `${happened} ${error.entry.remedy.replaceAll('`', '')}`;
}

function isCertificateFault(code: string): boolean {
  return /^(CERT_|ERR_TLS_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO)/.test(code) || code === 'INVALID_CA';
}

const codeOfClose = new Map<number, ErrorCode>();
for (const [code, { closeCode }] of Object.entries(errorCatalogue)) {
  if (closeCode !== null) codeOfClose.set(closeCode, code as ErrorCode);
}
