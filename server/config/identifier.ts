import { z } from 'zod';
import { limits } from '../protocol/limits.ts';

/**
 * Id of a person, a team or a service. Begins with a letter: programs put names that are numbers
 * before all others, and the order of services counts.
 */
export const Identifier = z
  .string()
  // As long as any id on the wire.
  .max(64)
  .regex(
    /^[a-z][a-z0-9._-]*$/,
    'Use lower-case letters, digits, dots, dashes and underscores, and begin with a letter.',
  );

/** A name for people to read. */
export const Name = z.string().trim().min(1).max(limits.nameLength);
