import type { ErrorCode } from '../protocol/errors.ts';

/** What `tocsin` ends with. */
export const exitCodes = {
  ok: { number: 0, meaning: 'done' },
  refused: { number: 1, meaning: 'refused; the message says why' },
  usage: { number: 2, meaning: 'the command line is wrong' },
  unreachable: { number: 3, meaning: 'the hub does not answer' },
  dataFolder: { number: 4, meaning: 'the data folder cannot be used: locked, unwritable or newer' },
  config: { number: 5, meaning: 'the configuration has errors' },
  address: { number: 6, meaning: 'the hub cannot listen on the address; another program may' },
  fault: { number: 10, meaning: 'a fault of tocsin itself' },
} as const;

const numberOf: Partial<Record<ErrorCode, number>> = {
  side_missing: exitCodes.usage.number,
  hub_unreachable: exitCodes.unreachable.number,
  data_folder_locked: exitCodes.dataFolder.number,
  data_folder_unwritable: exitCodes.dataFolder.number,
  data_folder_newer: exitCodes.dataFolder.number,
  journal_unwritable: exitCodes.dataFolder.number,
  config_invalid: exitCodes.config.number,
  port_in_use: exitCodes.address.number,
  address_unusable: exitCodes.address.number,
  internal: exitCodes.fault.number,
};

/** Exit code for an error of the catalogue. */
export function exitCodeOf(code: string): number {
  return numberOf[code as ErrorCode] ?? exitCodes.refused.number;
}

/** The exit codes as a text for `--help`. */
export function describeExitCodes(): string {
  const lines = Object.values(exitCodes).map(({ number, meaning }) => {
    return `  ${String(number).padStart(2)}  ${meaning}`;
  });
  return `\nExit codes:\n${lines.join('\n')}\n`;
}
