import { CommanderError } from 'commander';
import type { WireError } from '../protocol/commands.ts';
import { TocsinError } from '../protocol/errors.ts';
import { exitCodeOf, exitCodes } from './exit-code.ts';

/** The hub refused: its own words, which this `tocsin` may be too old to know. */
export class RefusedByHub extends Error {
  readonly wire: WireError;

  constructor(wire: WireError) {
    super(wire.message);
    this.name = 'RefusedByHub';
    this.wire = wire;
  }
}

export interface Failure {
  exitCode: number;
  /** For standard error; empty when everything has been said. */
  text: string;
}

/** What to tell about an error that ended a command. */
export function describeFailure(error: unknown, asJson: boolean): Failure {
  if (error instanceof CommanderError) {
    return { exitCode: error.exitCode === 0 ? 0 : exitCodes.usage.number, text: '' };
  }
  const wire = toWire(error);
  const plain = `tocsin: ${wire.message}\n  ${wire.remedy}\n  code: ${wire.code}\n`;
  const text = asJson ? `${JSON.stringify({ error: wire })}\n` : plain;
  const isKnown = error instanceof RefusedByHub || error instanceof TocsinError;
  const stack = error instanceof Error && !isKnown ? `${error.stack ?? ''}\n` : '';
  return { exitCode: exitCodeOf(wire.code), text: `${text}${stack}` };
}

function toWire(error: unknown): WireError {
  if (error instanceof RefusedByHub) return error.wire;
  if (error instanceof TocsinError) return error.toWire();
  return new TocsinError('internal').toWire();
}
