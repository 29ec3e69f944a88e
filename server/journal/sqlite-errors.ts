/** SQLite's primary result codes; see https://www.sqlite.org/rescode.html. */
const busy = 5;
const locked = 6;
const readOnly = 8;
const inputOutput = 10;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
const notADatabase = 26;

/** The primary result code of an error of `node:sqlite`; null for any other error. */
function primaryCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}

/** The disk, the file or the permissions are to blame, and not the statement. */
export function isStorageFault(error: unknown): boolean {
  const code = primaryCode(error);
  return (
    code !== null &&
    [busy, locked, readOnly, inputOutput, corrupt, full, cannotOpen, notADatabase].includes(code)
  );
}

/** Somebody else holds the lock. */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === busy;
}
