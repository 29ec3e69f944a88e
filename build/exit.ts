/** Exit codes of the commands in `build/`, after sysexits.h. */
export const exitCodes = { failed: 1, missingPackages: 69 } as const;

/** An end that is the user's to mend: its message is all they need, and no stack is shown. */
export class CommandError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = exitCodes.failed) {
    super(message);
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}

/** Runs a command to its end; errors meant for the user are printed plainly. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (isOfFiles(error)) {
      process.stderr.write(`${error.message}\nCheck owner, permissions and free space.\n`);
      process.exitCode = exitCodes.failed;
      return;
    }
    if (!(error instanceof CommandError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  }
}

/** Files that this user may not touch, or that have no room, are the user's to mend too. */
function isOfFiles(error: unknown): error is NodeJS.ErrnoException {
  if (!(error instanceof Error) || !('path' in error) || !('code' in error)) return false;
  return ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'].includes(String(error.code));
}

/** Prints a line to the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
